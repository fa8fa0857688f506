#include "benchgate/gate/paired_session.h"

#include <algorithm>
#include <map>
#include <string>
#include <utility>

#include "benchgate/gate/undecided.h"
#include "benchgate/stats/confirmation.h"

namespace benchgate::gate {
namespace {

/// Pairs of a benchmark of common noise, screening and confirming: 100 of them need 2,500
/// (docs/accuracy.md).
constexpr double kUsualPairs = 25;
constexpr double kReserve = 1.25;

bool is_timing_of_pairs(const Judgement& judgement) {
  return judgement.paired && judgement.definition.kind == model::MetricKind::Timing;
}

bool counts(const Judgement& judgement) {
  if (judgement.severity == Severity::Off) return false;
  return is_timing_of_pairs(judgement) || judgement.reason == Reason::NotMeasured;
}

/// More pairs than a trial takes settle nothing.
double wanted_pairs(const Judgement& judgement) {
  if (judgement.reason == Reason::NotMeasured) return kUsualPairs;
  const auto most = static_cast<double>(stats::confirmation_looks().back());
  return std::min(most, static_cast<double>(judgement.samples_needed.value_or(0)));
}

bool is_open_suspicion(const Judgement& judgement) {
  return judgement.paired && judgement.severity == Severity::Fail && moved_far(judgement);
}

}  // namespace

bool is_too_short_to_tell(const Assessment& assessment) {
  if (assessment.method.pairing != compare::Pairing::Together) return false;
  const auto& rows = assessment.judgements;
  if (std::ranges::any_of(rows, is_open_suspicion)) return true;
  const auto all = std::ranges::count_if(rows, counts);
  const auto open = std::ranges::count_if(rows, [](const Judgement& judgement) {
    return counts(judgement) && judgement.verdict == Verdict::Inconclusive;
  });
  return 2 * open > all;
}

std::optional<double> needed_seconds(const model::Run& head,
                                     std::span<const Judgement> judgements) {
  if (!head.session || !head.session->seconds) return std::nullopt;
  std::map<std::pair<std::string, std::string>, double> wanted;  // by suite and benchmark
  for (const auto& judgement : judgements) {
    if (judgement.verdict != Verdict::Inconclusive || !counts(judgement)) continue;
    auto& pairs = wanted[{judgement.suite, judgement.benchmark}];
    pairs = std::max(pairs, wanted_pairs(judgement));
  }
  double more = 0;
  for (const auto& [benchmark, pairs] : wanted) more += pairs;
  double taken = 0;
  for (const auto& benchmark : head.benchmarks) {
    if (benchmark.pairs && !benchmark.failure) {
      taken += static_cast<double>(benchmark.pairs->pairs.size());
    }
  }
  if (more <= 0 || taken <= 0) return std::nullopt;
  return *head.session->seconds * (1 + kReserve * more / taken);
}

}  // namespace benchgate::gate
