#include "cache/redis_benchmarks.h"

#include <array>
#include <chrono>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <benchmark/benchmark.h>
#include <fmt/core.h>

namespace benches {
namespace {

using namespace std::chrono_literals;

/// The numbers in a benchmark's name.
struct Shape {
  std::size_t value_bytes = kSmallValue;
  std::size_t keys = 1;  ///< in one command, or commands in one pipeline
};

void count_read(RedisTally& tally, const RedisReply& reply) {
  ++tally.operations;
  if (reply.is_error()) ++tally.errors;
  if (reply.is_error() || reply.is_nil()) return;
  ++tally.hits;
  tally.bytes += static_cast<std::int64_t>(reply.text().size());
}

void count_write(RedisTally& tally, const RedisReply& reply, const Shape& shape) {
  const auto keys = static_cast<std::int64_t>(shape.keys);
  tally.operations += keys;
  if (reply.is_error()) tally.errors += keys;
  if (!reply.is_error()) tally.bytes += keys * static_cast<std::int64_t>(shape.value_bytes);
}

/// Keys that no other benchmark writes, so that none finds what another has left.
KeyOrder keys_to_write(const RedisFixture& fixture, std::string_view operation,
                       const Shape& shape) {
  return KeyOrder(make_keys(
      fmt::format("{}{}:{}:{}:", fixture.prefix(), operation, shape.keys, shape.value_bytes),
      kRedisKeys));
}

void get_hit(benchmark::State& state, RedisFixture& fixture, const Shape& shape) {
  RedisClient client = fixture.connect();
  KeyWalk keys(fixture.loaded(shape.value_bytes).by_popularity);
  LatencyRecorder latency;
  RedisTally tally(fixture);
  for (auto _ : state) {
    latency.time([&] { count_read(tally, client.get(keys.next())); });
  }
  tally.report_reads(state, latency);
}

void get_miss(benchmark::State& state, RedisFixture& fixture, const Shape&) {
  RedisClient client = fixture.connect();
  const KeyOrder absent(make_keys(fixture.prefix() + "absent:", kRedisKeys));
  KeyWalk keys(absent);
  LatencyRecorder latency;
  RedisTally tally(fixture);
  for (auto _ : state) {
    latency.time([&] { count_read(tally, client.get(keys.next())); });
  }
  tally.report_reads(state, latency);
}

void set_ttl(benchmark::State& state, RedisFixture& fixture, const Shape& shape) {
  RedisClient client = fixture.connect();
  const std::string& value = fixture.loaded(shape.value_bytes).value;
  const KeyOrder written = keys_to_write(fixture, "set_ttl", shape);
  KeyWalk keys(written);
  LatencyRecorder latency;
  RedisTally tally(fixture);
  for (auto _ : state) {
    latency.time([&] { count_write(tally, client.set(keys.next(), value, 60s), shape); });
  }
  tally.report(state, latency);
}

void mget(benchmark::State& state, RedisFixture& fixture, const Shape& shape) {
  RedisClient client = fixture.connect();
  KeyWalk keys(fixture.loaded(shape.value_bytes).by_popularity);
  LatencyRecorder latency;
  RedisTally tally(fixture);
  std::vector<std::string_view> asked(shape.keys);
  for (auto _ : state) {
    for (auto& key : asked) key = keys.next();
    latency.time([&] {
      const RedisReply reply = client.mget(asked);
      tally.operations += static_cast<std::int64_t>(shape.keys);
      if (reply.is_error()) tally.errors += static_cast<std::int64_t>(shape.keys);
      for (std::size_t i = 0; i < reply.size(); ++i) {
        if (reply.element_is_nil(i)) continue;
        ++tally.hits;
        tally.bytes += static_cast<std::int64_t>(reply.element(i).size());
      }
    });
  }
  tally.report_reads(state, latency);
}

void mset(benchmark::State& state, RedisFixture& fixture, const Shape& shape) {
  RedisClient client = fixture.connect();
  const std::string& value = fixture.loaded(shape.value_bytes).value;
  const KeyOrder written = keys_to_write(fixture, "mset", shape);
  KeyWalk keys(written);
  LatencyRecorder latency;
  RedisTally tally(fixture);
  std::vector<std::string_view> words(2 * shape.keys, value);
  for (auto _ : state) {
    for (std::size_t i = 0; i < shape.keys; ++i) words[2 * i] = keys.next();
    latency.time([&] { count_write(tally, client.mset(words), shape); });
  }
  tally.report(state, latency);
}

/// The latencies are those of whole pipelines: their first command to their last answer.
void pipelined_get(benchmark::State& state, RedisFixture& fixture, const Shape& shape) {
  RedisClient client = fixture.connect();
  KeyWalk keys(fixture.loaded(shape.value_bytes).by_popularity);
  LatencyRecorder latency;
  RedisTally tally(fixture);
  for (auto _ : state) {
    latency.time([&] {
      for (std::size_t i = 0; i < shape.keys; ++i) {
        client.append(std::array<std::string_view, 2>{"GET", keys.next()});
      }
      for (std::size_t i = 0; i < shape.keys; ++i) count_read(tally, client.next_reply());
    });
  }
  tally.report_reads(state, latency);
}

void pipelined_set(benchmark::State& state, RedisFixture& fixture, const Shape& shape) {
  RedisClient client = fixture.connect();
  const std::string& value = fixture.loaded(shape.value_bytes).value;
  const KeyOrder written = keys_to_write(fixture, "pipelined_set", shape);
  KeyWalk keys(written);
  LatencyRecorder latency;
  RedisTally tally(fixture);
  const Shape one{.value_bytes = shape.value_bytes, .keys = 1};
  for (auto _ : state) {
    latency.time([&] {
      for (std::size_t i = 0; i < shape.keys; ++i) {
        client.append(std::array<std::string_view, 5>{"SET", keys.next(), value, "PX", "60000"});
      }
      for (std::size_t i = 0; i < shape.keys; ++i) count_write(tally, client.next_reply(), one);
    });
  }
  tally.report(state, latency);
}

/// Finds and removes some keys among kRedisKeys others, in a database of the server that
/// holds nothing else: SCAN walks over everything. Adding the keys again is not timed.
void unlink_by_pattern(benchmark::State& state, RedisFixture& fixture, const Shape& shape) {
  // All in one batch: every server orders keys by a hash of its own, and which of them came in
  // which batch would decide what is allocated.
  static constexpr std::size_t kScanBatch = 4096;
  RedisClient client = fixture.connect();
  if (client.command(std::array<std::string_view, 2>{"SELECT", "1"}).is_error()) {
    return state.SkipWithError("the server has no second database");
  }
  const std::string value = make_value(shape.value_bytes);
  store(client, make_keys(fixture.prefix() + "other:", kRedisKeys), value);
  const auto sessions = make_keys(fixture.prefix() + "session:", shape.keys);
  LatencyRecorder latency;
  RedisTally tally(fixture);
  for (auto _ : state) {
    state.PauseTiming();
    store(client, sessions, value);
    state.ResumeTiming();
    RedisClient::Unlinked unlinked;
    latency.time(
        [&] { unlinked = client.unlink_matching(fixture.prefix() + "session:*", kScanBatch); });
    tally.operations += static_cast<std::int64_t>(shape.keys);
    tally.errors += static_cast<std::int64_t>(unlinked.errors);
    if (unlinked.errors == 0 && unlinked.keys != shape.keys) {
      state.SkipWithError("removed another number of keys than it added");
    }
  }
  tally.report(state, latency);
  client.unlink_matching(fixture.prefix() + "*", kScanBatch);
}

using Body = void (*)(benchmark::State&, RedisFixture&, const Shape&);

void add(RedisFixture& fixture, const std::string& name, Body body, Shape shape) {
  benchmark::RegisterBenchmark(("cache/redis/" + name).c_str(), [body, shape, &fixture](
                                                                    benchmark::State& state) {
    try {
      body(state, fixture, shape);
    } catch (const RedisError& error) {
      state.SkipWithError(error.what());
    }
  })->UseRealTime();
}

}  // namespace

void register_redis_benchmarks(RedisFixture& fixture) {
  add(fixture, "get_miss", get_miss, {});
  for (const std::size_t bytes : {kSmallValue, kLargeValue}) {
    add(fixture, fmt::format("get_hit/value:{}", bytes), get_hit, {.value_bytes = bytes});
    add(fixture, fmt::format("set_ttl/value:{}", bytes), set_ttl, {.value_bytes = bytes});
    for (const std::size_t keys : {10U, 100U}) {
      const Shape shape{.value_bytes = bytes, .keys = keys};
      const std::string numbers = fmt::format("keys:{}/value:{}", keys, bytes);
      add(fixture, "mget/" + numbers, mget, shape);
      add(fixture, "mset/" + numbers, mset, shape);
      add(fixture, "pipelined_get/" + numbers, pipelined_get, shape);
      add(fixture, "pipelined_set/" + numbers, pipelined_set, shape);
    }
  }
  add(fixture, "unlink_by_pattern/keys:100", unlink_by_pattern, {.keys = 100});
}

}  // namespace benches
