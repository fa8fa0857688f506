// The cache suite: an ordinary Google Benchmark executable.
#include <span>
#include <string>
#include <utility>

#include <benchmark/benchmark.h>

#include "cache/lru_benchmarks.h"
#include "cache/redis_benchmarks.h"
#include "cache/redis_fixture.h"
#include "cache/two_level_benchmarks.h"
#include "cache/workload.h"
#include "support/suite_main.h"

int main(int argc, char** argv) {
  benches::RedisFixture redis;
  benches::register_lru_benchmarks();
  benches::register_redis_benchmarks(redis);
  benches::register_two_level_benchmarks(redis);
  bool is_described = false;
  return benches::run_suite(argc, argv, [&](std::span<const std::string> selected) {
    if (!std::exchange(is_described, true)) {
      benchmark::AddCustomContext("workload_seed", std::to_string(benches::kWorkloadSeed));
    }
    if (benches::any_starts_with(selected, "cache/redis/") ||
        benches::any_starts_with(selected, "cache/two_level/")) {
      redis.start();
    }
  });
}
