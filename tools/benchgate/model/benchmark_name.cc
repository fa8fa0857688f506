#include "benchgate/model/benchmark_name.h"

#include <charconv>

namespace benchgate::model {
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
  const int threads = take_threads(benchmark);
  return {.the_wall = benchmark.ends_with("/real_time") || benchmark.ends_with("/manual_time"),
          .threads = threads};
}

}  // namespace benchgate::model
