#include "benchgate/base/writable.h"

#include <cerrno>
#include <cstring>
#include <system_error>

#include <fmt/format.h>
#include <unistd.h>

#include "benchgate/base/error.h"

namespace benchgate {
namespace {

namespace fs = std::filesystem;

void require_access(const fs::path& path, int mode) {
  if (::access(path.c_str(), mode) == 0) return;
  throw EnvironmentError(
      fmt::format("cannot write to {}: {}", path.string(), std::strerror(errno)));
}

/// The folder itself, or the nearest one above it that exists.
fs::path nearest_existing(fs::path folder) {
  std::error_code error;
  while (!fs::exists(fs::symlink_status(folder, error))) {
    const auto parent = folder.parent_path();
    if (parent == folder) break;
    folder = parent.empty() ? "." : parent;
  }
  return folder;
}

}  // namespace

void require_writable_folder(const fs::path& folder) {
  const auto existing = nearest_existing(folder.empty() ? "." : folder);
  std::error_code error;
  if (!fs::is_directory(existing, error)) {
    throw EnvironmentError(
        fmt::format("cannot write to {}: {} is not a folder; remove it or name another place",
                    folder.string(), existing.string()));
  }
  require_access(existing, W_OK | X_OK);
}

void require_writable_file(const fs::path& path) {
  std::error_code error;
  const auto status = fs::status(path, error);
  if (fs::is_directory(status) || !path.has_filename()) {
    throw EnvironmentError(
        fmt::format("cannot write to {}: it is a folder; name a file", path.string()));
  }
  if (fs::is_other(status)) return require_access(path, W_OK);  // a device or a pipe
  const auto target =
      fs::is_symlink(fs::symlink_status(path, error)) ? fs::weakly_canonical(path, error) : path;
  require_writable_folder(target.parent_path());
}

}  // namespace benchgate
