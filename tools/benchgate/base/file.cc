#include "benchgate/base/file.h"

#include <cerrno>
#include <memory>
#include <system_error>

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "benchgate/base/error.h"
#include "benchgate/base/new_file.h"
#include "benchgate/base/system_reason.h"

namespace benchgate {
namespace {

class Descriptor {
 public:
  explicit Descriptor(int fd) : fd_(fd) {}
  ~Descriptor() {
    if (fd_ >= 0) ::close(fd_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  [[nodiscard]] int get() const { return fd_; }

 private:
  int fd_;
};

std::string reason() {
  return system_reason(errno);
}

std::string_view kind_of(mode_t mode) {
  if (S_ISDIR(mode)) return "a folder";
  if (S_ISFIFO(mode)) return "a FIFO";
  if (S_ISCHR(mode) || S_ISBLK(mode)) return "a device";
  if (S_ISSOCK(mode)) return "a socket";
  return "not a regular file";
}

/// Large buffers in large pages: a file of 47 MB costs 20 page faults instead of 11,500, a sixth
/// of the processor time that reading and parsing it takes. Only a wish; no harm where it is not
/// granted.
void prefer_large_pages([[maybe_unused]] std::string& buffer) {
#ifdef MADV_HUGEPAGE
  constexpr std::size_t kWorthwhile = std::size_t{8} << 20;
  if (buffer.capacity() < kWorthwhile) return;
  const auto page = static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
  void* begin = buffer.data();
  std::size_t size = buffer.capacity();
  if (std::align(page, kWorthwhile / 2, begin, size) != nullptr) {
    ::madvise(begin, size / page * page, MADV_HUGEPAGE);
  }
#endif
}

void write_all(int fd, std::string_view content, const std::filesystem::path& path) {
  while (!content.empty()) {
    const ssize_t written = ::write(fd, content.data(), content.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) {
      throw EnvironmentError(fmt::format("cannot write to {}: {}", path.string(), reason()));
    }
    content.remove_prefix(static_cast<std::size_t>(written));
  }
}

/// What a link leads to, so that replacing the file leaves the link.
std::filesystem::path behind_links(const std::filesystem::path& path) {
  std::error_code error;
  if (!std::filesystem::is_symlink(path, error)) return path;
  auto target = std::filesystem::canonical(path, error);
  return error ? path : target;
}

/// A device or a pipe, /dev/null say: it is written to, and nobody wants it replaced by a file.
bool is_no_file(const std::filesystem::path& path) {
  std::error_code error;
  const auto status = std::filesystem::status(path, error);
  return std::filesystem::is_other(status);
}

void write_to_device(const std::filesystem::path& path, std::string_view content) {
  const Descriptor device(::open(path.c_str(), O_WRONLY | O_CLOEXEC));
  if (device.get() < 0) {
    throw EnvironmentError(fmt::format("cannot write to {}: {}", path.string(), reason()));
  }
  write_all(device.get(), content, path);
}

void replace_file(const std::filesystem::path& path, std::string_view content) {
  const auto folder = path.has_parent_path() ? path.parent_path() : std::filesystem::path(".");
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  if (error) {
    throw EnvironmentError(
        fmt::format("cannot create the folder {}: {}", folder.string(), error.message()));
  }
  auto file = NewFile::in(folder);
  if (!file) {
    throw EnvironmentError(fmt::format("cannot write in {}: {}", folder.string(), reason()));
  }
  if (!file->write(content)) {
    throw EnvironmentError(fmt::format("cannot write {}: {}; the previous content is untouched",
                                       path.string(), reason()));
  }
  if (!file->replace(path)) {
    throw EnvironmentError(fmt::format("cannot replace {}: {}", path.string(), reason()));
  }
}

}  // namespace

std::string read_file(const std::filesystem::path& path, std::size_t max_bytes,
                      std::size_t spare_bytes) {
  // O_NONBLOCK: opening a FIFO that nobody writes to would wait for ever.
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  if (file.get() < 0) throw InputError(path, fmt::format("cannot be opened: {}", reason()));
  struct stat status {};
  if (::fstat(file.get(), &status) != 0) throw InputError(path, reason());
  if (!S_ISREG(status.st_mode)) {
    throw InputError(path, fmt::format("is {}, a file was expected", kind_of(status.st_mode)));
  }
  const auto size = static_cast<std::size_t>(status.st_size);
  if (size > max_bytes) {
    throw InputError(path, fmt::format("has {} bytes, more than the limit of {}", size, max_bytes));
  }
  std::string content;
  content.reserve(size + spare_bytes);
  prefer_large_pages(content);
  content.resize(size);
  std::size_t done = 0;
  while (done < size) {
    const ssize_t got = ::read(file.get(), content.data() + done, size - done);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) throw InputError(path, fmt::format("cannot be read: {}", reason()));
    if (got == 0) break;  // it became shorter while we read
    done += static_cast<std::size_t>(got);
  }
  content.resize(done);
  return content;
}

void write_file_atomically(const std::filesystem::path& path, std::string_view content) {
  if (is_no_file(path)) return write_to_device(path, content);
  replace_file(behind_links(path), content);
}

}  // namespace benchgate
