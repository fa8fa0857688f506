// What the commands below `benchgate publish` share.
#pragma once

#include <chrono>
#include <string>

#include <CLI/CLI.hpp>

#include "benchgate/cli/command.h"

namespace benchgate::cli {

void add_publish_issues_command(CLI::App& publish_command, Action& chosen);

/// --patience, into `patience`.
void add_patience_option(CLI::App& command, std::string& patience);

/// What it says. Throws UsageError where `text` is no time.
[[nodiscard]] std::chrono::milliseconds patience_of(const std::string& text);

}  // namespace benchgate::cli
