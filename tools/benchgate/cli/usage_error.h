// What is wrong with a command line, in words: the parser's own messages name variables.
#pragma once

#include <string>

#include <CLI/CLI.hpp>

namespace benchgate::cli {

/// The command that was being parsed: "benchgate baseline save".
[[nodiscard]] std::string parsed_command(const CLI::App& app);

/// Was there nothing on the command line where a command has to be named?
[[nodiscard]] bool lacks_a_command(const CLI::ParseError& error, const CLI::App& app);

/// What is wrong, and what was probably meant. `app` threw `error` and is as parsing left it.
[[nodiscard]] std::string usage_error(const CLI::ParseError& error, const CLI::App& app);

}  // namespace benchgate::cli
