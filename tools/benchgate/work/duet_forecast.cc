#include "benchgate/work/duet_forecast.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace benchgate::work {
namespace {

using measure::Seconds;

/// Of a benchmark, screening and confirming: 100 of them need 2,500 (docs/accuracy.md).
constexpr double kPairs = 25;
/// Google Benchmark runs a benchmark a few times to find out how many iterations fill its time.
constexpr double kRunsPerMinTime = 1.5;

std::string about(Seconds time) {
  if (time < Seconds(60)) return fmt::format("{:.0f} s", std::max(1.0, std::ceil(time.count())));
  return fmt::format("{:.0f} min", std::ceil(time.count() / 60));
}

std::string exactly(Seconds time) {
  const double minutes = time.count() / 60;
  if (minutes >= 1 && minutes == std::floor(minutes)) return fmt::format("{:.0f} min", minutes);
  return fmt::format("{:.0f} s", time.count());
}

/// "12 benchmarks"; "131 benchmarks, 12 to measure".
std::string benchmarks_text(const DuetForecast& forecast) {
  const auto all = forecast.benchmarks + forecast.same_code;
  auto text = fmt::format("{} benchmark{}", all, all == 1 ? "" : "s");
  if (forecast.same_code > 0) text += fmt::format(", {} to measure", forecast.benchmarks);
  return text;
}

}  // namespace

Seconds needed_time(const DuetForecast& forecast) {
  // Both sides share a core.
  const Seconds pair = 2 * (forecast.start + kRunsPerMinTime * forecast.min_time);
  return kPairs * static_cast<double>(forecast.benchmarks) * pair /
         static_cast<double>(std::max<std::size_t>(forecast.cores, 1));
}

std::string forecast_text(const DuetForecast& forecast) {
  const auto needed = needed_time(forecast);
  auto text = fmt::format("{}: about {} needed, the budget is {}.", benchmarks_text(forecast),
                          about(needed), exactly(forecast.budget));
  if (needed > forecast.budget) {
    text += fmt::format(
        " Rows that it does not settle are reported as inconclusive. To settle more: --budget "
        "{:.0f}min, fewer benchmarks with --filter, or more machines with --shard.",
        std::ceil(needed.count() / 60));
  }
  return text;
}

}  // namespace benchgate::work
