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
  Side(std::span<const Match> matches, bool is_base, bool other_had_no_time)
      : other_had_no_time_(other_had_no_time) {
    for (const auto& match : matches) {
      by_name_.emplace(
          std::pair(std::string_view(match.head->suite), std::string_view(match.head->name)),
          is_base ? match.base : match.head);
    }
  }

  /// Is it a metric that this side has and the other lacks by chance?
  [[nodiscard]] bool is_intermittent(const Lone& lone) const {
    if (lone.metric.empty()) return false;
    if (other_had_no_time_ && model::is_counted_apart(lone.metric)) return true;
    const auto found = by_name_.find({lone.suite, lone.benchmark});
    if (found == by_name_.end()) return false;
    const auto* series = found->second->find(lone.metric);
    return series != nullptr && !is_reported_always(*found->second, *series);
  }

 private:
  bool other_had_no_time_;
  std::map<std::pair<std::string_view, std::string_view>, const model::Benchmark*> by_name_;
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

void leave_out_intermittent_metrics(const model::Run& base, const model::Run& head,
                                    std::span<const Match> matches, Comparison& comparison) {
  if (!has_metrics(comparison.missing) && !has_metrics(comparison.added)) return;
  std::vector<Lone> taken;
  take_out(comparison.missing, Side(matches, true, had_no_time(head)), taken);
  take_out(comparison.added, Side(matches, false, had_no_time(base)), taken);
  if (taken.empty()) return;
  comparison.diagnostics.push_back(
      {.level = model::DiagnosticLevel::Note,
       .code = "intermittent-metric",
       .benchmark = {},
       .message = fmt::format(
           "{} not compared: {} on one side only, and not always reported or "
           "counted there. The first is {} of {}.",
           taken.size() == 1 ? "1 metric is" : fmt::format("{} metrics are", taken.size()),
           taken.size() == 1 ? "it is" : "they are", taken.front().metric,
           taken.front().benchmark)});
}

}  // namespace benchgate::compare
