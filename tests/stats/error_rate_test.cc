// What the tests and intervals promise, held against simulated data.
//
// Fixed seeds, and bounds four standard errors wide: these do not flicker, and a wrong tail,
// a missing tie correction or an off-by-one rank makes them fail by far.
#include <algorithm>
#include <cmath>
#include <functional>
#include <random>
#include <vector>

#include <gtest/gtest.h>

#include "benchgate/stats/alpha_spending.h"
#include "benchgate/stats/family.h"
#include "benchgate/stats/hodges_lehmann.h"
#include "benchgate/stats/median_interval.h"
#include "benchgate/stats/power.h"
#include "benchgate/stats/rank_sum.h"
#include "benchgate/stats/shift.h"
#include "benchgate/stats/signed_rank.h"

namespace benchgate::stats {
namespace {

using Values = std::vector<double>;
using Draw = std::function<double(std::mt19937_64&)>;
constexpr int kTrials = 10000;

Values draw(std::size_t n, const Draw& one, std::mt19937_64& generator) {
  Values values(n);
  for (double& x : values) x = one(generator);
  return values;
}

// What timings look like: skewed, with a long tail.
double timing(std::mt19937_64& generator) {
  return std::lognormal_distribution<double>(0.0, 0.5)(generator);
}

// A coarse clock: half of the values are tied.
double coarse_timing(std::mt19937_64& generator) {
  return std::round(4.0 * timing(generator));
}

// Symmetric with wild outliers, Student t with 2 degrees of freedom.
double wild_difference(std::mt19937_64& generator) {
  return std::student_t_distribution<double>(2.0)(generator);
}

double normal(std::mt19937_64& generator) {
  return std::normal_distribution<double>()(generator);
}

// The share of kTrials in which `happens` returns true.
double rate(const std::function<bool(std::mt19937_64&)>& happens) {
  std::mt19937_64 generator(20261121);
  int count = 0;
  for (int i = 0; i < kTrials; ++i) count += happens(generator) ? 1 : 0;
  return static_cast<double>(count) / kTrials;
}

double four_sigma(double probability) {
  return 4.0 * std::sqrt(probability * (1.0 - probability) / kTrials);
}

double rank_sum_false_alarms(std::size_t n, std::size_t m, const Draw& one, Alternative alternative,
                             Alpha alpha) {
  NullDistributions distributions;
  return rate([&](std::mt19937_64& generator) {
    const SortedSample base(draw(n, one, generator));
    const SortedSample head(draw(m, one, generator));
    return rejects(rank_sum_test({base, head}, alternative, distributions)->p_value, alpha);
  });
}

TEST(ErrorRate, RankSumKeepsAlpha) {
  const Alpha alpha(0.05);
  for (const auto& [n, m] : std::vector<std::pair<std::size_t, std::size_t>>{{10, 10}, {5, 30}}) {
    for (const auto alternative :
         {Alternative::TwoSided, Alternative::Greater, Alternative::Less}) {
      const double found = rank_sum_false_alarms(n, m, timing, alternative, alpha);
      EXPECT_LT(found, 0.05 + four_sigma(0.05)) << n << " " << m;
      EXPECT_GT(found, 0.03) << n << " " << m;  // and does not keep it by never rejecting
    }
  }
}

TEST(ErrorRate, RankSumKeepsAlphaWithTies) {
  const double exact =
      rank_sum_false_alarms(12, 9, coarse_timing, Alternative::Greater, Alpha(0.05));
  EXPECT_LT(exact, 0.05 + four_sigma(0.05));
  EXPECT_GT(exact, 0.03);
  // 40 and 40 tied samples take the normal approximation.
  const double normal_approximation =
      rank_sum_false_alarms(40, 40, coarse_timing, Alternative::TwoSided, Alpha(0.05));
  EXPECT_LT(normal_approximation, 0.05 + four_sigma(0.05));
  EXPECT_GT(normal_approximation, 0.04);
}

TEST(ErrorRate, SignedRankKeepsAlphaUnderWildOutliers) {
  NullDistributions distributions;
  for (const std::size_t n : {std::size_t{8}, std::size_t{20}}) {
    const double found = rate([&](std::mt19937_64& generator) {
      const Values differences = draw(n, wild_difference, generator);
      return rejects(signed_rank_test(differences, Alternative::Greater, distributions)->p_value,
                     Alpha(0.05));
    });
    EXPECT_LT(found, 0.05 + four_sigma(0.05)) << n;
    EXPECT_GT(found, 0.035) << n;
  }
}

TEST(ErrorRate, MedianIntervalCoversAsOftenAsItSays) {
  for (const std::size_t n : {std::size_t{6}, std::size_t{10}, std::size_t{25}}) {
    const double achieved = median_ranks(n, ConfidenceLevel(0.95))->achieved_level;
    const double covered = rate([&](std::mt19937_64& generator) {
      const SortedSample sample(draw(n, timing, generator));
      const Interval bounds = median_interval(sample, ConfidenceLevel(0.95))->bounds;
      return bounds.lower <= 1.0 && 1.0 <= bounds.upper;  // the median of exp(normal) is 1
    });
    EXPECT_NEAR(covered, achieved, four_sigma(achieved)) << n;
  }
}

TEST(ErrorRate, ShiftIntervalCoversAsOftenAsItSays) {
  NullDistributions distributions;
  const double achieved = 1.0 - 2.0 * RankSumDistribution(10, 12).at_most(
                                          RankSumDistribution(10, 12).critical_rank(0.025) - 1);
  const double covered = rate([&](std::mt19937_64& generator) {
    const SortedSample base(draw(10, timing, generator));
    Values moved = draw(12, timing, generator);
    for (double& x : moved) x += 3.0;
    const auto estimate =
        hodges_lehmann_shift({base, SortedSample(moved)}, ConfidenceLevel(0.95), distributions);
    return estimate->interval->bounds.lower <= 3.0 && 3.0 <= estimate->interval->bounds.upper;
  });
  EXPECT_NEAR(covered, achieved, four_sigma(achieved));
}

TEST(ErrorRate, HodgesLehmannIntervalCoversAsOftenAsItSays) {
  NullDistributions distributions;
  for (const std::size_t n : {std::size_t{8}, std::size_t{16}}) {
    double achieved = 0.0;
    const double covered = rate([&](std::mt19937_64& generator) {
      Values differences = draw(n, wild_difference, generator);
      for (double& d : differences) d += 0.7;
      const auto estimate =
          hodges_lehmann(SortedSample(differences), ConfidenceLevel(0.95), distributions);
      achieved = estimate->interval->achieved_level;
      return estimate->interval->bounds.lower <= 0.7 && 0.7 <= estimate->interval->bounds.upper;
    });
    EXPECT_NEAR(covered, achieved, four_sigma(achieved)) << n;
  }
}

TEST(ErrorRate, HolmKeepsTheFamily) {
  NullDistributions distributions;
  const double found = rate([&](std::mt19937_64& generator) {
    Values p_values;
    for (int benchmark = 0; benchmark < 10; ++benchmark) {
      const SortedSample base(draw(10, timing, generator));
      const SortedSample head(draw(10, timing, generator));
      p_values.push_back(
          rank_sum_test({base, head}, Alternative::TwoSided, distributions)->p_value);
    }
    return std::ranges::any_of(holm_adjusted(p_values),
                               [](double p) { return rejects(p, Alpha(0.05)); });
  });
  EXPECT_LT(found, 0.05 + four_sigma(0.05));
  EXPECT_GT(found, 0.03);
}

TEST(ErrorRate, LookingFourTimesKeepsAlpha) {
  NullDistributions distributions;
  const std::vector<std::size_t> looks = {16, 32, 48, 64};
  const auto levels = *look_alphas(Alpha(0.05), Values{0.25, 0.5, 0.75, 1.0});
  const double found = rate([&](std::mt19937_64& generator) {
    const Values differences = draw(64, wild_difference, generator);
    for (std::size_t i = 0; i < looks.size(); ++i) {
      const auto so_far = std::span(differences).first(looks[i]);
      const auto result = signed_rank_test(so_far, Alternative::Greater, distributions);
      if (rejects(result->p_value, levels[i])) return true;
    }
    return false;
  });
  EXPECT_LT(found, 0.05 + four_sigma(0.05));
  EXPECT_GT(found, 0.03);  // the union bound costs less than half
}

// Planning: the number of pairs that power.h asks for gives about the power that it promises.
TEST(ErrorRate, PairsNeededGiveThePowerPromised) {
  NullDistributions distributions;
  const double effect = 0.03;
  const PowerQuestion question = {
      .log_sd = 0.04, .alpha = Alpha(0.01), .power = 0.8, .tolerated_effect = 0.005};
  const std::size_t n = *pairs_needed(question, effect);
  const double found = rate([&](std::mt19937_64& generator) {
    Values differences = draw(n, normal, generator);
    for (double& d : differences) d = 0.04 * d + std::log(1.0 + effect) - std::log(1.005);
    return rejects(signed_rank_test(differences, Alternative::Greater, distributions)->p_value,
                   question.alpha);
  });
  EXPECT_GT(found, 0.74);
  EXPECT_LT(found, 0.86);
}

TEST(ErrorRate, SamplesNeededPerSideGiveThePowerPromised) {
  NullDistributions distributions;
  const PowerQuestion question = {.log_sd = 0.04, .alpha = Alpha(0.01), .power = 0.8};
  const std::size_t n = *samples_needed_per_side(question, 0.04);
  const double found = rate([&](std::mt19937_64& generator) {
    const SortedSample base(draw(n, normal, generator));
    Values moved = draw(n, normal, generator);
    for (double& x : moved) x += std::log(1.04) / 0.04;
    const SortedSample head(moved);
    return rejects(rank_sum_test({base, head}, Alternative::Greater, distributions)->p_value,
                   question.alpha);
  });
  EXPECT_GT(found, 0.74);
  EXPECT_LT(found, 0.86);
}

}  // namespace
}  // namespace benchgate::stats
