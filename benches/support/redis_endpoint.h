// Where a Redis listens: a Unix socket's path, or a host and a port.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace benches {

struct RedisEndpoint {
  std::string host_or_path;
  std::optional<std::uint16_t> port;  ///< none: `host_or_path` is a Unix socket

  bool operator==(const RedisEndpoint&) const = default;
};

/// Reads an absolute path, `host:port` or `[ipv6]:port`. Throws std::invalid_argument, with
/// the text and what was expected, for anything else.
[[nodiscard]] RedisEndpoint parse_redis_endpoint(std::string_view text);

/// The same, written out.
[[nodiscard]] std::string to_string(const RedisEndpoint& endpoint);

}  // namespace benches
