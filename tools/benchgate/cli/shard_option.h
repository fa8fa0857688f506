// The option --shard.
#pragma once

#include <string>

#include <CLI/CLI.hpp>

namespace benchgate::cli {

/// Adds --shard I/N; `text` is empty without it.
void add_shard_option(CLI::App& command, std::string& text);

}  // namespace benchgate::cli
