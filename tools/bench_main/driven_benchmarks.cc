#include "bench_main/driven_benchmarks.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <iostream>
#include <sstream>
#include <string_view>
#include <type_traits>
#include <utility>

#include <benchmark/benchmark.h>

namespace benchgate::agent {
namespace {

/// State::skipped() came with 1.8.0, as did fixed numbers of iterations. A version number is not
/// always to be had: Google Benchmark may be part of the same build.
template <typename State, typename = void>
struct IsSince18 : std::false_type {};
template <typename State>
struct IsSince18<State, std::void_t<decltype(std::declval<const State&>().skipped())>>
    : std::true_type {};
constexpr bool kIsSince18 = IsSince18<benchmark::State>::value;

#ifdef BENCHGATE_BENCHMARK_VERSION
constexpr const char* kVersion = BENCHGATE_BENCHMARK_VERSION;
#else
constexpr const char* kVersion = "unknown";
#endif

/// Versions before 1.8 take seconds without their unit, those after remark on it.
constexpr const char* kSeconds = kIsSince18 ? "s" : "";

/// Google Benchmark keeps the pointer to the program's name. Every time it parses flags it adds
/// those of --benchmark_context again, and complains on std::cerr that they are there.
void parse_flags(char* program, std::vector<std::string> flags) {
  std::vector<char*> pointers{program};
  for (std::string& flag : flags) pointers.push_back(flag.data());
  int count = static_cast<int>(pointers.size());
  pointers.push_back(nullptr);
  std::ostringstream complaints;
  std::streambuf* const before = std::cerr.rdbuf(complaints.rdbuf());
  benchmark::Initialize(&count, pointers.data());
  std::cerr.rdbuf(before);
}

/// Lists names into its stream instead of printing them.
class ListingReporter : public benchmark::BenchmarkReporter {
 public:
  ListingReporter() {
    SetOutputStream(&names_);
    SetErrorStream(&errors_);
  }
  bool ReportContext(const Context&) override { return true; }
  void ReportRuns(const std::vector<Run>&) override {}
  [[nodiscard]] std::string names() const { return names_.str(); }

 private:
  std::ostringstream names_;
  std::ostringstream errors_;
};

/// Keeps the first measured row.
class FirstRowReporter : public benchmark::BenchmarkReporter {
 public:
  FirstRowReporter() {
    SetOutputStream(&ignored_);
    SetErrorStream(&ignored_);
  }
  bool ReportContext(const Context&) override { return true; }
  void ReportRuns(const std::vector<Run>& runs) override {
    for (const Run& run : runs) {
      if (!row_ && run.run_type == Run::RT_Iteration) row_ = run;
    }
  }
  [[nodiscard]] const std::optional<Run>& row() const { return row_; }

 private:
  std::ostringstream ignored_;
  std::optional<Run> row_;
};

/// Google Benchmark divides the allocations by the iterations that it made for counting and does
/// not say how many those were. So it gets a number to divide that tells.
constexpr std::int64_t kDivisible = 720'720;  // by all of 1 to 16

class Counter : public benchmark::MemoryManager {
 public:
  // Versions differ in which of the two they call, and which is virtual.
  void Start() { start_counting(); }
  void Stop(Result* result) { Stop(*result); }
  void Stop(Result& result) {
    stop_counting(count_);
    result.num_allocs = kDivisible;
  }
  [[nodiscard]] const AllocationCount& count() const { return count_; }

 private:
  AllocationCount count_;
};

/// The filter that matches this name and no other, for std::regex as for POSIX. Alone, ] and } mean
/// themselves, and the former refuses to have them escaped.
std::string exact_filter(std::string_view name) {
  std::string filter = "^";
  for (const char c : name) {
    if (std::string_view("\\^$.|?*+()[{").find(c) != std::string_view::npos) filter += '\\';
    filter += c;
  }
  return filter + '$';
}

}  // namespace

std::optional<DrivenBenchmarks> DrivenBenchmarks::initialize(int argc, char** argv) {
  benchmark::Initialize(&argc, argv);
  if (benchmark::ReportUnrecognizedArguments(argc, argv)) return std::nullopt;
  DrivenBenchmarks benchmarks;
  benchmarks.program_ = argv[0];
  ListingReporter listing;
  parse_flags(benchmarks.program_, {"--benchmark_list_tests=true", "--benchmark_out="});
  benchmark::RunSpecifiedBenchmarks(&listing);
  parse_flags(benchmarks.program_, {"--benchmark_list_tests=false", "--benchmark_repetitions=1",
                                    "--benchmark_report_aggregates_only=false",
                                    "--benchmark_display_aggregates_only=false",
                                    "--benchmark_enable_random_interleaving=false"});
  std::istringstream lines(listing.names());
  for (std::string line; std::getline(lines, line);) benchmarks.add(line);
  return benchmarks;
}

void DrivenBenchmarks::add(const std::string& registered_name) {
  std::string name = registered_name;
  for (int k = 2; !registered_.emplace(name, registered_name).second; ++k) {
    name = registered_name + " #" + std::to_string(k);
  }
  if (name != registered_name) shared_.insert(registered_name);
  names_.push_back(name);
}

void DrivenBenchmarks::set_min_time(const std::string& min_time) {
  if (min_time == min_time_) return;
  parse_flags(program_, {"--benchmark_min_time=" + min_time});
  min_time_ = min_time;
}

RunOutcome DrivenBenchmarks::run(const std::string& name, const Length& length) {
  set_min_time(length.number + (length.is_iterations ? "x" : kSeconds));
  std::ostringstream document;
  std::ostringstream errors;
  benchmark::JSONReporter reporter;
  reporter.SetOutputStream(&document);
  reporter.SetErrorStream(&errors);
  benchmark::RunSpecifiedBenchmarks(&reporter, exact_filter(registered_name(name)));
  if (document.str().empty()) return {false, errors.str()};
  return {true, document.str()};
}

MemoryCounts DrivenBenchmarks::count(const std::string& name) {
  if (shared_.count(registered_name(name)) != 0) return {};
  return count_memory([&](double seconds) { return count_once(name, seconds); });
}

std::optional<AllocationCount> DrivenBenchmarks::count_once(const std::string& name,
                                                            double seconds) {
  std::ostringstream min_time;
  min_time << seconds << kSeconds;
  set_min_time(min_time.str());
  Counter counter;
  FirstRowReporter reporter;
  benchmark::RegisterMemoryManager(&counter);
  benchmark::RunSpecifiedBenchmarks(&reporter, exact_filter(registered_name(name)));
  benchmark::RegisterMemoryManager(nullptr);
  const auto& row = reporter.row();
  if (!row || !(row->allocs_per_iter > 0)) return std::nullopt;
  AllocationCount count = counter.count();
  const auto threads = static_cast<std::uint64_t>(std::max<std::int64_t>(row->threads, 1));
  count.iterations = static_cast<std::uint64_t>(
      std::llround(static_cast<double>(kDivisible) / row->allocs_per_iter));
  count.iterations_before = static_cast<std::uint64_t>(row->iterations) / threads;
  count.seconds_per_iteration =
      row->real_accumulated_time / static_cast<double>(std::max<std::int64_t>(row->iterations, 1));
  return count;
}

void DrivenBenchmarks::shut_down() {
  benchmark::Shutdown();
  benchmark::ClearRegisteredBenchmarks();
}

std::string DrivenBenchmarks::library_version() const {
  return kVersion;
}

bool DrivenBenchmarks::has_fixed_iterations() const {
  return kIsSince18;
}

}  // namespace benchgate::agent
