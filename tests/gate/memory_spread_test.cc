#include "benchgate/gate/memory_spread.h"

#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "benchgate/gate/judge_exact.h"

namespace benchgate::gate {
namespace {

compare::Summary between(double minimum, double maximum) {
  return {.samples = 2, .median = (minimum + maximum) / 2, .minimum = minimum, .maximum = maximum};
}

compare::Row row_of(std::string benchmark, std::string metric, compare::Summary base,
                    compare::Summary head) {
  return {.suite = "cache",
          .benchmark = std::move(benchmark),
          .metric = std::move(metric),
          .base = {base.minimum, base.maximum},
          .head = {head.minimum, head.maximum},
          .base_summary = base,
          .head_summary = head};
}

/// An LRU cache with Zipf's keys in two processes a side: a set evicts, or it does not.
std::vector<compare::Row> rows_of_a_cache() {
  return {row_of("get_or_set", "allocs_per_iter", between(1.25, 3.75), between(0, 2.5)),
          row_of("get_or_set", "max_bytes_used", between(1914, 1914), between(1588, 1588)),
          row_of("get_or_set", "evictions", between(7, 7), between(7, 7)),
          row_of("get_hit", "allocs_per_iter", between(0, 0), between(0, 0)),
          row_of("get_hit", "max_bytes_used", between(1914, 1914), between(1588, 1588))};
}

TEST(MemorySpread, IsThatOfTheAllocationsOfTheSameBenchmark) {
  // (3.75 - 0) / 3.75
  EXPECT_EQ(memory_spread(rows_of_a_cache()), (std::vector<double>{0, 1, 0, 0, 0}));
}

TEST(MemorySpread, IsNoneWhereEachIterationAllocatesTheSame) {
  const std::vector<compare::Row> rows = {
      row_of("encode", "max_bytes_used", between(4096, 4096), between(8192, 8192)),
      row_of("encode", "allocs_per_iter", between(11, 11), between(12, 12))};
  EXPECT_EQ(memory_spread(rows), (std::vector<double>{0, 0}));
}

TEST(MemorySpread, IsKnownWhereASingleProcessToldOfAFraction) {
  auto told = row_of("l2_hit", "allocs_per_iter", between(11.25, 11.25), between(12.5, 12.5));
  const std::vector<compare::Row> rows = {
      told, row_of("l2_hit", "max_bytes_used", between(100, 100), between(120, 120))};
  EXPECT_EQ(memory_spread(rows), (std::vector<double>{0, 0.1}));
}

/// Of bytes, of which fewer are better.
ExactAnswer judge(const compare::Row& row, double spread) {
  const AppliedRule rule{.definition = {.direction = model::Direction::LowerIsBetter}};
  return judge_exact({.row = row, .rule = rule, .spread_beside = spread});
}

TEST(MemorySpread, KeepsWhatMovedByChanceFromBeingCalledAChange) {
  const auto rows = rows_of_a_cache();
  EXPECT_EQ(judge(rows[1], 0).verdict, Verdict::Improved);
  EXPECT_EQ(judge(rows[1], 1).reason, Reason::ExactVaries);
  EXPECT_EQ(judge(rows[1], 0.1).verdict, Verdict::Improved);
}

TEST(MemorySpread, DoesNotHideWhatMovedFurther) {
  const auto row = row_of("l2_hit", "max_bytes_used", between(100, 100), between(150, 150));
  // Half as much again, where allocations vary by 10 % and by 40 %.
  EXPECT_EQ(judge(row, 0.1).reason, Reason::VaryingMoved);
  EXPECT_EQ(judge(row, 0.4).reason, Reason::ExactVaries);
}

}  // namespace
}  // namespace benchgate::gate
