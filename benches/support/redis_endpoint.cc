#include "support/redis_endpoint.h"

#include <charconv>
#include <stdexcept>

namespace benches {
namespace {

[[noreturn]] void refuse(std::string_view text) {
  throw std::invalid_argument(
      "not a Redis address: '" + std::string(text) +
      "' (expected the absolute path of a Unix socket, or host:port as in localhost:6379)");
}

std::uint16_t parse_port(std::string_view digits, std::string_view text) {
  std::uint16_t port = 0;
  const char* const end = digits.data() + digits.size();
  const auto [stopped, error] = std::from_chars(digits.data(), end, port);
  if (error != std::errc{} || stopped != end || port == 0) refuse(text);
  return port;
}

}  // namespace

RedisEndpoint parse_redis_endpoint(std::string_view text) {
  if (text.find('\0') != std::string_view::npos) refuse(text.substr(0, text.find('\0')));
  if (text.starts_with('/')) {
    if (text.ends_with('/')) refuse(text);
    return {.host_or_path = std::string(text), .port = std::nullopt};
  }
  const std::size_t colon = text.rfind(':');
  if (colon == std::string_view::npos) refuse(text);
  std::string_view host = text.substr(0, colon);
  if (host.starts_with('[') && host.ends_with(']')) {
    host = host.substr(1, host.size() - 2);
  } else if (host.find(':') != std::string_view::npos) {
    refuse(text);  // an IPv6 address without brackets: which colon is the port's?
  }
  if (host.empty() || host.find('/') != std::string_view::npos) refuse(text);
  return {.host_or_path = std::string(host), .port = parse_port(text.substr(colon + 1), text)};
}

std::string to_string(const RedisEndpoint& endpoint) {
  if (!endpoint.port) return endpoint.host_or_path;
  const bool is_ipv6 = endpoint.host_or_path.find(':') != std::string::npos;
  const std::string host = is_ipv6 ? "[" + endpoint.host_or_path + "]" : endpoint.host_or_path;
  return host + ":" + std::to_string(*endpoint.port);
}

}  // namespace benches
