#include "cache/redis_fixture.h"

#include <array>
#include <cstdlib>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/core.h>
#include <unistd.h>

#include "support/environment_error.h"

namespace benches {
namespace {

constexpr std::size_t kDraws = 65'536;
constexpr std::size_t kKeysPerCommand = 100;
constexpr std::size_t kScanBatch = 1000;

/// As long as that with a process's number. The hash of a key decides which other key it pushes out
/// of a cache, so on our own server keys have the same names in every process.
constexpr std::string_view kPrivatePrefix = "benchgate:private:";

void add_server_context(RedisClient& client, const RedisServer& server) {
  benchmark::AddCustomContext("redis_connection", std::string(server.connection()));
  for (const std::string field : {"redis_version", "valkey_version", "mem_allocator"}) {
    const std::string value = client.info(field);
    if (value.empty()) continue;  // Redis does not say which Valkey it is
    benchmark::AddCustomContext(field == "mem_allocator" ? "redis_allocator" : field, value);
  }
}

}  // namespace

void store(RedisClient& client, const std::vector<std::string>& keys, const std::string& value) {
  std::vector<std::string_view> words;
  for (std::size_t i = 0; i < keys.size(); ++i) {
    words.insert(words.end(), {keys[i], value});
    if (words.size() < 2 * kKeysPerCommand && i + 1 < keys.size()) continue;
    const RedisReply reply = client.mset(words);
    if (reply.is_error()) throw RedisError("cannot store values: " + std::string(reply.text()));
    words.clear();
  }
}

RedisFixture::RedisFixture() : prefix_(fmt::format("benchgate:{:07}:", getpid())) {}

RedisFixture::~RedisFixture() {
  if (!server_) return;
  try {
    connect().unlink_matching(prefix_ + "*", kScanBatch);
  } catch (const RedisError&) {
    // The server is gone, and with it the keys.
  }
}

void RedisFixture::start() {
  if (server_) return;
  server_.emplace();
  const bool is_private = server_->connection() == "private unix socket";
  if (is_private) prefix_ = kPrivatePrefix;
  try {
    RedisClient client = connect();
    benchmark::AddCustomContext("hiredis_version", hiredis_version());
    add_server_context(client, *server_);
    if (is_private) {
      const int process = std::atoi(client.info("process_id").c_str());
      if (process > 0) process_ = process;
    }
  } catch (const RedisError& error) {
    throw EnvironmentError(error.what());
  }
}

RedisClient RedisFixture::connect() const {
  if (!server_) throw RedisError("no Redis was started");
  return RedisClient(server_->endpoint());
}

const RedisFixture::Loaded& RedisFixture::loaded(std::size_t value_bytes) {
  const auto found = loaded_.find(value_bytes);
  if (found != loaded_.end()) return found->second;
  auto keys = make_keys(fmt::format("{}value:{}:", prefix_, value_bytes), kRedisKeys);
  std::string value = make_value(value_bytes);
  RedisClient client = connect();
  store(client, keys, value);
  return loaded_
      .try_emplace(value_bytes, Loaded{.by_popularity = KeyOrder(keys, kZipfKeys, kDraws),
                                       .in_turn = KeyOrder(keys),
                                       .value = std::move(value)})
      .first->second;
}

void RedisTally::report(benchmark::State& state, const LatencyRecorder& latency) const {
  server.report(state);
  state.SetItemsProcessed(operations);
  if (bytes > 0) state.SetBytesProcessed(bytes);
  if (operations > 0) {
    state.counters["error_rate"] = static_cast<double>(errors) / static_cast<double>(operations);
  }
  latency.publish(state);
}

void RedisTally::report_reads(benchmark::State& state, const LatencyRecorder& latency) const {
  report(state, latency);
  if (operations > 0) {
    state.counters["hit_ratio"] = static_cast<double>(hits) / static_cast<double>(operations);
  }
}

}  // namespace benches
