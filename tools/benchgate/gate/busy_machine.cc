#include "benchgate/gate/busy_machine.h"

#include <fmt/format.h>

#include "benchgate/model/core_time.h"

namespace benchgate::gate {
namespace {

bool is_slower_head(Reason reason) {
  return reason == Reason::WorseThanLimit || reason == Reason::FarBeyondNoise ||
         reason == Reason::BeyondNoiseUntested || reason == Reason::WallTimeAlone;
}

bool is_slower_base(Reason reason) {
  return reason == Reason::BetterThanLimit || reason == Reason::FarBetterThanNoise;
}

std::string how_busy(std::string_view suite, const model::Environment& environment) {
  const auto time = model::core_time(environment);
  if (model::was_kept_waiting(environment)) {
    return fmt::format(
        "{:.0f} % of the time that suite {} wanted to run, other programs had the cores",
        100 * time->kept_waiting_share(), suite);
  }
  return fmt::format("other programs used {:.0f} % of its processor time while suite {} ran",
                     100 * time->machine->others_share(), suite);
}

}  // namespace

bool is_wall_time_of_busy_machine(const MetricOfRun& metric) {
  if (!model::is_by_wall_clock(metric.clock, metric.metric)) return false;
  const auto* suite = metric.run.find_suite(metric.suite);
  return suite != nullptr && model::was_kept_waiting(suite->environment);
}

bool is_cpu_time_beside_others(const MetricOfRun& metric, double times) {
  if (metric.metric.definition.kind != model::MetricKind::Timing ||
      model::is_by_wall_clock(metric.clock, metric.metric) || times > 1 + kMostByOthers) {
    return false;
  }
  const auto* suite = metric.run.find_suite(metric.suite);
  return suite != nullptr && model::ran_beside_others(suite->environment);
}

Reason unless_machine_was_busy(Reason reason, const compare::Row& row, const model::Run& base,
                               const model::Run& head) {
  if (!is_slower_head(reason) && !is_slower_base(reason)) return reason;
  const bool in_head = is_slower_head(reason);
  const MetricOfRun metric{.run = in_head ? head : base,
                           .suite = in_head ? row.match.head->suite : row.match.base->suite,
                           .clock = row.clock,
                           .metric = {.name = row.metric, .definition = row.rule.definition}};
  if (is_wall_time_of_busy_machine(metric)) return Reason::BusyMachine;
  if (!row.ratio) return reason;
  const double worse = model::worse_up(row.ratio->point, row.rule.definition.direction);
  return is_cpu_time_beside_others(metric, in_head ? worse : 1 / worse) ? Reason::BusyMachine
                                                                        : reason;
}

void LeftOpen::add(std::string_view suite, std::string_view benchmark, std::string_view metric) {
  auto& [count, first] = by_suite_[std::string(suite)];
  if (count++ == 0) first = fmt::format("{} of {}", metric, benchmark);
}

model::Diagnostics LeftOpen::diagnostics(const model::Run& run, const Words& words) const {
  model::Diagnostics found;
  for (const auto& [suite, open] : by_suite_) {
    const auto& environment = run.find_suite(suite)->environment;
    found.push_back(
        {.level = model::DiagnosticLevel::Warning,
         .code = std::string(words.code),
         .benchmark = {},
         .message = fmt::format("The machine was busy: {}. Whether {} of its {} is not known. The "
                                "first is {}. Measure again with nothing else running.",
                                how_busy(suite, environment), open.count,
                                open.count == 1 ? words.one : words.many, open.first)});
  }
  return found;
}

}  // namespace benchgate::gate
