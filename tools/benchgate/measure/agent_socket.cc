#include "benchgate/measure/agent_socket.h"

#include <array>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <fmt/format.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "benchgate/base/error.h"

namespace benchgate::measure {
namespace {

#ifdef MSG_NOSIGNAL
constexpr int kSendFlags = MSG_NOSIGNAL;  // a suite that is gone must not take us with it
#else
constexpr int kSendFlags = 0;
#endif

constexpr std::string_view kOk = "ok ";
constexpr std::string_view kError = "error ";
constexpr std::string_view kUnavailable = "unavailable ";

/// In `parent`, unless a socket's path there would be too long.
std::unique_ptr<ScratchFolder> make_folder(const std::filesystem::path& parent) {
  constexpr std::size_t kRoom = sizeof(sockaddr_un::sun_path) - 1;
  std::error_code error;
  const auto own = std::filesystem::absolute(parent, error);
  const auto length = own.native().size() + std::strlen("/benchgate-agent-XXXXXX/agent");
  const bool fits = !parent.empty() && !error && length <= kRoom;
  return std::make_unique<ScratchFolder>("agent", fits ? own : std::filesystem::path());
}

sockaddr_un address_of(const std::filesystem::path& path) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  const auto& text = path.native();
  if (text.size() >= sizeof address.sun_path) {
    throw EnvironmentError(fmt::format(
        "{} is too long for a socket's path; set TMPDIR to a shorter one", path.string()));
  }
  std::memcpy(address.sun_path, text.c_str(), text.size() + 1);
  return address;
}

void make_non_blocking(const Descriptor& fd) {
  ::fcntl(fd.get(), F_SETFD, FD_CLOEXEC);
  ::fcntl(fd.get(), F_SETFL, ::fcntl(fd.get(), F_GETFL) | O_NONBLOCK);
}

}  // namespace

AgentSocket::AgentSocket(const std::filesystem::path& parent) : folder_(make_folder(parent)) {
  const sockaddr_un address = address_of(path());
  const void* place = &address;
  listener_ = Descriptor(::socket(AF_UNIX, SOCK_STREAM, 0));
  if (!listener_.is_open() ||
      ::bind(listener_.get(), static_cast<const sockaddr*>(place), sizeof address) != 0 ||
      ::listen(listener_.get(), 1) != 0) {
    throw EnvironmentError(
        fmt::format("cannot listen on {}: {}", path().string(), std::strerror(errno)));
  }
  make_non_blocking(listener_);
}

std::optional<int> AgentSocket::descriptor() const {
  if (peer_.is_open()) return peer_.get();
  return listener_.is_open() ? std::optional(listener_.get()) : std::nullopt;
}

void AgentSocket::break_off(std::string fault) {
  fault_ = std::move(fault);
  is_closed_ = true;
  peer_.close();
}

void AgentSocket::receive() {
  if (listener_.is_open()) {
    peer_ = Descriptor(::accept(listener_.get(), nullptr, nullptr));
    if (!peer_.is_open()) return;
    make_non_blocking(peer_);
    listener_.close();  // whoever comes second is nobody of ours
  }
  std::array<char, 64 * 1024> buffer;
  while (peer_.is_open()) {
    const ssize_t got = ::recv(peer_.get(), buffer.data(), buffer.size(), 0);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) return;
    if (got <= 0) {
      is_closed_ = true;
      return peer_.close();
    }
    unread_.append(buffer.data(), static_cast<std::size_t>(got));
    if (unread_.size() > kMaxPayloadBytes + kMaxLineBytes) return break_off("sent too much");
  }
}

std::optional<std::string> AgentSocket::take_line() {
  const auto end = unread_.find('\n');
  if (std::min(end, unread_.size()) > kMaxLineBytes) break_off("sent a line without an end");
  if (end == std::string::npos || !fault_.empty()) return std::nullopt;
  std::string line = unread_.substr(0, end);
  unread_.erase(0, end + 1);
  return line;
}

std::optional<Answer> AgentSocket::take_answer() {
  const std::string_view text = unread_;
  const auto end = text.find('\n');
  if (!text.starts_with(kOk) || end == std::string_view::npos) {
    auto line = take_line();
    if (!line) return std::nullopt;
    if (line->starts_with(kError)) return Answer{Answer::Kind::Error, line->substr(kError.size())};
    if (line->starts_with(kUnavailable)) {
      return Answer{Answer::Kind::Unavailable, line->substr(kUnavailable.size())};
    }
    break_off("sent something that is not an answer");
    return std::nullopt;
  }
  const auto digits = text.substr(kOk.size(), end - kOk.size());
  std::size_t bytes = 0;
  const auto [stop, error] = std::from_chars(digits.data(), digits.data() + digits.size(), bytes);
  if (error != std::errc{} || stop != digits.data() + digits.size() || bytes > kMaxPayloadBytes) {
    break_off("sent an answer of an impossible length");
    return std::nullopt;
  }
  if (text.size() - end - 1 < bytes) return std::nullopt;
  Answer answer{Answer::Kind::Ok, unread_.substr(end + 1, bytes)};
  unread_.erase(0, end + 1 + bytes);
  return answer;
}

bool AgentSocket::send_line(std::string_view line) {
  const std::string text = std::string(line) + '\n';
  // A suite that listens has room for a line: all or nothing.
  return peer_.is_open() && ::send(peer_.get(), text.data(), text.size(), kSendFlags) ==
                                static_cast<ssize_t>(text.size());
}

}  // namespace benchgate::measure
