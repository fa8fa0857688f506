#include "benchgate/builds/folder_lock.h"

#include <cerrno>
#include <chrono>
#include <cstring>
#include <thread>
#include <utility>

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <unistd.h>

#include "benchgate/base/error.h"
#include "benchgate/measure/interrupt.h"

namespace benchgate::builds {
namespace {

constexpr std::chrono::milliseconds kInterval{200};

std::string owner_in(int file) {
  std::string text(20, '\0');
  const auto got = ::pread(file, text.data(), text.size(), 0);
  text.resize(got > 0 ? static_cast<std::size_t>(got) : 0);
  return text.substr(0, text.find('\n'));
}

bool try_lock(int file) {
  while (::flock(file, LOCK_EX | LOCK_NB) != 0) {
    if (errno == EINTR) continue;
    // A file system without locks (some network shares): nobody can be waited for.
    return errno != EWOULDBLOCK;
  }
  return true;
}

}  // namespace

FolderLock::FolderLock(const std::filesystem::path& folder,
                       const std::function<void(const std::string& owner)>& on_wait) {
  const auto path = folder / "lock";
  file_ = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666);
  if (file_ < 0) {
    throw EnvironmentError(fmt::format("cannot write {}: {}", path.string(), std::strerror(errno)));
  }
  while (!try_lock(file_)) {
    if (measure::interrupts_received() > 0) {
      ::close(file_);
      throw EnvironmentError("interrupted");
    }
    if (on_wait) on_wait(owner_in(file_));
    std::this_thread::sleep_for(kInterval);
  }
  // Only for the eyes of those who wait.
  const auto number = fmt::format("{}\n", ::getpid());
  if (::ftruncate(file_, 0) == 0) {
    [[maybe_unused]] const auto written = ::pwrite(file_, number.data(), number.size(), 0);
  }
}

FolderLock::FolderLock(FolderLock&& other) noexcept : file_(std::exchange(other.file_, -1)) {}

FolderLock::~FolderLock() {
  if (file_ >= 0) ::close(file_);
}

}  // namespace benchgate::builds
