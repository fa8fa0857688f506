// An owned file descriptor, and whole messages from one.
#pragma once

#include <cerrno>
#include <utility>

#include <unistd.h>

namespace benchgate::measure {

class Descriptor {
 public:
  Descriptor() = default;
  explicit Descriptor(int fd) : fd_(fd) {}
  ~Descriptor() { close(); }
  Descriptor(Descriptor&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
  Descriptor& operator=(Descriptor&& other) noexcept {
    std::swap(fd_, other.fd_);
    return *this;
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;

  [[nodiscard]] int get() const { return fd_; }
  [[nodiscard]] bool is_open() const { return fd_ >= 0; }
  void close() {
    if (fd_ >= 0) ::close(std::exchange(fd_, -1));
  }

 private:
  int fd_ = -1;
};

/// Reads one message that was written as a whole; false at the end of the file.
template <typename Message>
[[nodiscard]] bool receive(int fd, Message& message) {
  for (;;) {
    const ssize_t got = ::read(fd, &message, sizeof message);
    if (got < 0 && errno == EINTR) continue;
    return got == static_cast<ssize_t>(sizeof message);
  }
}

}  // namespace benchgate::measure
