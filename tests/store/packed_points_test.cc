#include "benchgate/store/packed_points.h"

#include <limits>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "benchgate/store/sqlite.h"

namespace benchgate::store {
namespace {

TEST(PackedPoints, AreWhatWasPacked) {
  using Limits = std::numeric_limits<double>;
  const std::vector<PackedPoint> points = {
      {.run = 1, .value = 1.5, .lower = 1.25, .upper = 1.75, .samples = 12, .definition = 7},
      {.run = std::numeric_limits<std::int64_t>::max(), .value = Limits::max()},
      {.run = 3,
       .value = -Limits::denorm_min(),
       .lower = 0,
       .upper = 0,
       .samples = std::numeric_limits<std::uint32_t>::max(),
       .definition = 41}};
  std::string bytes;
  for (const auto& point : points) pack(point, bytes);
  EXPECT_EQ(unpack(bytes), points);
  EXPECT_THAT(unpack(""), testing::IsEmpty());
}

TEST(PackedPoints, AreTheSameBytesOnEveryMachine) {
  std::string bytes;
  pack({.run = 0x0102, .value = 1, .lower = 1, .upper = 1, .samples = 3, .definition = 4}, bytes);
  // IEEE 754: 1 is 0x3FF0000000000000; lowest byte first, the definition doubled and odd.
  const std::string one("\0\0\0\0\0\0\xF0\x3F", 8);
  EXPECT_EQ(bytes, std::string("\x02\x01\0\0\0\0\0\0", 8) + one + one + one +
                       std::string("\3\0\0\0\x09\0\0\0", 8));
}

TEST(PackedPoints, ThatAreCutOffAreRefused) {
  std::string bytes;
  pack({.run = 1, .value = 1}, bytes);
  bytes.pop_back();
  EXPECT_THROW((void)unpack(bytes), SqliteError);
}

}  // namespace
}  // namespace benchgate::store
