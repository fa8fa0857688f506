// What the benchmarks that talk to Redis share: the server, the keys in it and the
// bookkeeping of their counters. The server runs only if a selected benchmark needs it;
// values of one size are loaded when the first benchmark asks for them.
//
// On a borrowed server all keys begin with a prefix that has this process's id in it, so that
// several suites can borrow one; it gets its keys removed at the end.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <benchmark/benchmark.h>
#include <sys/types.h>

#include "cache/workload.h"
#include "support/latency_recorder.h"
#include "support/redis_client.h"
#include "support/redis_server.h"
#include "support/server_cpu.h"

namespace benches {

inline constexpr std::size_t kRedisKeys = 2000;

class RedisFixture {
 public:
  RedisFixture();
  ~RedisFixture();
  RedisFixture(const RedisFixture&) = delete;
  RedisFixture& operator=(const RedisFixture&) = delete;

  /// Starts or borrows the server, unless that is done already, and adds its version to the JSON
  /// context. Throws EnvironmentError.
  void start();

  /// A connection of its own. Throws RedisError, also if start() was not called.
  [[nodiscard]] RedisClient connect() const;
  /// What every key of this process begins with; known once start() has returned.
  [[nodiscard]] const std::string& prefix() const { return prefix_; }

  /// The private server's process.
  [[nodiscard]] std::optional<pid_t> server_process() const { return process_; }

  struct Loaded {
    KeyOrder by_popularity;  ///< Zipf
    KeyOrder in_turn;
    std::string value;
  };
  /// kRedisKeys keys that hold values of this size. Throws RedisError.
  const Loaded& loaded(std::size_t value_bytes);

 private:
  std::optional<RedisServer> server_;
  std::optional<pid_t> process_;
  std::string prefix_;
  std::map<std::size_t, Loaded> loaded_;
};

/// Sets all keys to the value. Throws RedisError, also if the server refuses.
void store(RedisClient& client, const std::vector<std::string>& keys, const std::string& value);

/// Counts what happened in a loop and reports it. To be made right before the loop.
struct RedisTally {
  explicit RedisTally(const RedisFixture& fixture) : server(fixture.server_process()) {}

  ServerCpu server;
  std::int64_t operations = 0;  ///< commands, or keys where a command has many
  std::int64_t hits = 0;
  std::int64_t bytes = 0;  ///< of values, either way
  std::int64_t errors = 0;

  /// Items, bytes, error_rate, the server's time and percentiles.
  void report(benchmark::State& state, const LatencyRecorder& latency) const;
  /// hit_ratio as well.
  void report_reads(benchmark::State& state, const LatencyRecorder& latency) const;
};

}  // namespace benches
