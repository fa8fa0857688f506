#include "benchgate/measure/count_allocations.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <future>
#include <numeric>
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

/// In so many processes of each suite: what differs between them differs from run to run.
constexpr int kProcesses = 2;

/// The same folder for temporary files in a longer text: a count that depends on how long paths are
/// must be seen to do so before another machine or user shows it.
void name_longer_temporary_folder(SuiteToRun& suite) {
  const char* const inherited = std::getenv("TMPDIR");
  std::string folder = inherited == nullptr || *inherited == '\0' ? "/tmp" : inherited;
  for (const auto& [name, value] : suite.environment) {
    if (name == "TMPDIR") folder = value;
  }
  suite.environment.emplace_back("TMPDIR", folder + "/./././.");
}

/// The suite in a process that counts; nothing where it cannot.
std::optional<DrivenSuite> start_counting(SuiteToRun suite, int process, const Deadline& deadline) {
  if (deadline.is_over()) return std::nullopt;
  if (process > 0) name_longer_temporary_folder(suite);
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

void append(const Counts& more, Counts& counts) {
  for (const auto& series : more) {
    const auto known = std::ranges::find(counts, series.metric, &model::MetricSeries::metric);
    if (known == counts.end()) {
      counts.push_back(series);
    } else {
      known->samples.insert(known->samples.end(), series.samples.begin(), series.samples.end());
    }
  }
}

/// Each count is a sample by itself, as if it came from a process of its own. Keeps the order in
/// which files have metrics: the clocks, then by name. Metrics that the suite reports itself stay.
void add(model::Benchmark& benchmark, model::MetricSeries series) {
  if (benchmark.find(series.metric) != nullptr) return;
  series.processes.resize(series.samples.size());
  std::iota(series.processes.begin(), series.processes.end(), 0U);
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
       .message = fmt::format(
           "there was no time left to count the allocations of {} of the benchmarks", left)});
}

void note_end(const std::string& benchmark, std::string_view side, model::Run& run) {
  run.diagnostics.push_back(
      {.level = DiagnosticLevel::Warning,
       .code = "allocations-not-counted",
       .benchmark = benchmark,
       .message = fmt::format("{}'s process ended while its allocations were counted: neither "
                              "they nor those of the benchmarks after it are compared",
                              side)});
}

/// What was counted of both sides of the benchmarks of all suites.
class PairCounts {
 public:
  PairCounts(std::span<const SuitePair> suites, std::span<const PairedBenchmark> benchmarks,
             const Deadline& deadline, PairResult& result)
      : suites_(suites),
        benchmarks_(benchmarks),
        deadline_(deadline),
        result_(result),
        base_(benchmarks.size()),
        head_(benchmarks.size()) {}

  /// In one process a side. Returns how many benchmarks it was too late for.
  std::size_t count_suite(std::size_t index, int process) {
    auto base = start_counting(suites_[index].base, process, deadline_);
    auto head = base ? start_counting(suites_[index].head, process, deadline_) : std::nullopt;
    bool goes_on = base && head;
    if (!goes_on && !deadline_.is_over()) return 0;  // it cannot count
    std::size_t left = 0;
    for (std::size_t i = 0; i < benchmarks_.size() && interrupts_received() == 0; ++i) {
      if (benchmarks_[i].suite != index) continue;
      goes_on = goes_on && !deadline_.is_over() && count_one(i, *base, *head);
      if (!goes_on && deadline_.is_over()) ++left;
    }
    return left;
  }

  /// Puts them into the result: a metric that both sides have.
  void add_to_result() {
    for (std::size_t i = 0; i < benchmarks_.size(); ++i) {
      const auto& suite = suites_[benchmarks_[i].suite].head.name;
      auto* base = find(result_.base, suite, benchmarks_[i].base_name);
      auto* head = find(result_.head, suite, benchmarks_[i].head_name);
      if (base == nullptr || head == nullptr) continue;
      for (const auto metric : kCounted) {
        const auto* in_base = find(base_[i], metric);
        const auto* in_head = find(head_[i], metric);
        if (in_base == nullptr || in_head == nullptr) continue;
        add(*base, *in_base);
        add(*head, *in_head);
      }
    }
  }

 private:
  /// False where a process has ended: there is no counting on.
  bool count_one(std::size_t index, DrivenSuite& base, DrivenSuite& head) {
    const auto& names = benchmarks_[index];
    const auto& suite = suites_[names.suite].head;
    if (find(result_.base, suite.name, names.base_name) == nullptr ||
        find(result_.head, suite.name, names.head_name) == nullptr) {
      return true;
    }
    const auto limit = deadline_.at_most(suite.row_time_limit);
    // One after the other where there can be no other thread.
    auto counting = std::async(std::launch::async | std::launch::deferred, count, std::ref(base),
                               names.base_name, limit);
    append(count(head, names.head_name, limit), head_[index]);
    append(counting.get(), base_[index]);
    if (interrupts_received() > 0) return false;
    if (base.is_running() && head.is_running()) return true;
    // At the deadline they were ended.
    if (!deadline_.is_over()) {
      note_end(names.head_name, base.is_running() ? "head" : "base", result_.head);
    }
    return false;
  }

  std::span<const SuitePair> suites_;
  std::span<const PairedBenchmark> benchmarks_;
  const Deadline& deadline_;
  PairResult& result_;
  std::vector<Counts> base_;  // one a benchmark
  std::vector<Counts> head_;
};

/// What was counted of the benchmarks of a run.
class RunCounts {
 public:
  RunCounts(const Deadline& deadline, model::Run& run)
      : deadline_(deadline), run_(run), counts_(run.benchmarks.size()) {}

  /// In one process. Returns how many benchmarks it was too late for.
  std::size_t count_suite(const SuiteToRun& suite, int process) {
    auto driven = start_counting(suite, process, deadline_);
    if (!driven && !deadline_.is_over()) return 0;  // it cannot count
    std::size_t left = 0;
    for (std::size_t i = 0; i < counts_.size() && interrupts_received() == 0; ++i) {
      const auto& benchmark = run_.benchmarks[i];
      if (benchmark.suite != suite.name || benchmark.failure) continue;
      const bool is_late = deadline_.is_over();
      if (driven && !is_late) {
        append(count(*driven, benchmark.name, deadline_.at_most(suite.row_time_limit)), counts_[i]);
      }
      // What is being counted at the deadline is ended.
      if (is_late || (deadline_.is_over() && !driven->is_running())) ++left;
    }
    return left;
  }

  void add_to_run() {
    for (std::size_t i = 0; i < counts_.size(); ++i) {
      for (auto& series : counts_[i]) add(run_.benchmarks[i], std::move(series));
    }
  }

 private:
  const Deadline& deadline_;
  model::Run& run_;
  std::vector<Counts> counts_;  // one a benchmark
};

}  // namespace

void count_allocations(std::span<const SuitePair> suites,
                       std::span<const PairedBenchmark> benchmarks, Seconds time_limit,
                       PairResult& result) {
  if (!allocation_counter()) return;
  const Deadline deadline(time_limit);
  PairCounts counts(suites, benchmarks, deadline, result);
  std::size_t left = 0;
  for (int process = 0; process < kProcesses; ++process) {
    for (std::size_t i = 0; i < suites.size() && interrupts_received() == 0; ++i) {
      const auto late = counts.count_suite(i, process);
      if (process == 0) left += late;
    }
  }
  counts.add_to_result();
  note_too_late(left, result.head);
}

void count_allocations(std::span<const SuiteToRun> suites, Seconds time_limit, model::Run& run) {
  if (!allocation_counter()) return;
  const Deadline deadline(time_limit);
  RunCounts counts(deadline, run);
  std::size_t left = 0;
  for (int process = 0; process < kProcesses; ++process) {
    for (const auto& suite : suites) {
      const auto late = counts.count_suite(suite, process);
      if (process == 0) left += late;
    }
  }
  counts.add_to_run();
  note_too_late(left, run);
}

}  // namespace benchgate::measure
