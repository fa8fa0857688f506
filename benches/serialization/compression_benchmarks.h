// Benchmarks of compression over the JSON page and export:
// serialization/<library>/compress|decompress/level:<level>/<size>.
#pragma once

#include "serialization/payloads.h"

namespace benches {

/// `payloads` must live until the benchmarks have run.
void register_compression_benchmarks(Payloads& payloads);

}  // namespace benches
