// Which commit a folder is at, as git says.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

namespace benchgate::measure {

struct SourceCommit {
  std::string commit{};                 ///< 40 hexadecimal digits (64 with SHA-256)
  std::string date{};                   ///< of the commit, ISO 8601
  std::optional<std::string> branch{};  ///< nothing where HEAD is detached
  bool is_dirty = false;                ///< tracked files differ from the commit
};

/// Nothing without git, outside of a work tree, before the first commit, or where git refuses.
[[nodiscard]] std::optional<SourceCommit> source_commit(const std::filesystem::path& folder);

}  // namespace benchgate::measure
