// Were two runs measured on the same class of machine? Timings of different classes, measured
// apart, are shown and never block merging.
#pragma once

#include "benchgate/model/run.h"

namespace benchgate::gate {

/// By `machine_class` where both runs record it. Plain Google Benchmark files do not; for those, by
/// the CPU count and cache sizes that the library writes: the same as far as anybody can tell.
[[nodiscard]] bool same_machine_class(const model::Run& base, const model::Run& head);

}  // namespace benchgate::gate
