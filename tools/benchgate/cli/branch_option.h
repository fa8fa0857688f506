// The option --branch.
#pragma once

#include <string>

#include <CLI/CLI.hpp>

namespace benchgate::cli {

/// Adds --branch; `branch` is empty without it.
void add_branch_option(CLI::App& command, std::string& branch);

}  // namespace benchgate::cli
