#include "benchgate/base/instant.h"

#include <gtest/gtest.h>

namespace benchgate {
namespace {

// Seconds as `date --utc --date=TEXT +%s` prints them.
TEST(Instant, ReadsWhatFilesWrite) {
  EXPECT_EQ(parse_instant("1970-01-01T00:00:00Z"), 0);
  EXPECT_EQ(parse_instant("2026-11-21T02:30:00Z"), 1795228200);
  EXPECT_EQ(parse_instant("2026-11-21T03:30:00+01:00"), 1795228200);
  EXPECT_EQ(parse_instant("2026-11-20 18:30:00.75 -0800"), 1795228200);
  EXPECT_EQ(parse_instant("2024-02-29T23:59:59Z"), 1709251199);
  EXPECT_EQ(parse_instant("9999-12-31T23:59:59Z"), kLastInstant);
}

TEST(Instant, RefusesEverythingElse) {
  for (const auto* text :
       {"", "2026-11-21", "2026-11-21T02:30:00", "2026-11-21T02:30Z", "2026-11-21T24:00:00Z",
        "2026-11-21T02:60:00Z", "2026-11-21T02:30:60Z", "2026-13-01T00:00:00Z",
        "2025-02-29T00:00:00Z", "2026-11-21T02:30:00Zx", "2026-11-21T02:30:00+1",
        "2026-11-21x02:30:00Z", "1969-12-31T23:59:59Z", "1970-01-01T00:00:00+00:01",
        "9999-12-31T23:59:59-00:01", "2026-11-21T0-:30:00Z"})
    EXPECT_FALSE(parse_instant(text)) << text;
}

// Seconds as `date --utc --date=TEXT +%s` prints them.
TEST(ForeignInstant, ReadsWhatOtherProgramsWrite) {
  for (const auto* text :
       {"2026-11-21T02:30:00Z", "2026-11-21 02:30:00", "2026-11-21T02:30:00",
        "2026-11-21T03:30:00+01:00", "2026/11/21-02:30:00", "2026.11.21 2:30:00 +0000",
        "2026-11-21 2:30", "2026-11-21T02:30Z", "2026-11-21 02:30:00.75", "2026-11-21 03:30 +0100",
        "2026-11-21 03:30:00+01", "2026-11-21 02:30 UTC", "2026-11-21T02:30:00GMT",
        "2026-11-20 18:30:00 -08", "1795228200", "1795228200.5", "1795228200123"})
    EXPECT_EQ(parse_foreign_instant(text), 1795228200) << text;
  EXPECT_EQ(parse_foreign_instant("2026-11-21"), 1795219200);
}

TEST(ForeignInstant, RefusesWhatIsNoMoment) {
  for (const auto* text :
       {"", "yesterday", "2026", "2026-11", "2026-13-01", "2026-11-21 25:00:00", "2026-11-21 02",
        "2026-11-21 02:30:00 CET", "21.11.2026", "169521920", "16952192000", "0695219200",
        "1695219200x", "16952192001a3", "2026-11-21 02:30:00 UTC Z", "2026-11-21+01",
        "2026-11-21 02:3", "2026-11-21x02:30:00"})
    EXPECT_FALSE(parse_foreign_instant(text)) << text;
}

TEST(Instant, WritesWhatItReads) {
  for (const std::int64_t seconds : {std::int64_t{0}, std::int64_t{1795228200}, kLastInstant})
    EXPECT_EQ(parse_instant(instant_text(seconds)), seconds);
  EXPECT_EQ(instant_text(1795228200), "2026-11-21T02:30:00Z");
}

TEST(Day, IsThatOfUtc) {
  EXPECT_EQ(day_text(0), "1970-01-01");
  EXPECT_EQ(day_text(1'795'305'599), "2026-11-21");  // 23:59:59
  EXPECT_EQ(day_text(1'795'305'600), "2026-11-22");
}

}  // namespace
}  // namespace benchgate
