// Benchmarks of Redis through hiredis: cache/redis/<operation>/.../real_time. One
// connection, one command in flight unless the name says pipelined.
#pragma once

#include "cache/redis_fixture.h"

namespace benches {

/// `fixture` must live until the benchmarks have run.
void register_redis_benchmarks(RedisFixture& fixture);

}  // namespace benches
