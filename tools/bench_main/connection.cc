#include "bench_main/connection.h"

#include <array>
#include <cerrno>
#include <cstring>
#include <utility>

#include <fcntl.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

namespace benchgate::agent {
namespace {

#ifdef MSG_NOSIGNAL
constexpr int kSendFlags = MSG_NOSIGNAL;  // a driver that is gone must not take us with it
#else
constexpr int kSendFlags = 0;
#endif

}  // namespace

std::optional<Connection> Connection::to(const std::string& path) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  if (path.size() >= sizeof address.sun_path) return std::nullopt;
  std::memcpy(address.sun_path, path.c_str(), path.size() + 1);
  const int socket = ::socket(AF_UNIX, SOCK_STREAM, 0);
  if (socket < 0) return std::nullopt;
  Connection connection(socket);
  ::fcntl(socket, F_SETFD, FD_CLOEXEC);  // the servers that benchmarks start have no part in it
#ifdef SO_NOSIGPIPE
  const int on = 1;
  ::setsockopt(socket, SOL_SOCKET, SO_NOSIGPIPE, &on, sizeof on);
#endif
  const void* place = &address;
  if (::connect(socket, static_cast<const sockaddr*>(place), sizeof address) != 0) {
    return std::nullopt;
  }
  return connection;
}

Connection::Connection(Connection&& other) noexcept
    : socket_(std::exchange(other.socket_, -1)), unread_(std::move(other.unread_)) {}

Connection::~Connection() {
  if (socket_ >= 0) ::close(socket_);
}

std::optional<std::string> Connection::receive_line() {
  std::string line;
  for (;;) {
    const auto end = unread_.find('\n');
    line += unread_.substr(0, end);
    if (line.size() > kMaxLineBytes) line.resize(kMaxLineBytes);
    if (end != std::string::npos) {
      unread_.erase(0, end + 1);
      return line;
    }
    unread_.clear();
    std::array<char, 4096> buffer;
    const ssize_t got = ::recv(socket_, buffer.data(), buffer.size(), 0);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return std::nullopt;
    unread_.assign(buffer.data(), static_cast<std::size_t>(got));
  }
}

bool Connection::send_line(std::string text) {
  for (char& c : text) {
    if (c == '\n' || c == '\r') c = ' ';
  }
  return send_all(text + '\n');
}

bool Connection::send_payload(std::string_view payload) {
  return send_all("ok " + std::to_string(payload.size()) + '\n') && send_all(payload);
}

bool Connection::send_all(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t sent = ::send(socket_, bytes.data(), bytes.size(), kSendFlags);
    if (sent < 0 && errno == EINTR) continue;
    if (sent <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
  return true;
}

}  // namespace benchgate::agent
