#include "benchgate/work/bisect_judging.h"

#include <cmath>
#include <limits>

#include <fmt/format.h>

#include "benchgate/formats/google_benchmark_name.h"

namespace benchgate::work {
namespace {

using history::BisectionAnswer;
using history::Measurement;

/// The distance of the estimate from no change, in widths of its interval.
double distance_in_widths(const Measurement& measured) {
  if (!measured.change || !measured.change->interval) return 0;
  const auto& [lower, upper] = measured.change->interval->bounds;
  return upper > lower ? std::abs(measured.change->point) / (upper - lower)
                       : std::numeric_limits<double>::infinity();
}

bool is_surer(const Measurement& measured, const Measurement& other) {
  const bool differs = measured.answer == BisectionAnswer::Differs;
  const bool other_differs = other.answer == BisectionAnswer::Differs;
  if (differs != other_differs) return differs;
  return distance_in_widths(measured) > distance_in_widths(other);
}

}  // namespace

BisectJudging::BisectJudging(const gate::Policy& policy, const std::vector<BisectTarget>& targets,
                             stats::Alpha alpha)
    : targets_(targets) {
  for (const auto& target : targets) {
    const model::TimedName name{.name = target.benchmark,
                                .clock = std::string(formats::clock_of(target.benchmark))};
    const model::NamedMetric metric{.name = target.metric,
                                    .definition = model::default_definition(target.metric)};
    const double limit = gate::rule_for(policy, name, metric).paired_limit;
    questions_.push_back({.tolerated = std::log1p(limit),
                          .margin = std::log1p(gate::paired_unchanged_within(policy, limit)),
                          .alpha = alpha,
                          .benchmarks = targets.size()});
  }
}

bool BisectJudging::is_settled(std::size_t target, std::span<const double> differences) {
  return evidence_.is_settled(differences, questions_[target]);
}

bool BisectJudging::had_time(const PairsAnswer& pairs) {
  for (std::size_t i = 0; i < targets_.size(); ++i) {
    const auto& differences = pairs.differences[i];
    const bool had_time = !pairs.failures[i].empty() ||
                          differences.size() >= history::BisectionEvidence::looks().back() ||
                          is_settled(i, differences);
    if (!had_time) return false;
  }
  return true;
}

ClearestChange BisectJudging::clearest(const PairsAnswer& pairs) {
  ClearestChange found{.measured = {.answer = BisectionAnswer::Untestable}};
  for (std::size_t i = 0; i < targets_.size(); ++i) {
    if (!pairs.failures[i].empty()) {
      found.failure = fmt::format("{}: {}", targets_[i].benchmark, pairs.failures[i]);
      continue;
    }
    const auto measured = evidence_.measure(pairs.differences[i], questions_[i]);
    if (measured.answer == BisectionAnswer::Differs) ++found.differing;
    if (found.target && !is_surer(measured, found.measured)) continue;
    found.target = i;
    found.measured = measured;
  }
  return found;
}

}  // namespace benchgate::work
