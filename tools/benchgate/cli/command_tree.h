// The commands and options of the parser as plain values, for what is generated from them:
// completion scripts and the manual page. One source, so that neither can lag behind --help.
#pragma once

#include <string>
#include <vector>

#include <CLI/CLI.hpp>

namespace benchgate::cli {

struct OptionDescription {
  std::vector<std::string> names;  ///< "-o", "--output"; empty: positional
  std::string value;               ///< "FILE"; empty: a flag
  std::string description;
};

struct CommandDescription {
  std::vector<std::string> path;  ///< {"baseline", "save"}; empty: the program itself
  std::string description;
  std::string footer;
  std::vector<OptionDescription> options;
  std::vector<std::string> children;

  /// "baseline save".
  [[nodiscard]] std::string name() const;
};

/// The program first, then every command before its children.
[[nodiscard]] std::vector<CommandDescription> describe_commands(const CLI::App& app);

}  // namespace benchgate::cli
