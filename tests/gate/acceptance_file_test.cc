#include "benchgate/gate/acceptance_file.h"

#include <fmt/format.h>
#include <gmock/gmock.h>

namespace benchgate::gate {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::StartsWith;

constexpr std::string_view kEntry =
    "[[accepted]]\n"
    "benchmark = \"db/*\"\n"
    "metric = \"cpu_time\"\n"
    "up_to = \"+12 %\"\n"
    "reason = \"reads its input twice now\"\n"
    "by = \"Ann\"\n"
    "until = 2027-02-01\n"
    "base = \"1a2b3c4d\"\n";

std::string refused(std::string_view toml) {
  try {
    (void)parse_acceptances(toml, "accepted.toml");
  } catch (const UsageError& error) {
    return error.what();
  }
  return "was read";
}

/// The entry with one line replaced.
std::string with(std::string_view key, std::string_view line) {
  std::string text(kEntry);
  const auto start = text.find(std::string(key) + " = ");
  text.replace(start, text.find('\n', start) - start, line);
  return text;
}

TEST(AcceptanceFile, ReadsAnEntry) {
  const auto entries = parse_acceptances(kEntry, "accepted.toml");
  EXPECT_THAT(entries, ElementsAre(Acceptance{.benchmark = "db/*",
                                              .metric = "cpu_time",
                                              .up_to = {0.12, model::Unit::Fraction},
                                              .reason = "reads its input twice now",
                                              .by = "Ann",
                                              .until = *parse_date("2027-02-01"),
                                              .base = "1a2b3c4d",
                                              .position = {1, 1}}));
}

TEST(AcceptanceFile, MayBeEmptyOrAbsent) {
  EXPECT_TRUE(parse_acceptances("# nothing yet\n", "accepted.toml").empty());
  EXPECT_TRUE(load_acceptances("/does/not/exist/accepted.toml").empty());
}

TEST(AcceptanceFile, ReadsEffectsAsReportsShowThem) {
  const auto up_to = [](std::string_view text) {
    return parse_acceptances(with("up_to", fmt::format("up_to = {}", text)), "f")[0].up_to;
  };
  using model::Unit;
  EXPECT_EQ(up_to("\"+0.5 %\""), (model::Quantity{0.005, Unit::Fraction}));
  EXPECT_EQ(up_to("\"-12 %\""), (model::Quantity{-0.12, Unit::Fraction}));
  EXPECT_EQ(up_to("\"−12 %\""), (model::Quantity{-0.12, Unit::Fraction}));  // U+2212
  EXPECT_EQ(up_to("3"), (model::Quantity{3, Unit::None}));
  EXPECT_EQ(up_to("\"64 kB\""), (model::Quantity{64000, Unit::Bytes}));
}

TEST(AcceptanceFile, RefusesWhatItDoesNotUnderstand) {
  EXPECT_THAT(refused(with("metric", "metrics = \"x\"")),
              AllOf(StartsWith("accepted.toml:3:1: "), HasSubstr("did you mean \"metric\"?")));
  EXPECT_THAT(refused(with("up_to", "up_to = \"12 %\"")),
              AllOf(StartsWith("accepted.toml:4:9: "), HasSubstr("\"+12 %\"")));
  EXPECT_THAT(refused(with("up_to", "up_to = \"+0 %\"")), HasSubstr("accepts nothing"));
  EXPECT_THAT(refused(with("up_to", "up_to = \"-100 %\"")), HasSubstr("100 %"));
  EXPECT_THAT(refused(with("up_to", "up_to = \"much\"")), HasSubstr("not an effect"));
  EXPECT_THAT(refused(with("up_to", "up_to = \"+-12 %\"")), HasSubstr("not an effect"));
  EXPECT_THAT(refused(with("up_to", "up_to = \"12\"")), HasSubstr("not an effect"));
  EXPECT_THAT(refused(with("up_to", "up_to = nan")), HasSubstr("finite"));
  EXPECT_THAT(refused(with("up_to", "up_to = true")), HasSubstr("true or false"));
  EXPECT_THAT(refused(with("up_to", "")), HasSubstr("up_to = \"+12 %\""));
  EXPECT_THAT(refused(with("reason", "")), HasSubstr("no reason"));
  EXPECT_THAT(refused(with("reason", "reason = \" \"")), HasSubstr("blank"));
  EXPECT_THAT(refused(with("reason", "reason = \"\"")), HasSubstr("empty"));
  EXPECT_THAT(refused(with("reason", "reason = \"" + std::string(1001, 'x') + "\"")),
              HasSubstr("longer than 1000"));
  EXPECT_THAT(refused(with("by", "")), HasSubstr("no by"));
  EXPECT_THAT(refused(with("benchmark", "")), HasSubstr("no benchmark"));
  EXPECT_THAT(refused(with("until", "")), HasSubstr("never ends"));
  EXPECT_THAT(refused(with("until", "until = \"soon\"")),
              AllOf(StartsWith("accepted.toml:7:9: "), HasSubstr("2027-02-01")));
  EXPECT_THAT(refused(with("until", "until = 2027-02-01T10:00:00")), HasSubstr("a day"));
  EXPECT_THAT(refused(with("until", "until = \"2027-02-30\"")), HasSubstr("exists"));
  EXPECT_THAT(refused(with("base", "base = \"1a2\"")), HasSubstr("too short"));
  EXPECT_THAT(refused("[accepted]\n"), HasSubstr("[[accepted]]"));
  EXPECT_THAT(refused("[[acepted]]\n"), HasSubstr("did you mean \"accepted\"?"));
  EXPECT_THAT(refused("[[accepted]\n"), StartsWith("accepted.toml:1:"));
}

TEST(AcceptanceFile, RefusesTheSameTwice) {
  const auto twice = std::string(kEntry) + '\n' + with("up_to", "up_to = \"+20 %\"");
  EXPECT_THAT(refused(twice), AllOf(StartsWith("accepted.toml:10:1: "), HasSubstr("line 1")));
  const auto other_base = std::string(kEntry) + with("base", "base = \"release-1\"");
  EXPECT_EQ(parse_acceptances(other_base, "f").size(), 2U);
}

TEST(AcceptanceFile, WritesWhatItReads) {
  EXPECT_EQ(acceptance_text(parse_acceptances(kEntry, "f")[0]), kEntry);
  Acceptance odd{.benchmark = "a\"b\\c",
                 .metric = "allocs_per_iter",
                 .up_to = {3, model::Unit::Count},
                 .reason = "two\nlines\x7f",
                 .by = "Ärger",
                 .until = *parse_date("2028-02-29")};
  auto read = parse_acceptances(acceptance_text(odd), "f")[0];
  EXPECT_EQ(read.up_to, (model::Quantity{3, model::Unit::None}));
  read.up_to.unit = model::Unit::Count;
  EXPECT_EQ(read, odd);
}

TEST(AcceptanceFile, KeepsWhatItAppendsTo) {
  const std::string before = "# agreed in review\n\n" + std::string(kEntry) + "# the end";
  auto entry = parse_acceptances(kEntry, "f")[0];
  entry.benchmark = "cache/*";
  const std::vector entries = {entry};
  const auto after = with_acceptances(before, entries, "f");
  EXPECT_EQ(after, before + "\n\n" + acceptance_text(entry));
  EXPECT_EQ(with_acceptances("", entries, "f"), acceptance_text(entry));
  EXPECT_THROW((void)with_acceptances(after, entries, "f"), UsageError);
}

TEST(Date, ReadsDaysThatExist) {
  EXPECT_EQ(date_text(parse_date("2027-02-01").value()), "2027-02-01");
  EXPECT_TRUE(parse_date("2028-02-29"));
  for (const auto* const wrong : {"", "2027-2-1", "2027-02-29", "2027-13-01", "2027-00-10",
                                  "01-02-2027", "2027-02-01 ", "2027/02/01", "+027-02-01"}) {
    EXPECT_FALSE(parse_date(wrong)) << wrong;
  }
}

}  // namespace
}  // namespace benchgate::gate
