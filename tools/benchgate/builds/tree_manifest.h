// What a built tree holds, so that it can be seen later whether it is still as it was built.
//
// Whoever may write to the tree may have changed what is measured, an earlier measured program for
// one. This finds out where that was not hidden; it is no protection from somebody who may also
// write to where the manifest is kept.
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
