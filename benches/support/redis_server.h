// The Redis that the cache suite measures: a private one on a Unix socket in a temporary
// folder, without persistence, stopped when this goes; or the one that BENCHGATE_REDIS
// names, which is only borrowed.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "support/private_server.h"
#include "support/redis_endpoint.h"

namespace benches {

class RedisServer {
 public:
  /// Returns when the server answers.
  ///
  /// BENCHGATE_REDIS: use this server, an absolute socket path or host:port.
  /// BENCHGATE_REDIS_BIN: otherwise start this program; unset: redis-server, or else
  /// valkey-server, from PATH.
  /// Throws EnvironmentError, saying what to install or set, if there is none.
  RedisServer();

  [[nodiscard]] const RedisEndpoint& endpoint() const { return endpoint_; }
  /// "private unix socket", "unix socket" or "tcp": what a round trip crosses.
  [[nodiscard]] std::string_view connection() const;

 private:
  std::optional<PrivateServer> private_;
  RedisEndpoint endpoint_;
};

/// The program that a private server would run. Throws EnvironmentError if there is none.
[[nodiscard]] std::string redis_program();

}  // namespace benches
