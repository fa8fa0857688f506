#include "benchgate/formats/google_benchmark_name.h"

#include <charconv>
#include <string>

#include "benchgate/model/benchmark_name.h"
#include "benchgate/model/metric.h"

namespace benchgate::formats {
namespace {

/// Takes "/threads:8" off the end of `name`; 1 where it is not there.
int take_threads(std::string_view& name) {
  constexpr std::string_view kThreads = "/threads:";
  const auto place = name.rfind(kThreads);
  if (place == std::string_view::npos) return 1;
  const auto digits = name.substr(place + kThreads.size());
  int threads = 1;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), threads);
  const bool is_number = error == std::errc{} && end == digits.data() + digits.size();
  if (!is_number || threads < 1) return 1;
  name = name.substr(0, place);
  return threads;
}

}  // namespace

TimedBy timed_by(std::string_view benchmark) {
  // Of "x/real_time #2" the number was added to tell it from the first.
  const bool may_be_numbered = benchmark.find(" #") != std::string_view::npos;
  const auto registered =
      may_be_numbered ? model::registered_names(benchmark).back() : std::string();
  if (may_be_numbered) benchmark = registered;
  const int threads = take_threads(benchmark);
  return {.the_wall = benchmark.ends_with("/real_time") || benchmark.ends_with("/manual_time"),
          .threads = threads};
}

std::string_view stated_clock(std::string_view benchmark) {
  return timed_by(benchmark).the_wall ? model::kRealTime : std::string_view();
}

std::string_view clock_of(std::string_view benchmark) {
  return timed_by(benchmark).the_wall ? model::kRealTime : model::kCpuTime;
}

}  // namespace benchgate::formats
