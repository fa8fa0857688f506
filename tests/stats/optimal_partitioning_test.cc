#include "benchgate/stats/optimal_partitioning.h"

#include <cstddef>
#include <limits>
#include <random>
#include <vector>

#include <gtest/gtest.h>

namespace benchgate::stats {
namespace {

using Starts = std::vector<std::size_t>;

double spread(const std::vector<double>& values, std::size_t from, std::size_t to) {
  double mean = 0;
  for (auto i = from; i < to; ++i) mean += values[i];
  mean /= static_cast<double>(to - from);
  double sum = 0;
  for (auto i = from; i < to; ++i) sum += (values[i] - mean) * (values[i] - mean);
  return sum;
}

struct Partition {
  double cost = std::numeric_limits<double>::infinity();
  Starts starts;
};

Starts starts_of(const OptimalPartitioning& partitioning) {
  Starts starts;
  for (const auto& stretch : partitioning.stretches()) starts.push_back(stretch.first);
  return starts;
}

Starts partition(const std::vector<double>& values, const PartitioningOptions& options) {
  OptimalPartitioning partitioning(options);
  for (const double value : values) partitioning.add(value);
  return starts_of(partitioning);
}

/// The cheapest of all 2^(n - 1) partitions, one after the other.
Partition cheapest_of_all(const std::vector<double>& values, const PartitioningOptions& options) {
  Partition best;
  for (std::size_t cuts = 0; cuts < std::size_t{1} << (values.size() - 1); ++cuts) {
    Partition one{.cost = 0, .starts = {0}};
    bool long_enough = true;
    for (std::size_t i = 1; i <= values.size(); ++i) {
      if (i < values.size() && (cuts >> (i - 1) & 1) == 0) continue;
      long_enough = long_enough && i - one.starts.back() >= options.shortest;
      one.cost += spread(values, one.starts.back(), i);
      if (i == values.size()) break;
      one.cost += options.penalty;
      one.starts.push_back(i);
    }
    if (long_enough && one.cost < best.cost) best = one;
  }
  return best;
}

/// The recursion over all last cuts, none dropped.
Partition by_recursion(const std::vector<double>& values, const PartitioningOptions& options) {
  std::vector<Partition> best(values.size() + 1);
  best[0].cost = -options.penalty;
  for (std::size_t end = options.shortest; end <= values.size(); ++end) {
    for (std::size_t start = 0; start + options.shortest <= end; ++start) {
      const double cost = best[start].cost + options.penalty + spread(values, start, end);
      if (!(cost < best[end].cost)) continue;
      best[end] = best[start];
      best[end].cost = cost;
      best[end].starts.push_back(start);
    }
  }
  return best.back();
}

TEST(OptimalPartitioning, IsTheCheapestOfAllPartitions) {
  std::mt19937 random(1);
  std::normal_distribution<double> noise;
  for (int round = 0; round < 300; ++round) {
    std::vector<double> values(3 + random() % 10);
    double level = 0;
    for (auto& value : values) {
      if (random() % 4 == 0) level = 4 * noise(random);
      value = level + noise(random);
    }
    const PartitioningOptions options{.penalty = 0.5 + static_cast<double>(random() % 6),
                                      .shortest = 1 + random() % 3};
    OptimalPartitioning partitioning(options);
    for (const double value : values) partitioning.add(value);
    const auto best = cheapest_of_all(values, options);
    EXPECT_EQ(starts_of(partitioning), best.starts) << "round " << round;
    EXPECT_NEAR(partitioning.cost(), best.cost, 1e-9) << "round " << round;
  }
}

TEST(OptimalPartitioning, DropsNoCandidateThatMattersLater) {
  std::mt19937 random(2);
  std::student_t_distribution<double> tails(2);
  for (int round = 0; round < 20; ++round) {
    std::vector<double> values(400);
    double level = 0;
    for (auto& value : values) {
      if (random() % 50 == 0) level += 3 * tails(random);
      value = level + tails(random);
    }
    const PartitioningOptions options{.penalty = 2.0 + static_cast<double>(round),
                                      .shortest = 1 + random() % 5};
    OptimalPartitioning partitioning(options);
    for (const double value : values) partitioning.add(value);
    const auto best = by_recursion(values, options);
    EXPECT_EQ(starts_of(partitioning), best.starts) << "round " << round;
    EXPECT_NEAR(partitioning.cost(), best.cost, 1e-6) << "round " << round;
  }
}

TEST(OptimalPartitioning, AnswersAfterEveryPointAsIfThatWereTheLast) {
  const std::vector<double> values = {0, 0, 1, 0, 5, 6, 5, 5, 0, 0, 1, 1, 9, 9};
  const PartitioningOptions options{.penalty = 4, .shortest = 2};
  OptimalPartitioning partitioning(options);
  for (std::size_t n = 1; n <= values.size(); ++n) {
    partitioning.add(values[n - 1]);
    EXPECT_EQ(starts_of(partitioning),
              n < 2
                  ? Starts{}
                  : cheapest_of_all(
                        {values.begin(), values.begin() + static_cast<std::ptrdiff_t>(n)}, options)
                        .starts);
  }
  EXPECT_EQ(starts_of(partitioning), (Starts{0, 4, 8, 12}));
}

TEST(OptimalPartitioning, HasNoSegmentsOfTooFewPoints) {
  const PartitioningOptions options{.penalty = 1, .shortest = 3};
  EXPECT_EQ(partition({}, options), Starts{});
  EXPECT_EQ(partition(std::vector<double>{1, 2}, options), Starts{});
  EXPECT_EQ(partition(std::vector<double>{1, 2, 9}, options), Starts{0});
  EXPECT_EQ(partition(std::vector<double>{0, 0, 0, 99, 99, 0, 0}, options), (Starts{0, 3}));
}

TEST(OptimalPartitioning, ASegmentMustSaveMoreThanItCosts) {
  const std::vector<double> values = {0, 0, 0, 0, 2, 2, 2, 2};  // one level 8 dearer than two
  EXPECT_EQ(partition(values, {.penalty = 7.9, .shortest = 1}), (Starts{0, 4}));
  EXPECT_EQ(partition(values, {.penalty = 8, .shortest = 1}), Starts{0});
}

TEST(OptimalPartitioning, LevelsAreMeans) {
  OptimalPartitioning partitioning({.penalty = 4, .shortest = 2});
  for (const double value : {1, 2, 3, 11, 12, 13}) partitioning.add(value);
  EXPECT_EQ(partitioning.stretches(), (std::vector<Stretch>{{0, 2, 2}, {3, 5, 12}}));
}

TEST(OptimalPartitioning, ReturnsToWhereItStood) {
  const PartitioningOptions options{.penalty = 4, .shortest = 2};
  OptimalPartitioning partitioning(options);
  for (const double value : {0, 1, 0, 9, 8}) partitioning.add(value);
  OptimalPartitioning::State state;
  partitioning.save(state);
  for (const double value : {50, 60, 50, 60, -7, -8, -7, 3, 3, 3}) partitioning.add(value);
  partitioning.return_to(state);
  EXPECT_EQ(starts_of(partitioning), (Starts{0, 3}));
  for (const double value : {9, 0, 0}) partitioning.add(value);
  OptimalPartitioning straight(options);
  for (const double value : {0, 1, 0, 9, 8, 9, 0, 0}) straight.add(value);
  EXPECT_EQ(partitioning.stretches(), straight.stretches());
  EXPECT_EQ(partitioning.cost(), straight.cost());
}

}  // namespace
}  // namespace benchgate::stats
