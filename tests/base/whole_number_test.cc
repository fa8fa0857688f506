#include "benchgate/base/whole_number.h"

#include <cstdint>

#include <gtest/gtest.h>

namespace benchgate {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

TEST(WholeNumber, TakesWhatTheTypeHolds) {
  EXPECT_EQ(whole_number<std::uint32_t>(0), 0U);
  EXPECT_EQ(whole_number<std::uint32_t>(4294967295.0), 4294967295U);
  EXPECT_EQ(whole_number<std::int64_t>(-9223372036854775808.0),
            std::numeric_limits<std::int64_t>::min());
  EXPECT_EQ(whole_number<std::int64_t>(9223372036854774784.0), 9223372036854774784);
}

TEST(WholeNumber, RefusesEverythingElse) {
  // 2^63 and 2^64 are what the largest integers round to as doubles.
  for (const double value :
       {9223372036854775808.0, 1e300, -1e300, 0.5, kInfinity, -kInfinity, kNan})
    EXPECT_FALSE(whole_number<std::int64_t>(value)) << value;
  for (const double value : {18446744073709551616.0, -1.0, 1e300, kNan})
    EXPECT_FALSE(whole_number<std::uint64_t>(value)) << value;
  for (const double value : {4294967296.0, -1.0, 1.5, kInfinity, kNan})
    EXPECT_FALSE(whole_number<std::uint32_t>(value)) << value;
}

TEST(Truncated, DropsTheFraction) {
  EXPECT_EQ(truncated<int>(2.9), 2);
  EXPECT_EQ(truncated<int>(-2.9), -2);
  EXPECT_EQ(truncated<std::uint64_t>(0.0), 0U);
}

TEST(Truncated, StaysWithinTheType) {
  EXPECT_EQ(truncated<int>(1e300), std::numeric_limits<int>::max());
  EXPECT_EQ(truncated<int>(-kInfinity), std::numeric_limits<int>::min());
  EXPECT_EQ(truncated<std::int64_t>(9223372036854775808.0),
            std::numeric_limits<std::int64_t>::max());
  EXPECT_EQ(truncated<std::uint64_t>(1e20), std::numeric_limits<std::uint64_t>::max());
  EXPECT_EQ(truncated<std::uint64_t>(-1.0), 0U);
  EXPECT_EQ(truncated<int>(kNan), 0);
}

}  // namespace
}  // namespace benchgate
