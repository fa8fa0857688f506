#include "support/suite_main.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <sstream>
#include <string_view>
#include <vector>

#include <benchmark/benchmark.h>
#include <fmt/core.h>

#include "bench_main/agent.h"
#include "support/environment_error.h"

namespace benches {
namespace {

constexpr int kUsageExit = 2;
constexpr int kEnvironmentExit = 4;

/// Lists names into its stream instead of printing them.
class ListingReporter : public benchmark::BenchmarkReporter {
 public:
  ListingReporter() { SetOutputStream(&names_); }
  bool ReportContext(const Context&) override { return true; }
  void ReportRuns(const std::vector<Run>&) override {}
  [[nodiscard]] std::string names() const { return names_.str(); }

 private:
  std::ostringstream names_;
};

void parse_flags(std::vector<std::string> arguments) {
  std::vector<char*> pointers;
  for (std::string& argument : arguments) pointers.push_back(argument.data());
  int count = static_cast<int>(pointers.size());
  pointers.push_back(nullptr);
  benchmark::Initialize(&count, pointers.data());
}

std::string environment_flag(std::string_view flag, const char* variable) {
  const char* value = std::getenv(variable);
  return fmt::format("--{}={}", flag, value == nullptr ? "" : value);
}

/// Google Benchmark has no call that returns the names it would run. It can print them
/// to a reporter's stream, so that is what happens, with the flags put back afterwards.
std::vector<std::string> selected_names(int argc, char** argv) {
  const std::string program = argc > 0 ? argv[0] : "bench";
  std::vector<std::string> listing = {program, "--benchmark_list_tests=true", "--benchmark_out="};
  for (int k = 1; k < argc; ++k) {
    if (std::string_view(argv[k]).starts_with("--benchmark_filter=")) listing.emplace_back(argv[k]);
  }
  parse_flags(listing);
  ListingReporter reporter;
  benchmark::RunSpecifiedBenchmarks(&reporter);
  const char* lists = std::getenv("BENCHMARK_LIST_TESTS");
  parse_flags({program, fmt::format("--benchmark_list_tests={}", lists == nullptr ? "0" : lists),
               environment_flag("benchmark_out", "BENCHMARK_OUT")});
  std::vector<std::string> names;
  std::istringstream lines(reporter.names());
  for (std::string line; std::getline(lines, line);) names.push_back(line);
  return names;
}

bool only_lists(int argc, char** argv) {
  return std::any_of(argv + 1, argv + argc, [](std::string_view argument) {
    return argument.starts_with("--benchmark_list_tests") && !argument.ends_with("=false") &&
           !argument.ends_with("=0");
  });
}

int serve(int argc, char** argv, const Prepare& prepare) {
  return benchgate::agent::serve(argc, argv, [&](const std::string& name) {
    try {
      prepare(std::span(&name, 1));
    } catch (const EnvironmentError& error) {
      throw benchgate::agent::Unavailable(error.what());
    }
  });
}

}  // namespace

int run_suite(int argc, char** argv, const Prepare& prepare) {
  if (benchgate::agent::is_driven()) return serve(argc, argv, prepare);
  const bool lists = only_lists(argc, argv);
  const std::vector<std::string> selected = selected_names(argc, argv);
  benchmark::Initialize(&argc, argv);
  if (benchmark::ReportUnrecognizedArguments(argc, argv)) return kUsageExit;
  if (!lists && !selected.empty()) {
    try {
      prepare(selected);
    } catch (const EnvironmentError& error) {
      const std::string suite = std::filesystem::path(argv[0]).filename();
      fmt::print(stderr, "{}: error: {}\n", suite, error.what());
      return kEnvironmentExit;
    }
  }
  benchmark::RunSpecifiedBenchmarks();
  benchmark::Shutdown();
  benchmark::ClearRegisteredBenchmarks();
  return 0;
}

bool any_starts_with(std::span<const std::string> names, std::string_view prefix) {
  return std::any_of(names.begin(), names.end(),
                     [&](const std::string& name) { return name.starts_with(prefix); });
}

}  // namespace benches
