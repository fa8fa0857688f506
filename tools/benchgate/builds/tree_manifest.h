// The files of a built tree with their hashes, to see later whether the tree is still unchanged.
//
// A program that may write to the tree can change what is measured, for example one that was
// measured earlier. The manifest reveals that. It is no protection from a program that may also
// write to the manifest.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace benchgate::builds {

/// Every file below `tree`: its kind, its SHA-256 and its path. In no particular format but that of
/// is_as_built().
[[nodiscard]] std::string manifest_of(const std::filesystem::path& tree);

/// Is all that the manifest names still there and the same? What came later does not matter unless
/// it can be run or loaded: programs write files beside themselves.
[[nodiscard]] bool is_as_built(const std::filesystem::path& tree, std::string_view manifest);

}  // namespace benchgate::builds
