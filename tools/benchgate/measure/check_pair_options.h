// Whether pairs can be measured as asked.
#pragma once

#include "benchgate/measure/measure_pairs.h"

namespace benchgate::measure {

/// Throws UsageError, which says what makes no sense, before anything is started.
void check(const PairOptions& options);

}  // namespace benchgate::measure
