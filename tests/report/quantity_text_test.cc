#include "benchgate/report/quantity_text.h"

#include <gtest/gtest.h>

namespace benchgate::report {
namespace {

using model::Unit;

constexpr model::MetricDefinition kTime = {Unit::Nanoseconds, model::Direction::LowerIsBetter,
                                           model::MetricKind::Timing};
constexpr model::MetricDefinition kBytes = {Unit::Bytes, model::Direction::LowerIsBetter,
                                            model::MetricKind::Exact};

TEST(QuantityText, ScalesToFourDigits) {
  EXPECT_EQ(quantity_text(0, Unit::Nanoseconds), "0 ns");
  EXPECT_EQ(quantity_text(0.5123, Unit::Nanoseconds), "0.5123 ns");
  EXPECT_EQ(quantity_text(61.94, Unit::Nanoseconds), "61.94 ns");
  EXPECT_EQ(quantity_text(812.4, Unit::Nanoseconds), "812.4 ns");
  EXPECT_EQ(quantity_text(999.99, Unit::Nanoseconds), "1.000 µs");
  EXPECT_EQ(quantity_text(12'345'678, Unit::Nanoseconds), "12.35 ms");
  EXPECT_EQ(quantity_text(90e9, Unit::Nanoseconds), "90.00 s");
  EXPECT_EQ(quantity_text(4096, Unit::Bytes), "4.096 kB");
  EXPECT_EQ(quantity_text(1.25e9, Unit::BytesPerSecond), "1.250 GB/s");
  EXPECT_EQ(quantity_text(48.2e6, Unit::ItemsPerSecond), "48.20 M/s");
  EXPECT_EQ(quantity_text(0.9312, Unit::Fraction), "93.12 %");
  EXPECT_EQ(quantity_text(1000, Unit::Count), "1000");
  EXPECT_EQ(quantity_text(1234567, Unit::Count), "1234567");
  EXPECT_EQ(quantity_text(2.5, Unit::None), "2.500");
  EXPECT_EQ(quantity_text(-3.25, Unit::None), "−3.250");
}

TEST(QuantityText, StaysShortForAnyNumber) {
  EXPECT_EQ(quantity_text(1e300, Unit::None), "1.000e+300");
  EXPECT_EQ(quantity_text(1e-300, Unit::None), "1.000e-300");
  EXPECT_EQ(quantity_text(1e300, Unit::Nanoseconds), "1.000e+291 s");
}

TEST(QuantityPair, SharesUnitAndDecimals) {
  const auto near = quantity_pair(999.2, 1203.4, kTime);
  EXPECT_EQ(near.base, "0.999 µs");
  EXPECT_EQ(near.head, "1.203 µs");
  const auto far = quantity_pair(12.0, 4.5e6, kTime);
  EXPECT_EQ(far.base, "12 ns");
  EXPECT_EQ(far.head, "4500000 ns");
}

TEST(QuantityPair, TellsDifferentExactValuesApart) {
  const auto bytes = quantity_pair(1'048'576, 1'048'577, kBytes);
  EXPECT_EQ(bytes.base, "1048576 B");
  EXPECT_EQ(bytes.head, "1048577 B");
  model::MetricDefinition ratio = {Unit::None, model::Direction::HigherIsBetter,
                                   model::MetricKind::Exact};
  const auto fractions = quantity_pair(3.1234561, 3.1234562, ratio);
  EXPECT_EQ(fractions.base, "3.1234561");
  EXPECT_EQ(fractions.head, "3.1234562");
}

TEST(ShortQuantityText, ReadsLikeTheLimitThatWasWritten) {
  EXPECT_EQ(short_quantity_text(5e6, Unit::Nanoseconds), "5 ms");
  EXPECT_EQ(short_quantity_text(1.5e3, Unit::Nanoseconds), "1.5 µs");
  EXPECT_EQ(short_quantity_text(0.9, Unit::Fraction), "90 %");
  EXPECT_EQ(short_quantity_text(65536, Unit::Bytes), "65.54 kB");
  EXPECT_EQ(short_quantity_text(100, Unit::Count), "100");
}

TEST(SignedPercentText, AlwaysHasItsSign) {
  EXPECT_EQ(signed_percent_text(0.123), "+12.3 %");
  EXPECT_EQ(signed_percent_text(-0.123), "−12.3 %");
  EXPECT_EQ(signed_percent_text(0.0042), "+0.42 %");
  EXPECT_EQ(signed_percent_text(0.00001), "0 %");
  EXPECT_EQ(signed_percent_text(-0.00001), "0 %");
  EXPECT_EQ(signed_percent_text(0), "0 %");
  EXPECT_EQ(signed_percent_text(1.5), "+150 %");
  EXPECT_EQ(signed_percent_text(99), "+9900 %");
}

TEST(SignedPercentText, NeverSaysThatAllOfItIsGone) {
  EXPECT_EQ(signed_percent_text(-0.9962), "−99.62 %");
  EXPECT_EQ(signed_percent_text(-0.99999), "−99.99 %");
}

TEST(PercentText, HasNone) {
  EXPECT_EQ(percent_text(0.123), "12.3 %");
  EXPECT_EQ(percent_text(-0.123), "12.3 %");
  EXPECT_EQ(short_percent_text(0.05), "5 %");
  EXPECT_EQ(short_percent_text(0.025), "2.5 %");
  EXPECT_EQ(short_percent_text(0.07), "7 %");
  EXPECT_EQ(short_percent_text(0.978515625), "97.852 %");
}

TEST(IntervalText, GivesBothEnds) {
  EXPECT_EQ(interval_text({1.101, 1.142}), "[+10.1 %, +14.2 %]");
  EXPECT_EQ(interval_text({0.985, 1.0}), "[−1.5 %, 0 %]");
  EXPECT_EQ(interval_words({0.985, 1.142}), "−1.5 to +14.2 %");
}

}  // namespace
}  // namespace benchgate::report
