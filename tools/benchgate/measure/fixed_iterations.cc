#include "benchgate/measure/fixed_iterations.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <string>

#include "benchgate/base/whole_number.h"
#include "benchgate/model/metric.h"

namespace benchgate::measure {
namespace {

constexpr double kMostIterations = 1e9;  // Google Benchmark's own bound
/// It aims so far beyond min_time itself (benchmark_runner.cc, PredictNumItersNeeded).
constexpr double kOvershoot = 1.4;
/// After so many times min_time by the wall it stops (ShouldReportIterationResults).
constexpr double kLongestWallTime = 5;

/// "v1.9.1", "1.8.4-12-gabcdef"; what is built without git calls itself 0.0.0.
bool takes_iterations(const model::Run& run) {
  if (run.suites.empty()) return false;
  auto version = run.suites.front().environment.find("library_version").value_or("");
  if (version.starts_with('v')) version.remove_prefix(1);
  int major = 0;
  int minor = 0;
  const char* const end = version.data() + version.size();
  const auto first = std::from_chars(version.data(), end, major);
  if (first.ec != std::errc{} || first.ptr == end || *first.ptr != '.') return false;
  const auto second = std::from_chars(first.ptr + 1, end, minor);
  return second.ec == std::errc{} && (major > 1 || (major == 1 && minor >= 8));
}

bool prescribes_its_own(std::string_view name) {
  constexpr std::array<std::string_view, 4> kSigns = {"/min_time:", "/iterations:", "/manual_time",
                                                      "/threads:"};
  return std::ranges::any_of(kSigns,
                             [&](auto sign) { return name.find(sign) != std::string_view::npos; });
}

/// A number of iterations would hold for all benchmarks of that name, however long they take.
bool shares_its_name(const model::Run& run) {
  return std::ranges::find(run.diagnostics, "duplicate-name", &model::Diagnostic::code) !=
         run.diagnostics.end();
}

double first_sample(const model::Benchmark& benchmark, std::string_view metric) {
  const auto* series = benchmark.find(metric);
  return series == nullptr || series->samples.empty() ? 0 : series->samples.front();
}

/// By the clock that the library counts min_time with. What waits ends sooner, as there: or a
/// benchmark that sleeps would take min_time of work, and hours.
std::optional<double> nanoseconds_of(const model::Run& run) {
  if (run.benchmarks.size() != 1) return std::nullopt;
  const auto& benchmark = run.benchmarks.front();
  const double wall_time = first_sample(benchmark, model::kRealTime);
  const double nanoseconds =
      benchmark.name.ends_with("/real_time")
          ? wall_time
          : std::max(first_sample(benchmark, model::kCpuTime), wall_time / kLongestWallTime);
  return nanoseconds > 0 ? std::optional(nanoseconds) : std::nullopt;
}

}  // namespace

std::optional<std::uint64_t> fixed_iterations(const FixedIterationsQuestion& question) {
  if (!question.min_time) return std::nullopt;
  if (!takes_iterations(question.base) || !takes_iterations(question.head)) return std::nullopt;
  if (shares_its_name(question.base) || shares_its_name(question.head)) return std::nullopt;
  const auto base = nanoseconds_of(question.base);
  const auto head = nanoseconds_of(question.head);
  if (!base || !head) return std::nullopt;
  if (prescribes_its_own(question.base.benchmarks.front().name)) return std::nullopt;
  if (prescribes_its_own(question.head.benchmarks.front().name)) return std::nullopt;
  const double wanted =
      kOvershoot * Nanoseconds(*question.min_time).count() / std::sqrt(*base * *head);
  return truncated<std::uint64_t>(std::clamp(std::ceil(wanted), 1.0, kMostIterations));
}

}  // namespace benchgate::measure
