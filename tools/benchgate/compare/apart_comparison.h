// Comparing the two sides of each benchmark: samples, summaries, and of runs that were measured
// apart also the tests and intervals.
#pragma once

#include <span>
#include <vector>

#include "benchgate/compare/comparison.h"
#include "benchgate/compare/run_noise.h"
#include "benchgate/model/run.h"

namespace benchgate::compare {

/// Two runs and what is asked of them. The runs must outlive the comparison, which points into
/// them.
struct ComparisonRequest {
  const model::Run& base;
  const model::Run& head;
  Matching matching;              ///< of these runs
  std::vector<MatchRules> rules;  ///< one for each of `matching.both`
  double level = 0.95;            ///< of the intervals of ratio and medians
  /// Stored runs beside base's, from which it shows which metrics come and go. May be null.
  const RunHistory* stored_runs = nullptr;
};

/// What every comparison starts from: the matched rows with both sides' samples and summaries, and
/// all that could not be matched; tests and intervals only with Pairing::Apart.
[[nodiscard]] Comparison compare_sides(ComparisonRequest request, Pairing pairing);

/// The tests and intervals of rows that were measured apart, for rows of compare_sides() that have
/// none.
void test_apart(std::span<Row* const> rows, double level);

/// Compares two runs that were measured apart. Deterministic: same runs, same result.
[[nodiscard]] Comparison compare_apart(ComparisonRequest request);

}  // namespace benchgate::compare
