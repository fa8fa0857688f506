#include <charconv>

#include "benchgate/measure/measure_pairs.h"

namespace benchgate::measure {
namespace {

/// Takes "/threads:8" off the end of `name`; 1 where it is not there.
int take_threads(std::string_view& name) {
  constexpr std::string_view kThreads = "/threads:";
  const auto place = name.rfind(kThreads);
  if (place == std::string_view::npos) return 1;
  const auto digits = name.substr(place + kThreads.size());
  int threads = 1;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), threads);
  if (error != std::errc{} || end != digits.data() + digits.size()) return 1;
  name = name.substr(0, place);
  return threads;
}

}  // namespace

int threads_of(std::string_view benchmark) {
  return take_threads(benchmark);
}

model::Pacing pacing_for(std::string_view benchmark, bool can_pin) {
  const int threads = take_threads(benchmark);
  const bool by_the_wall = benchmark.ends_with("/real_time") || benchmark.ends_with("/manual_time");
  if (by_the_wall || threads > 1) return model::Pacing::Lockstep;
  return can_pin ? model::Pacing::Duet : model::Pacing::InTurn;
}

Track track_of(model::Pacing pacing) {
  return pacing == model::Pacing::Duet ? Track::SideBySide : Track::Alone;
}

}  // namespace benchgate::measure
