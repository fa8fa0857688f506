#include "benchgate/measure/process_pair.h"

#include <algorithm>
#include <array>
#include <system_error>
#include <vector>

#include <fmt/format.h>

#include "benchgate/base/error.h"
#include "benchgate/measure/interrupt.h"

namespace benchgate::measure {
namespace {

using model::DiagnosticLevel;
using model::Failure;

constexpr Seconds kLookInterval{0.1};

/// The process has one benchmark to measure, so the time to its row is the process's.
std::optional<Seconds> row_limit_of(const SuiteProcessPlan& plan) {
  const auto& suite = plan.suite->row_time_limit;
  if (!suite || !plan.time_limit) return suite ? suite : plan.time_limit;
  return std::min(*suite, *plan.time_limit);
}

std::optional<Seconds> time_limit_of(const SuiteProcessPlan& plan) {
  const auto row = row_limit_of(plan);
  if (!row) return plan.suite->time_limit;
  return std::min(*row, plan.suite->time_limit.value_or(*row));
}

bool is_hanging(const SuiteProcessPlan& plan, const SuiteProcessOutcome& outcome) {
  return outcome.child.end == ChildEnd::TimedOut && outcome.rows.names.empty() &&
         row_limit_of(plan) == time_limit_of(plan);
}

/// A side on its way from plan to outcome.
class Side {
 public:
  Side(const SuiteProcessPlan& plan, SideOutcome& outcome) : plan_(plan), outcome_(outcome) {}

  void start() {
    auto options = child_options(plan_);
    options.time_limit = time_limit_of(plan_);
    try {
      child_.emplace(std::move(options));
    } catch (const Error&) {
      outcome_.not_started = std::current_exception();
    }
  }

  [[nodiscard]] Child* child() { return child_ ? &*child_ : nullptr; }

  void finish() {
    if (!child_) return;
    SuiteProcessOutcome& process = outcome_.process;
    process.child = child_->result();
    process.rows = read_rows(plan_.result_file);
    process.hung = is_hanging(plan_, process);
    look_for_storage_trouble(process, plan_.result_file);
    std::error_code ignored;
    std::filesystem::remove(plan_.result_file, ignored);
  }

 private:
  const SuiteProcessPlan& plan_;
  SideOutcome& outcome_;
  std::optional<Child> child_;
};

void wait_for(std::vector<Child*> children, const std::function<bool()>& should_stop) {
  std::erase(children, nullptr);
  while (!wait_for_all(children, kLookInterval)) {
    if (!should_stop()) continue;
    for (auto* child : children) child->stop();
  }
}

Failure failure_of(const SuiteProcessOutcome& process, const std::string& suite) {
  const ChildResult& child = process.child;
  if (child.end == ChildEnd::Exited && child.exit_status == 0) {
    if (process.rows.stream.is_whole() && process.rows.stream.row_count() == 0) {
      return {.kind = Failure::Kind::Errored,
              .message = "the suite lists it but reported no row of it"};
    }
    return {.kind = Failure::Kind::Errored,
            .message = fmt::format("suite {} exited with status 0 but wrote {}", suite,
                                   describe_result(process))};
  }
  const auto kind = child.end == ChildEnd::Signalled ? Failure::Kind::Killed
                    : child.end == ChildEnd::Exited  ? Failure::Kind::Errored
                                                     : Failure::Kind::TimedOut;
  return {.kind = kind,
          .message = fmt::format("suite {} {} while measuring it", suite, describe_end(process))};
}

bool has_time(const model::Benchmark& benchmark) {
  return std::ranges::any_of(benchmark.metrics, [](const model::MetricSeries& series) {
    return (series.metric == "cpu_time" || series.metric == "real_time") && !series.samples.empty();
  });
}

std::string message_of(const std::exception_ptr& error) {
  try {
    std::rethrow_exception(error);
  } catch (const std::exception& reason) {
    return reason.what();
  }
}

void note_end(model::Run& run, const SuiteProcessOutcome& process, const std::string& suite) {
  const ChildResult& child = process.child;
  if (child.end == ChildEnd::Exited && child.exit_status == 0) return;
  run.diagnostics.push_back({.level = DiagnosticLevel::Problem,
                             .code = "suite-end",
                             .benchmark = {},
                             .message = fmt::format("suite {} {} after its last benchmark", suite,
                                                    describe_end(process))});
}

}  // namespace

ProcessPairOutcome run_process_pair(const ProcessPairPlan& plan,
                                    const std::function<bool()>& should_stop) {
  ProcessPairOutcome outcome;
  Side base(plan.base, outcome.base);
  Side head(plan.head, outcome.head);
  Side& first = plan.head_first ? head : base;
  Side& second = plan.head_first ? base : head;
  first.start();
  if (!plan.at_once) wait_for({first.child()}, should_stop);
  const auto is_over = [&] { return interrupts_received() > 0 || should_stop(); };
  if (!is_over()) second.start();
  wait_for({first.child(), second.child()}, should_stop);
  outcome.is_cut_short = is_over();
  first.finish();
  second.finish();
  return outcome;
}

model::Run read_side(const SideOutcome& side, const std::string& suite,
                     const std::string& benchmark) {
  model::Run run = side.process.rows.read(suite);
  std::erase_if(run.benchmarks, [&](const auto& other) { return other.name != benchmark; });
  if (run.benchmarks.empty()) run.benchmarks.push_back({.suite = suite, .name = benchmark});
  model::Benchmark& measured = run.benchmarks.front();
  if (side.not_started) {
    measured.failure =
        Failure{.kind = Failure::Kind::Errored,
                .message = fmt::format("suite {}: {}", suite, message_of(side.not_started))};
  } else if (!side.process.rows.names.contains(benchmark)) {
    measured.failure = failure_of(side.process, suite);
  } else if (!measured.failure && !has_time(measured)) {
    measured.failure =
        Failure{.kind = Failure::Kind::Errored, .message = "its row has no time that can be read"};
  } else {
    note_end(run, side.process, suite);
  }
  return run;
}

model::Run unmeasured(const std::string& suite, const std::string& name) {
  model::Run run;
  run.benchmarks.push_back(
      {.suite = suite,
       .name = name,
       .failure = model::Failure{.kind = model::Failure::Kind::NotMeasured,
                                 .message = "not measured: the time for measuring was over before "
                                            "a pair of it had come to its end"}});
  return run;
}

}  // namespace benchgate::measure
