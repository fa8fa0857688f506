#include "benchgate/formats/google_benchmark_name.h"
#include "benchgate/measure/measure_pairs.h"

namespace benchgate::measure {

model::Pacing pacing_for(std::string_view benchmark, bool can_pin) {
  const auto timed = formats::timed_by(benchmark);
  if (timed.the_wall || timed.threads > 1) return model::Pacing::Lockstep;
  return can_pin ? model::Pacing::Duet : model::Pacing::InTurn;
}

}  // namespace benchgate::measure
