// A lock on a folder between processes: whoever comes second waits, and a killed owner's lock is
// gone with it.
#pragma once

#include <filesystem>
#include <functional>
#include <string>

namespace benchgate::builds {

class FolderLock {
 public:
  /// Takes the lock of `folder`, which exists. While another process has it, `on_wait` is called,
  /// with what that one left as its number, about five times a second.
  /// Throws EnvironmentError where the folder cannot be written to, or ^C came.
  FolderLock(const std::filesystem::path& folder,
             const std::function<void(const std::string& owner)>& on_wait);
  ~FolderLock();
  FolderLock(FolderLock&& other) noexcept;
  FolderLock& operator=(FolderLock&&) = delete;
  FolderLock(const FolderLock&) = delete;
  FolderLock& operator=(const FolderLock&) = delete;

 private:
  int file_ = -1;
};

}  // namespace benchgate::builds
