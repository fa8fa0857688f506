#include "benchgate/cli/help_formatter.h"

#include <algorithm>
#include <utility>

namespace benchgate::cli {
namespace {

constexpr int kWidest = 100;
constexpr std::size_t kColumn = 28;

bool has_description_at(std::string_view line, std::size_t column) {
  return line.size() > column && line.starts_with("  ") && line[column - 1] == ' ' &&
         line[column] != ' ';
}

/// Appends `line` broken at spaces; lines after the first begin with `indent` spaces.
void append_wrapped(std::string_view line, std::size_t width, std::size_t indent,
                    std::string& out) {
  while (line.size() > width) {
    const auto space = line.rfind(' ', width);
    if (space == std::string_view::npos || space == 0) break;
    out.append(line.substr(0, space)).append("\n").append(indent, ' ');
    line.remove_prefix(space + 1);
  }
  out.append(line);
}

}  // namespace

std::string wrap_help(std::string_view text, std::size_t width, std::size_t column) {
  std::string out;
  while (!text.empty()) {
    const auto end = text.find('\n');
    const auto line = text.substr(0, end);
    if (has_description_at(line, column)) {
      out.append(line.substr(0, column));
      append_wrapped(line.substr(column), width - column, column, out);
    } else if (line.starts_with("  ")) {
      out.append(line);
    } else {
      append_wrapped(line, width, 0, out);
    }
    if (end == std::string_view::npos) break;
    out += '\n';
    text.remove_prefix(end + 1);
  }
  return out;
}

std::string embolden_headings(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const auto end = text.find('\n');
    const auto line = text.substr(0, end);
    const bool is_heading = line.ends_with(':') && !line.starts_with(' ') &&
                            line.find_first_of(".,`") == std::string_view::npos;
    if (is_heading) {
      out.append("\x1b[1m").append(line).append("\x1b[0m");
    } else {
      out.append(line);
    }
    if (end == std::string_view::npos) break;
    out += '\n';
    text.remove_prefix(end + 1);
  }
  return out;
}

HelpFormatter::HelpFormatter(int width, bool bold_headings)
    : width_(static_cast<std::size_t>(std::min(width, kWidest))), bold_headings_(bold_headings) {
  column_width(kColumn);
}

std::string HelpFormatter::make_help(const CLI::App* app, std::string name,
                                     CLI::AppFormatMode mode) const {
  const auto help =
      wrap_help(CLI::Formatter::make_help(app, std::move(name), mode), width_, kColumn);
  return bold_headings_ ? embolden_headings(help) : help;
}

std::string HelpFormatter::make_option_usage(const CLI::Option* option) const {
  const auto name = option->get_type_name();
  return option->get_required() ? name : "[" + name + "]";
}

std::string HelpFormatter::make_option_name(const CLI::Option* option, bool is_positional) const {
  return is_positional ? option->get_type_name()
                       : CLI::Formatter::make_option_name(option, is_positional);
}

std::string HelpFormatter::make_option_opts(const CLI::Option* option) const {
  const bool is_flag = option->get_items_expected_max() == 0;
  return option->get_positional() || is_flag ? "" : " " + option->get_type_name();
}

}  // namespace benchgate::cli
