// Is this folder a history, of a version that is known? Begins one where there is none.
#pragma once

#include <filesystem>
#include <string_view>

namespace benchgate::store {

/// What says that a folder is a history, and of which version.
inline constexpr std::string_view kMarker = "benchgate-history.json";

/// What may be in a history's folder and is none of its files: .git, a README.
[[nodiscard]] bool is_harmless(std::string_view name);

/// Throws NoHistory where `folder` is no history and `create` is not set; InputError where it holds
/// other things, and where a newer benchgate has written it.
void require_history(const std::filesystem::path& folder, bool create);

}  // namespace benchgate::store
