// Benchmarks of the wire formats: serialization/<codec>/encode|decode|sum_in_place/<size>.
#pragma once

#include "serialization/payloads.h"

namespace benches {

/// `payloads` must live until the benchmarks have run.
void register_record_benchmarks(Payloads& payloads);

}  // namespace benches
