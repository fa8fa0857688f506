// A connection to Redis: hiredis with owners for what it hands out, and the few commands
// that the suite measures, each one round trip unless its comment says otherwise.
//
// Two kinds of failure stay apart. A broken connection throws RedisError: there is nothing
// left to measure. An error that the server answers with is a reply like any other, which
// the benchmark counts.
//
// It does not reconnect, does not pool and is not thread-safe: one per thread.
#pragma once

#include <chrono>
#include <cstddef>
#include <memory>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "support/redis_endpoint.h"

struct redisContext;
struct redisReply;

namespace benches {

/// The connection could not be made, or broke.
class RedisError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// One answer of the server; owns it.
class RedisReply {
 public:
  explicit RedisReply(redisReply* reply) : reply_(reply) {}

  [[nodiscard]] bool is_error() const;
  [[nodiscard]] bool is_nil() const;
  /// The bytes of a string, a status or an error; empty for everything else.
  [[nodiscard]] std::string_view text() const;
  /// An integer reply; 0 for everything else.
  [[nodiscard]] long long integer() const;
  /// An array's length; 0 for everything else.
  [[nodiscard]] std::size_t size() const;
  /// The bytes of an array's element, empty if it is nil; `index` below size().
  [[nodiscard]] std::string_view element(std::size_t index) const;
  [[nodiscard]] bool element_is_nil(std::size_t index) const;

 private:
  friend class RedisClient;
  struct Free {
    void operator()(redisReply* reply) const;
  };
  std::unique_ptr<redisReply, Free> reply_;
};

class RedisClient {
 public:
  /// Throws RedisError, with the endpoint in its message. From here on the process ignores
  /// SIGPIPE: hiredis does not guard its writes, and a server that dies must not take the
  /// process with it.
  explicit RedisClient(const RedisEndpoint& endpoint);

  using Words = std::span<const std::string_view>;
  /// Any command. Throws RedisError if the connection breaks, as everything below does.
  RedisReply command(Words words);

  RedisReply get(std::string_view key);
  /// The key expires after `time_to_live`, at least 1 ms.
  RedisReply set(std::string_view key, std::string_view value,
                 std::chrono::milliseconds time_to_live);
  RedisReply mget(Words keys);
  /// `keys_and_values` alternate.
  RedisReply mset(Words keys_and_values);

  /// Queues a command without sending it; next_reply() sends what is queued.
  void append(Words words);
  RedisReply next_reply();

  struct Unlinked {
    std::size_t keys = 0;
    std::size_t round_trips = 0;
    std::size_t errors = 0;
  };
  /// Deletes every key that matches: SCAN from cursor to cursor, about `batch` keys a
  /// step, and one UNLINK for what a step found. Never KEYS, which stops the server.
  Unlinked unlink_matching(std::string_view pattern, std::size_t batch);

  /// What INFO says after `field:`, e.g. "redis_version"; empty if it says nothing.
  std::string info(std::string_view field);

 private:
  struct Disconnect {
    void operator()(redisContext* context) const;
  };

  void load(Words words);
  [[noreturn]] void fail(std::string_view doing) const;

  std::unique_ptr<redisContext, Disconnect> context_;
  std::string address_;
  // Scratch for the words of one command, so that sending one does not allocate.
  std::vector<const char*> pointers_;
  std::vector<std::size_t> lengths_;
};

/// The client library's version, as "0.14.1".
[[nodiscard]] std::string hiredis_version();

}  // namespace benches
