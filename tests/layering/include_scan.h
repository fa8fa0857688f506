// The #include lines of a source file, as they stand there.
//
// No preprocessor: what is inside #if counts, and so does an include that the compiler would skip.
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace layering {

struct Include {
  std::size_t line = 1;
  std::string path;  ///< what stands between the quotes or angle brackets; empty: a macro
  bool quoted = false;
};

struct SourceFile {
  std::filesystem::path path;  ///< relative to the root, with '/'
  std::size_t lines = 0;
  bool pragma_once = false;
  std::vector<Include> includes;
};

[[nodiscard]] SourceFile scan(std::filesystem::path relative, std::string_view text);

/// All C++ files in the folders of `root`, sorted by path. A folder that does not exist has none.
[[nodiscard]] std::vector<SourceFile> scan_folders(const std::filesystem::path& root,
                                                   const std::vector<std::string>& folders);

}  // namespace layering
