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

class Deadline {
 public:
  explicit Deadline(Seconds time_limit) : time_limit_(time_limit) {}
  [[nodiscard]] bool is_over() const { return left() <= Seconds{0}; }
  /// What is left, or `limit` where that is less.
  [[nodiscard]] Seconds at_most(std::optional<Seconds> limit) const {
    const auto rest = std::max(left(), Seconds{0});
    return std::min(rest, limit.value_or(rest));
  }

 private:
  [[nodiscard]] Seconds left() const { return time_limit_ - Seconds(Clock::now() - began_); }
  Clock::time_point began_ = Clock::now();
  Seconds time_limit_;
};

constexpr std::array<std::string_view, 2> kCounted = {"allocs_per_iter", "max_bytes_used"};

/// The suite in a process that counts; nothing where it cannot.
std::optional<DrivenSuite> start_counting(SuiteToRun suite, const Deadline& deadline) {
  if (deadline.is_over()) return std::nullopt;
  suite.row_time_limit = deadline.at_most(suite.row_time_limit);
  auto started = DrivenSuite::start(suite, {.counts_allocations = true});
  auto* driven = std::get_if<DrivenSuite>(&started);
  if (driven == nullptr || !driven->counts_allocations()) return std::nullopt;
  return std::move(*driven);
}

Counts count(DrivenSuite& suite, const std::string& name, Seconds time_limit) {
  Counts counts;
  if (!suite.is_running()) return counts;
  const auto run = suite.count(name, time_limit);
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
  PairCounter(const SuitePair& suite, DrivenSuite& base, DrivenSuite& head, PairResult& result)
      : suite_(suite), base_(base), head_(head), result_(result) {}

  /// False where a process has ended: there is no counting on.
  bool count_one(const PairedBenchmark& names, const Deadline& deadline) {
    auto* base = find(result_.base, suite_.head.name, names.base_name);
    auto* head = find(result_.head, suite_.head.name, names.head_name);
    if (base == nullptr || head == nullptr) return true;
    const auto limit = deadline.at_most(suite_.head.row_time_limit);
    // One after the other where there can be no other thread.
    auto counting = std::async(std::launch::async | std::launch::deferred, count, std::ref(base_),
                               names.base_name, limit);
    const auto of_head = count(head_, names.head_name, limit);
    const auto of_base = counting.get();
    if (interrupts_received() > 0) return false;
    if (!base_.is_running() || !head_.is_running()) {
      // At the deadline they were ended.
      if (!deadline.is_over()) note_end(names.head_name, base_.is_running() ? "head" : "base");
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

  const SuitePair& suite_;
  DrivenSuite& base_;
  DrivenSuite& head_;
  PairResult& result_;
};

}  // namespace

void count_allocations(std::span<const SuitePair> suites,
                       std::span<const PairedBenchmark> benchmarks, Seconds time_limit,
                       PairResult& result) {
  if (!allocation_counter()) return;
  const Deadline deadline(time_limit);
  std::size_t left = 0;
  for (std::size_t i = 0; i < suites.size() && interrupts_received() == 0; ++i) {
    auto base = start_counting(suites[i].base, deadline);
    auto head = base ? start_counting(suites[i].head, deadline) : std::nullopt;
    bool goes_on = base && head;
    if (!goes_on && !deadline.is_over()) continue;  // it cannot count
    for (const auto& names : benchmarks) {
      if (names.suite != i || interrupts_received() > 0) continue;
      goes_on = goes_on && !deadline.is_over() &&
                PairCounter(suites[i], *base, *head, result).count_one(names, deadline);
      if (!goes_on && deadline.is_over()) ++left;
    }
  }
  note_too_late(left, result.head);
}

void count_allocations(std::span<const SuiteToRun> suites, Seconds time_limit, model::Run& run) {
  if (!allocation_counter()) return;
  const Deadline deadline(time_limit);
  std::size_t left = 0;
  for (const auto& suite : suites) {
    auto driven = start_counting(suite, deadline);
    if (!driven && !deadline.is_over()) continue;  // it cannot count
    for (auto& benchmark : run.benchmarks) {
      if (benchmark.suite != suite.name || benchmark.failure || interrupts_received() > 0) continue;
      const bool is_late = deadline.is_over();
      if (driven && !is_late) {
        const auto limit = deadline.at_most(suite.row_time_limit);
        for (auto& series : count(*driven, benchmark.name, limit))
          add(benchmark, std::move(series));
      }
      // What is being counted at the deadline is ended.
      if (is_late || (deadline.is_over() && !driven->is_running())) ++left;
    }
  }
  note_too_late(left, run);
}

}  // namespace benchgate::measure
