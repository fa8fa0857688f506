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

}  // namespace

bool is_wall_time_of_busy_machine(const MetricOfRun& metric) {
  if (!model::is_by_wall_clock(metric.clock, metric.metric)) return false;
  const auto* suite = metric.run.find_suite(metric.suite);
  return suite != nullptr && model::was_kept_waiting(suite->environment);
}

Reason unless_machine_was_busy(Reason reason, const compare::Row& row, const model::Run& base,
                               const model::Run& head) {
  if (!is_slower_head(reason) && !is_slower_base(reason)) return reason;
  const bool in_head = is_slower_head(reason);
  const bool busy = is_wall_time_of_busy_machine(
      {.run = in_head ? head : base,
       .suite = in_head ? row.match.head->suite : row.match.base->suite,
       .clock = row.clock,
       .metric = {.name = row.metric, .definition = row.definition}});
  return busy ? Reason::BusyMachine : reason;
}

void LeftOpen::add(std::string_view suite, std::string_view benchmark, std::string_view metric) {
  auto& [count, first] = by_suite_[std::string(suite)];
  if (count++ == 0) first = fmt::format("{} of {}", metric, benchmark);
}

model::Diagnostics LeftOpen::diagnostics(const model::Run& run, const Words& words) const {
  model::Diagnostics found;
  for (const auto& [suite, open] : by_suite_) {
    const auto time = model::core_time(run.find_suite(suite)->environment);
    found.push_back(
        {.level = model::DiagnosticLevel::Warning,
         .code = std::string(words.code),
         .benchmark = {},
         .message = fmt::format(
             "The machine was busy: {:.0f} % of the time that suite {} wanted to run, other "
             "programs had the cores. Whether {} of its {} is not known. The first is {}. Measure "
             "again with nothing else running.",
             100 * time->kept_waiting_share(), suite, open.count,
             open.count == 1 ? words.one : words.many, open.first)});
  }
  return found;
}

}  // namespace benchgate::gate
