#include "benchgate/base/new_file.h"

#include <cerrno>
#include <cstdio>
#include <random>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <fmt/format.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace benchgate {
namespace {

namespace fs = std::filesystem;

std::string own_entry(int file) {
  return fmt::format("/proc/self/fd/{}", file);
}

int open_nameless([[maybe_unused]] const fs::path& folder) {
#ifdef O_TMPFILE
  const int file = ::open(folder.c_str(), O_TMPFILE | O_WRONLY | O_CLOEXEC, 0600);
  // It gets its name through /proc, which not every container has.
  if (file >= 0 && ::access(own_entry(file).c_str(), F_OK) == 0) return file;
  if (file >= 0) ::close(file);
#endif
  return -1;
}

bool write_all(int file, std::string_view content) {
  while (!content.empty()) {
    const ssize_t written = ::write(file, content.data(), content.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return false;
    content.remove_prefix(static_cast<std::size_t>(written));
  }
  return true;
}

}  // namespace

std::optional<NewFile> NewFile::in(const fs::path& folder) {
  if (const int file = open_nameless(folder); file >= 0) {
    ::flock(file, LOCK_SH);
    return NewFile(file, folder, {});
  }
  auto name = (folder / (std::string(kNewFilePrefix) + "XXXXXX")).string();
  const int file = ::mkostemp(name.data(), O_CLOEXEC);
  if (file < 0) return std::nullopt;
  ::flock(file, LOCK_SH);
  return NewFile(file, folder, std::move(name));
}

NewFile::NewFile(NewFile&& other) noexcept
    : file_(std::exchange(other.file_, -1)),
      folder_(std::move(other.folder_)),
      name_(std::exchange(other.name_, {})) {}

NewFile::~NewFile() {
  if (!name_.empty()) ::unlink(name_.c_str());
  if (file_ >= 0) ::close(file_);
}

bool NewFile::write(std::string_view content) const {
  const mode_t mask = ::umask(0);
  ::umask(mask);
  ::fchmod(file_, 0666 & ~mask);
  return write_all(file_, content) && (::fsync(file_) == 0 || errno == EINVAL);
}

bool NewFile::link_to(const std::string& path) const {
  if (!is_nameless()) return ::link(name_.c_str(), path.c_str()) == 0;
  return ::linkat(AT_FDCWD, own_entry(file_).c_str(), AT_FDCWD, path.c_str(), AT_SYMLINK_FOLLOW) ==
         0;
}

bool NewFile::replace(const fs::path& path) {
  // Only what has a name can take the place of another.
  while (is_nameless()) {
    const auto name = folder_ / fmt::format("{}{:08x}", kNewFilePrefix, std::random_device()());
    if (link_to(name.string())) {
      name_ = name.string();
    } else if (errno != EEXIST) {
      return false;
    }
  }
  if (::rename(name_.c_str(), path.c_str()) != 0) return false;
  name_.clear();
  return true;
}

bool NewFile::add_as(const fs::path& path) const {
  if (link_to(path.string())) return true;
#ifdef RENAME_NOREPLACE
  // File systems without links: FAT, some that are shared.
  if (errno != EEXIST && !is_nameless()) {
    return ::renameat2(AT_FDCWD, name_.c_str(), AT_FDCWD, path.c_str(), RENAME_NOREPLACE) == 0;
  }
#endif
  return false;
}

void remove_abandoned_files(const fs::path& folder) noexcept try {
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(folder, error)) {
    const auto path = entry.path().string();
    if (!entry.path().filename().string().starts_with(kNewFilePrefix)) continue;
    const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
    if (file < 0) continue;
    if (::flock(file, LOCK_EX | LOCK_NB) == 0) ::unlink(path.c_str());
    ::close(file);
  }
} catch (const std::exception&) {
  // Whoever comes next finds them, too.
}

}  // namespace benchgate
