// The layout of --help: CLI11's, wrapped to the terminal, with bold headings where it can show
// them.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include <CLI/CLI.hpp>

namespace benchgate::cli {

/// Wraps lines longer than `width`. A description that begins at `column` goes on there; a line
/// that is indented otherwise is an example and stays as it is.
[[nodiscard]] std::string wrap_help(std::string_view text, std::size_t width, std::size_t column);

/// Headings, lines like "Options:", in bold by ANSI escapes.
[[nodiscard]] std::string embolden_headings(std::string_view text);

class HelpFormatter final : public CLI::Formatter {
 public:
  /// `width` in columns; wider than 100 would be hard to read, and is not used.
  explicit HelpFormatter(int width, bool bold_headings);
  [[nodiscard]] std::string make_help(const CLI::App* app, std::string name,
                                      CLI::AppFormatMode mode) const override;
  /// Positionals by what they stand for: BASE HEAD, not the name of a variable.
  [[nodiscard]] std::string make_option_usage(const CLI::Option* option) const override;
  [[nodiscard]] std::string make_option_name(const CLI::Option* option,
                                             bool is_positional) const override;
  [[nodiscard]] std::string make_option_opts(const CLI::Option* option) const override;

 private:
  std::size_t width_;
  bool bold_headings_;
};

}  // namespace benchgate::cli
