// A folder for files that nobody needs after the run, gone with its owner.
#pragma once

#include <atomic>
#include <filesystem>

namespace benchgate::measure {

class ScratchFolder {
 public:
  /// Below `parent`; empty: below the system's folder for such things. Throws EnvironmentError
  /// where it cannot be made.
  explicit ScratchFolder(const std::filesystem::path& parent);
  ~ScratchFolder();
  ScratchFolder(const ScratchFolder&) = delete;
  ScratchFolder& operator=(const ScratchFolder&) = delete;

  /// A name that was not given before; from any thread.
  [[nodiscard]] std::filesystem::path next_file();

 private:
  std::filesystem::path path_;
  std::atomic<int> count_ = 0;
};

}  // namespace benchgate::measure
