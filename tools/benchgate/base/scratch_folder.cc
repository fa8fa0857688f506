#include "benchgate/base/scratch_folder.h"

#include <cerrno>
#include <cstdlib>
#include <string>
#include <system_error>

#include <fmt/format.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "benchgate/base/error.h"
#include "benchgate/base/glob.h"
#include "benchgate/base/system_reason.h"

namespace benchgate {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kPattern = "benchgate-*-??????";

/// A folder of this user's. The superuser also cleans up after its servers, which have another
/// user.
bool may_be_removed(const fs::path& path) {
  struct stat status {};
  if (::lstat(path.c_str(), &status) != 0 || !S_ISDIR(status.st_mode)) return false;
  return status.st_uid == ::geteuid() || ::geteuid() == 0;
}

/// Its owner held the lock and is gone.
bool is_abandoned(const fs::path& path) {
  struct stat status {};
  const auto lock = path / kOwnerLock;
  if (::lstat(lock.c_str(), &status) != 0 || !S_ISREG(status.st_mode)) return false;
  return ProcessLock(lock).is_held();
}

}  // namespace

fs::path temporary_place() {
  const char* const variable = std::getenv("TMPDIR");
  const bool is_set = variable != nullptr && *variable != 0;
  const fs::path place = is_set ? variable : "/tmp";
  std::error_code error;
  if (!fs::is_directory(place, error)) {
    throw EnvironmentError(fmt::format("the folder for temporary files, {}, {}; {}", place.string(),
                                       fs::exists(place, error) ? "is no folder" : "does not exist",
                                       is_set ? "create it, or set TMPDIR to another one"
                                              : "set TMPDIR to a folder that can be written to"));
  }
  return place;
}

ScratchFolder::ScratchFolder(std::string_view purpose, const fs::path& parent) {
  const auto place = parent.empty() ? temporary_place() : parent;
  do {  // again where it was taken for an abandoned one before it had its lock
    auto pattern = (place / fmt::format("benchgate-{}-XXXXXX", purpose)).string();
    if (::mkdtemp(pattern.data()) == nullptr) {
      throw EnvironmentError(
          fmt::format("cannot make a temporary folder in {}: {}; set TMPDIR to a folder that can "
                      "be written to",
                      place.string(), system_reason(errno)));
    }
    path_ = pattern;
    owner_.emplace(path_ / kOwnerLock, ProcessLock::Kind::Shared);
  } while (owner_->is_file_gone());
}

ScratchFolder::~ScratchFolder() {
  std::error_code ignored;
  fs::remove_all(path_, ignored);
}

fs::path ScratchFolder::next_file() {
  return path_ / fmt::format("{}.json", ++count_);
}

void remove_abandoned_folders(const fs::path& parent) noexcept try {
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(parent, error)) {
    const auto name = entry.path().filename().string();
    if (!glob_match(kPattern, name) || !may_be_removed(entry.path())) continue;
    if (is_abandoned(entry.path())) fs::remove_all(entry.path(), error);
  }
} catch (const std::exception&) {
  // Whoever comes next finds it, too.
}

}  // namespace benchgate
