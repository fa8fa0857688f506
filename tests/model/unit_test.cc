#include "benchgate/model/unit.h"

#include <string>
#include <string_view>

#include <gtest/gtest.h>

namespace benchgate::model {
namespace {

constexpr Unit kAllUnits[] = {Unit::None,           Unit::Nanoseconds,    Unit::Bytes,
                              Unit::BytesPerSecond, Unit::ItemsPerSecond, Unit::Count,
                              Unit::Fraction};

TEST(Unit, NamesAreReadBack) {
  for (const auto unit : kAllUnits) EXPECT_EQ(parse_unit(unit_name(unit)), unit);
}

TEST(Unit, NamesAreStable) {
  EXPECT_EQ(unit_name(Unit::None), "none");
  EXPECT_EQ(unit_name(Unit::Nanoseconds), "ns");
  EXPECT_EQ(unit_name(Unit::Bytes), "B");
  EXPECT_EQ(unit_name(Unit::BytesPerSecond), "B/s");
  EXPECT_EQ(unit_name(Unit::ItemsPerSecond), "items/s");
  EXPECT_EQ(unit_name(Unit::Count), "count");
  EXPECT_EQ(unit_name(Unit::Fraction), "fraction");
}

TEST(Unit, UnknownNamesAreRefused) {
  for (const std::string_view name : {"", "us", "ms", "NS", "b", "bytes", "%", "ns ", "percent"}) {
    EXPECT_EQ(parse_unit(name), std::nullopt) << name;
  }
}

TEST(TimeUnit, IsOneOfGoogleBenchmarks) {
  EXPECT_EQ(nanoseconds_per("ns"), 1.0);
  EXPECT_EQ(nanoseconds_per("us"), 1e3);
  EXPECT_EQ(nanoseconds_per("ms"), 1e6);
  EXPECT_EQ(nanoseconds_per("s"), 1e9);
  for (const std::string_view unit : {"", "min", "h", "NS", "sec", "ns ", "B", "%"}) {
    EXPECT_EQ(nanoseconds_per(unit), std::nullopt) << unit;
  }
}

struct Good {
  std::string_view text;
  Quantity value;
};

class QuantityAccepts : public testing::TestWithParam<Good> {};

TEST_P(QuantityAccepts, Text) {
  EXPECT_EQ(parse_quantity(GetParam().text), GetParam().value) << GetParam().text;
}

INSTANTIATE_TEST_SUITE_P(
    Texts, QuantityAccepts,
    testing::Values(Good{"5 ns", {5, Unit::Nanoseconds}}, Good{"1.5us", {1500, Unit::Nanoseconds}},
                    Good{"20 \xC2\xB5s", {20'000, Unit::Nanoseconds}},
                    Good{"20 \xCE\xBCs", {20'000, Unit::Nanoseconds}},
                    Good{"5 ms", {5e6, Unit::Nanoseconds}},
                    Good{"0.25 s", {2.5e8, Unit::Nanoseconds}},
                    Good{"10 min", {6e11, Unit::Nanoseconds}}, Good{"7 B", {7, Unit::Bytes}},
                    Good{"2 kB", {2000, Unit::Bytes}}, Good{"1 MB", {1e6, Unit::Bytes}},
                    Good{"64 KiB", {65'536, Unit::Bytes}}, Good{"3 MiB", {3'145'728, Unit::Bytes}},
                    Good{"1 GiB", {1'073'741'824, Unit::Bytes}},
                    Good{"10 MB/s", {1e7, Unit::BytesPerSecond}},
                    Good{"1 MiB/s", {1'048'576, Unit::BytesPerSecond}},
                    Good{"100 items/s", {100, Unit::ItemsPerSecond}},
                    Good{"100/s", {100, Unit::ItemsPerSecond}}, Good{"2 %", {0.02, Unit::Fraction}},
                    Good{"7%", {0.07, Unit::Fraction}}, Good{"29 %", {0.29, Unit::Fraction}},
                    Good{"250", {250, Unit::None}}, Good{"-3", {-3, Unit::None}},
                    Good{"1e3 ms", {1e9, Unit::Nanoseconds}}, Good{"0", {0, Unit::None}},
                    Good{"5   ms", {5e6, Unit::Nanoseconds}}));

class QuantityRefuses : public testing::TestWithParam<std::string_view> {};

TEST_P(QuantityRefuses, Text) {
  EXPECT_EQ(parse_quantity(GetParam()), std::nullopt);
}

using namespace std::string_view_literals;

INSTANTIATE_TEST_SUITE_P(Texts, QuantityRefuses,
                         testing::Values(""sv, " "sv, "ms"sv, "%"sv, "five ms"sv, "5 hours"sv,
                                         "5 h"sv, "5 m"sv, "5 MS"sv, "5 Ms"sv, "5 KB"sv, "5 b"sv,
                                         "5 kb"sv, "5 kiB"sv, "5 TB"sv, "5 bit"sv, "5 %%"sv,
                                         "5 percent"sv, " 5 ms"sv, "5 ms "sv, "5\tms"sv, "5\nms"sv,
                                         "5 ms\0"sv, "+5 ms"sv, "--5"sv, "5,5 ms"sv, "5.5.5"sv,
                                         "1_000"sv, "1 000"sv, "0x10"sv, "5 m s"sv, "5 ms 3 us"sv,
                                         "nan"sv, "inf"sv, "-inf ms"sv, "nan %"sv, "infinity"sv,
                                         "1e400"sv, "1e308 min"sv, "-1e308 GiB"sv, "1e"sv, "."sv,
                                         "-"sv, "5 /ms"sv, "\xC2\xB5s"sv));

}  // namespace
}  // namespace benchgate::model
