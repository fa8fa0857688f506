// A folder for what nobody needs afterwards, gone with its owner.
//
// Called "benchgate-PURPOSE-XXXXXX". While the owner lives it holds the lock file in it. A folder
// whose owner was killed is free, and the next owner removes it: remove_abandoned_folders(). The
// suites' own servers follow the same scheme (benches/support/temporary_folder.h). Names have no
// process number, so that they are always of one length.
#pragma once

#include <atomic>
#include <filesystem>
#include <optional>
#include <string_view>

#include "benchgate/base/process_lock.h"

namespace benchgate {

/// In every such folder.
inline constexpr const char* kOwnerLock = ".owner";

class ScratchFolder {
 public:
  /// Below `parent`; empty: below temporary_place(). Throws EnvironmentError where it cannot be
  /// made.
  explicit ScratchFolder(std::string_view purpose, const std::filesystem::path& parent = {});
  ~ScratchFolder();
  ScratchFolder(const ScratchFolder&) = delete;
  ScratchFolder& operator=(const ScratchFolder&) = delete;

  [[nodiscard]] const std::filesystem::path& path() const { return path_; }
  /// The path of a JSON file in it that was not given before; from any thread.
  [[nodiscard]] std::filesystem::path next_file();

 private:
  std::filesystem::path path_;
  std::optional<ProcessLock> owner_;
  std::atomic<int> count_ = 0;
};

/// The system's folder for temporary files, TMPDIR or /tmp. Throws EnvironmentError where it is
/// missing or no folder.
[[nodiscard]] std::filesystem::path temporary_place();

/// Removes the scratch folders in `parent` that nobody owns any more.
void remove_abandoned_folders(const std::filesystem::path& parent) noexcept;

}  // namespace benchgate
