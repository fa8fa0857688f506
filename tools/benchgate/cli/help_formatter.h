// The layout of --help: CLI11's, wrapped to 80 columns.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include <CLI/CLI.hpp>

namespace benchgate::cli {

/// Wraps lines longer than `width`. A description that begins at `column` goes on there; a line
/// that is indented otherwise is an example and stays as it is.
[[nodiscard]] std::string wrap_help(std::string_view text, std::size_t width, std::size_t column);

class HelpFormatter final : public CLI::Formatter {
 public:
  HelpFormatter();
  [[nodiscard]] std::string make_help(const CLI::App* app, std::string name,
                                      CLI::AppFormatMode mode) const override;
  /// Positionals by what they stand for: BASE HEAD, not the name of a variable.
  [[nodiscard]] std::string make_option_usage(const CLI::Option* option) const override;
  [[nodiscard]] std::string make_option_name(const CLI::Option* option,
                                             bool is_positional) const override;
  [[nodiscard]] std::string make_option_opts(const CLI::Option* option) const override;
};

}  // namespace benchgate::cli
