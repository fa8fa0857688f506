// Benchmarks of the in-process LRU over Redis: cache/two_level/<where it is found>/...
#pragma once

#include "cache/redis_fixture.h"

namespace benches {

/// `fixture` must live until the benchmarks have run.
void register_two_level_benchmarks(RedisFixture& fixture);

}  // namespace benches
