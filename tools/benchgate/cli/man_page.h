// The manual page, benchgate(1), from the command tree.
#pragma once

#include <span>
#include <string>

#include "benchgate/cli/command_tree.h"

namespace benchgate::cli {

/// roff source in the man macros.
[[nodiscard]] std::string man_page(std::span<const CommandDescription> commands);

}  // namespace benchgate::cli
