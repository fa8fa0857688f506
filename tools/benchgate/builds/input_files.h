// The files that a suite is said to read, in two work trees: does one of them differ?
//
// Patterns are paths from a folder of the work tree. `*` and `?` stay within a name, `**` is any
// number of folders, and a folder stands for all that is below it. Files are compared as they are,
// whether git knows them or not. A symbolic link that leads out of its work tree is compared by
// its text and not followed.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace benchgate::builds {

struct InputTrees {
  std::filesystem::path base{};    ///< roots of work trees
  std::filesystem::path head{};    ///< likewise
  std::filesystem::path folder{};  ///< relative to both; patterns start there
};

struct InputDifference {
  /// The first file that differs, relative to the root; or a phrase where there are too many files
  /// to tell.
  std::optional<std::string> changed{};
  std::vector<std::string> unused{};  ///< patterns that match nothing on either side
};

/// Throws UsageError where a pattern leads out of the work tree.
[[nodiscard]] InputDifference compare_input_files(const InputTrees& trees,
                                                  const std::vector<std::string>& patterns);

}  // namespace benchgate::builds
