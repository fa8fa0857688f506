#include "benchgate/base/process_lock.h"

#include <array>
#include <cerrno>
#include <charconv>
#include <string>
#include <utility>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace benchgate {
namespace {

std::optional<int> number_in(int file) {
  std::array<char, 32> text{};
  const ssize_t got = ::pread(file, text.data(), text.size(), 0);
  int number = 0;
  if (got <= 0 || std::from_chars(text.data(), text.data() + got, number).ec != std::errc{}) {
    return std::nullopt;
  }
  return number;
}

void write_number(int file) {
  const std::string text = std::to_string(::getpid()) + '\n';
  if (::ftruncate(file, 0) == 0) {
    [[maybe_unused]] const ssize_t written = ::pwrite(file, text.data(), text.size(), 0);
  }
}

}  // namespace

ProcessLock::ProcessLock(const std::filesystem::path& file, Kind kind)
    : file_(::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600)) {
  if (file_ < 0) return;
  const int how = kind == Kind::Exclusive ? LOCK_EX | LOCK_NB : LOCK_SH;
  int result = -1;
  do {
    result = ::flock(file_, how);
  } while (result != 0 && errno == EINTR);
  is_held_ = result == 0;
  is_taken_ = !is_held_ && errno == EWOULDBLOCK;
  if (is_held_) write_number(file_);
  if (is_taken_) holder_ = number_in(file_);
}

bool ProcessLock::is_file_gone() const {
  struct stat status {};
  return file_ >= 0 && ::fstat(file_, &status) == 0 && status.st_nlink == 0;
}

ProcessLock::~ProcessLock() {
  if (file_ >= 0) ::close(file_);
}

ProcessLock::ProcessLock(ProcessLock&& other) noexcept
    : file_(std::exchange(other.file_, -1)),
      is_held_(std::exchange(other.is_held_, false)),
      is_taken_(other.is_taken_),
      holder_(other.holder_) {}

}  // namespace benchgate
