#include "benchgate/compare/intermittent_metrics.h"

#include <algorithm>
#include <cstddef>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "benchgate/model/counted_metric.h"

namespace benchgate::compare {
namespace {

/// Processes that reported it, or samples where processes are not recorded.
std::size_t reports(const model::MetricSeries& series) {
  if (series.processes.empty()) return series.samples.size();
  return std::set<std::uint32_t>(series.processes.begin(), series.processes.end()).size();
}

bool is_reported_always(const model::Benchmark& benchmark, const model::MetricSeries& series) {
  if (model::is_counted_apart(series.metric)) return true;  // it has processes of its own
  std::size_t most = 0;
  for (const auto& other : benchmark.metrics) {
    if (!model::is_counted_apart(other.metric)) most = std::max(most, reports(other));
  }
  return reports(series) == most;
}

bool had_no_time(const model::Run& run) {
  return std::ranges::find(run.diagnostics, kAllocationsNotCounted, &model::Diagnostic::code) !=
         run.diagnostics.end();
}

/// One side of the benchmarks that both have.
class Side {
 public:
  Side(const ComparedSides& sides, const std::vector<Match>& matches, bool is_base)
      : other_had_no_time_(had_no_time(is_base ? sides.head : sides.base)),
        is_base_(is_base),
        stored_runs_(sides.stored_runs) {
    for (const auto& match : matches) {
      by_name_.emplace(
          std::pair(std::string_view(match.head->suite), std::string_view(match.head->name)),
          Place{.side = is_base ? match.base : match.head, .base = match.base});
    }
  }

  /// Is it a metric that this side has and the other lacks by chance?
  [[nodiscard]] bool is_intermittent(const Lone& lone) const {
    if (lone.metric.empty()) return false;
    if (other_had_no_time_ && model::is_counted_apart(lone.metric)) return true;
    const auto found = by_name_.find({lone.suite, lone.benchmark});
    if (found == by_name_.end()) return false;
    const auto& [side, base] = found->second;
    const auto* series = side->find(lone.metric);
    if (series == nullptr) return false;
    return !is_reported_always(*side, *series) || did_come_and_go(*base, lone.metric);
  }

 private:
  struct Place {
    const model::Benchmark* side = nullptr;
    const model::Benchmark* base = nullptr;
  };

  /// Stored runs know the benchmark by base's name.
  [[nodiscard]] bool did_come_and_go(const model::Benchmark& base, std::string_view metric) const {
    if (stored_runs_ == nullptr) return false;
    const MetricKey key{base.suite, base.name, metric};
    return is_base_ ? stored_runs_->comes_and_goes(key) : stored_runs_->has(key);
  }

  bool other_had_no_time_;
  bool is_base_;
  const RunHistory* stored_runs_;
  std::map<std::pair<std::string_view, std::string_view>, Place> by_name_;
};

void take_out(std::vector<Lone>& lones, const Side& side, std::vector<Lone>& taken) {
  const auto first = std::stable_partition(
      lones.begin(), lones.end(), [&](const Lone& lone) { return !side.is_intermittent(lone); });
  taken.insert(taken.end(), first, lones.end());
  lones.erase(first, lones.end());
}

bool has_metrics(const std::vector<Lone>& lones) {
  return std::ranges::any_of(lones, [](const Lone& lone) { return !lone.metric.empty(); });
}

}  // namespace

void leave_out_intermittent_metrics(const ComparedSides& sides, Comparison& comparison) {
  if (!has_metrics(comparison.missing) && !has_metrics(comparison.added)) return;
  std::vector<Lone> taken;
  take_out(comparison.missing, Side(sides, comparison.matches, true), taken);
  take_out(comparison.added, Side(sides, comparison.matches, false), taken);
  if (taken.empty()) return;
  comparison.diagnostics.push_back(
      {.level = model::DiagnosticLevel::Note,
       .code = "intermittent-metric",
       .benchmark = {},
       .message = fmt::format(
           "{} not compared: {} on one side only, and not reported or counted in every "
           "process or run. The first is {} of {}.",
           taken.size() == 1 ? "1 metric is" : fmt::format("{} metrics are", taken.size()),
           taken.size() == 1 ? "it is" : "they are", taken.front().metric,
           taken.front().benchmark)});
}

}  // namespace benchgate::compare
