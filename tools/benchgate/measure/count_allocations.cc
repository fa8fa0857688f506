#include "benchgate/measure/count_allocations.h"

#include <algorithm>
#include <array>
#include <future>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "benchgate/measure/allocation_counter.h"
#include "benchgate/measure/driven_suite.h"
#include "benchgate/measure/interrupt.h"

namespace benchgate::measure {
namespace {

using Clock = std::chrono::steady_clock;
using Counts = std::vector<model::MetricSeries>;
using model::DiagnosticLevel;

constexpr std::array<std::string_view, 2> kCounted = {"allocs_per_iter", "max_bytes_used"};

/// The suite in a process that counts; nothing where it cannot.
std::optional<DrivenSuite> start_counting(const SuiteToRun& suite) {
  if (!allocation_counter()) return std::nullopt;
  auto started = DrivenSuite::start(suite, {.counts_allocations = true});
  auto* driven = std::get_if<DrivenSuite>(&started);
  if (driven == nullptr || !driven->counts_allocations()) return std::nullopt;
  return std::move(*driven);
}

Counts count(DrivenSuite& suite, const std::string& name) {
  Counts counts;
  if (!suite.is_running()) return counts;
  const auto run = suite.count(name);
  for (const auto& benchmark : run.benchmarks) {
    for (const auto metric : kCounted) {
      const auto* series = benchmark.find(metric);
      if (series != nullptr && !series->samples.empty()) counts.push_back(*series);
    }
  }
  return counts;
}

model::Benchmark* find(model::Run& run, const std::string& suite, const std::string& name) {
  const auto found = std::ranges::find_if(run.benchmarks, [&](const model::Benchmark& benchmark) {
    return benchmark.suite == suite && benchmark.name == name;
  });
  return found == run.benchmarks.end() || found->failure ? nullptr : &*found;
}

/// Keeps the order in which files have metrics: the clocks, then by name. What the suite reports
/// by itself stays.
void add(model::Benchmark& benchmark, model::MetricSeries series) {
  if (benchmark.find(series.metric) != nullptr) return;
  series.processes.assign(series.samples.size(), 0);
  const auto place = std::ranges::find_if(benchmark.metrics, [&](const auto& other) {
    const bool is_clock = other.metric == "real_time" || other.metric == "cpu_time";
    return !is_clock && other.metric > series.metric;
  });
  benchmark.metrics.insert(place, std::move(series));
}

const model::MetricSeries* find(const Counts& counts, std::string_view metric) {
  const auto found = std::ranges::find(counts, metric, &model::MetricSeries::metric);
  return found == counts.end() ? nullptr : &*found;
}

void note_too_late(std::size_t left, model::Run& run) {
  if (left == 0) return;
  run.diagnostics.push_back(
      {.level = DiagnosticLevel::Note,
       .code = "allocations-not-counted",
       .benchmark = {},
       .message = fmt::format("there was no time left to count what {} of the benchmarks allocate",
                              left)});
}

/// Both sides of one benchmark.
class PairCounter {
 public:
  PairCounter(DrivenSuite& base, DrivenSuite& head, PairResult& result)
      : base_(base), head_(head), result_(result) {}

  /// False where a process has ended: there is no counting on.
  bool count_one(const std::string& suite, const PairedBenchmark& names) {
    auto* base = find(result_.base, suite, names.base_name);
    auto* head = find(result_.head, suite, names.head_name);
    if (base == nullptr || head == nullptr) return true;
    auto counting = std::async(std::launch::async, count, std::ref(base_), names.base_name);
    const auto of_head = count(head_, names.head_name);
    const auto of_base = counting.get();
    if (interrupts_received() > 0) return false;
    if (!base_.is_running() || !head_.is_running()) {
      note_end(names.head_name, base_.is_running() ? "head" : "base");
      return false;
    }
    for (const auto metric : kCounted) {
      const auto* in_base = find(of_base, metric);
      const auto* in_head = find(of_head, metric);
      if (in_base != nullptr && in_head != nullptr) {
        add(*base, *in_base);
        add(*head, *in_head);
      } else if (in_base != nullptr || in_head != nullptr) {
        note_varying(metric, names.head_name, in_base == nullptr ? "base" : "head");
      }
    }
    return true;
  }

 private:
  void note_end(const std::string& benchmark, std::string_view side) {
    result_.head.diagnostics.push_back(
        {.level = DiagnosticLevel::Warning,
         .code = "allocations-not-counted",
         .benchmark = benchmark,
         .message = fmt::format("{}'s process ended while its allocations were counted: neither "
                                "they nor those of the benchmarks after it are compared",
                                side)});
  }
  void note_varying(std::string_view metric, const std::string& benchmark, std::string_view side) {
    result_.head.diagnostics.push_back(
        {.level = DiagnosticLevel::Warning,
         .code = "allocations-vary",
         .benchmark = benchmark,
         .message = fmt::format("{} is not compared: in {} it differs from one count to the next",
                                metric, side)});
  }

  DrivenSuite& base_;
  DrivenSuite& head_;
  PairResult& result_;
};

}  // namespace

void count_allocations(std::span<const SuitePair> suites,
                       std::span<const PairedBenchmark> benchmarks, Seconds time_limit,
                       PairResult& result) {
  const auto deadline = Clock::now() + time_limit;
  std::size_t left = 0;
  for (std::size_t i = 0; i < suites.size(); ++i) {
    auto base = start_counting(suites[i].base);
    if (!base) continue;
    auto head = start_counting(suites[i].head);
    if (!head) continue;
    PairCounter counter(*base, *head, result);
    for (const auto& names : benchmarks) {
      if (names.suite != i || interrupts_received() > 0) continue;
      if (Clock::now() >= deadline) {
        ++left;
      } else if (!counter.count_one(suites[i].head.name, names)) {
        break;
      }
    }
  }
  note_too_late(left, result.head);
}

void count_allocations(std::span<const SuiteToRun> suites, Seconds time_limit, model::Run& run) {
  const auto deadline = Clock::now() + time_limit;
  std::size_t left = 0;
  for (const auto& suite : suites) {
    auto driven = start_counting(suite);
    if (!driven) continue;
    for (auto& benchmark : run.benchmarks) {
      if (benchmark.suite != suite.name || benchmark.failure || interrupts_received() > 0) continue;
      if (Clock::now() >= deadline) {
        ++left;
        continue;
      }
      for (auto& series : count(*driven, benchmark.name)) add(benchmark, std::move(series));
    }
  }
  note_too_late(left, run);
}

}  // namespace benchgate::measure
