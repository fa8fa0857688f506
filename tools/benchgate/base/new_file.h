// A file that is in its folder only once it is whole.
//
// Until then it has no name, where the file system can do that: whatever kills the process, nothing
// is left. Elsewhere it is called ".benchgate-tmp-XXXXXX" and locked while somebody writes it, so
// that remove_abandoned_files() can tell which ones nobody will finish.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace benchgate {

inline constexpr std::string_view kNewFilePrefix = ".benchgate-tmp-";

class NewFile {
 public:
  /// Nothing where none can be made in `folder`; errno says why.
  [[nodiscard]] static std::optional<NewFile> in(const std::filesystem::path& folder);
  ~NewFile();
  NewFile(NewFile&& other) noexcept;
  NewFile& operator=(NewFile&&) = delete;

  /// All of it, flushed to the disk, readable as any other new file. False where that failed; errno
  /// says why.
  [[nodiscard]] bool write(std::string_view content) const;

  /// Takes the place of `path`. False where that failed.
  [[nodiscard]] bool replace(const std::filesystem::path& path);
  /// Becomes `path` unless there is one. False with EEXIST where there is, and where it failed.
  [[nodiscard]] bool add_as(const std::filesystem::path& path) const;

 private:
  NewFile(int file, std::filesystem::path folder, std::string name)
      : file_(file), folder_(std::move(folder)), name_(std::move(name)) {}
  [[nodiscard]] bool is_nameless() const { return name_.empty(); }
  [[nodiscard]] bool link_to(const std::string& path) const;

  int file_ = -1;
  std::filesystem::path folder_;
  std::string name_;  ///< its path; empty: none yet
};

/// Removes from `folder` the files that were begun there and that nobody writes any more.
void remove_abandoned_files(const std::filesystem::path& folder) noexcept;

}  // namespace benchgate
