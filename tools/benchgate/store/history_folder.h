// Is this folder a history, of a version that is known? Begins one where there is none.
#pragma once

#include <filesystem>

namespace benchgate::store {

/// Throws InputError where `folder` is no history and `create` is not set, where it holds other
/// things, and where a newer benchgate has written it.
void require_history(const std::filesystem::path& folder, bool create);

}  // namespace benchgate::store
