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
};

}  // namespace benchgate::cli
