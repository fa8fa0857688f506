#include "benchgate/model/counted_metric.h"

#include <gtest/gtest.h>

namespace benchgate::model {
namespace {

TEST(ExactTolerance, IsForBytesOfMemoryAlone) {
  EXPECT_EQ(exact_tolerance("max_bytes_used"), 0.01);
  EXPECT_EQ(exact_tolerance("allocs_per_iter"), 0);
  EXPECT_EQ(exact_tolerance("bytes"), 0);
  EXPECT_EQ(exact_tolerance("rows"), 0);
}

TEST(CountedApart, IsWhatBenchgateCounts) {
  EXPECT_TRUE(is_counted_apart("allocs_per_iter"));
  EXPECT_TRUE(is_counted_apart("max_bytes_used"));
  EXPECT_FALSE(is_counted_apart("rows"));
}

}  // namespace
}  // namespace benchgate::model
