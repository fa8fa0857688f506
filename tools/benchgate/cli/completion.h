// Completion scripts for shells, from the command tree.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "benchgate/cli/command_tree.h"

namespace benchgate::cli {

enum class Shell { Bash, Zsh, Fish };

[[nodiscard]] std::optional<Shell> parse_shell(std::string_view name);

/// A script that the shell sources: subcommands, options, files for everything else.
[[nodiscard]] std::string completion_script(std::span<const CommandDescription> commands,
                                            Shell shell);

}  // namespace benchgate::cli
