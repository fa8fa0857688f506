#include "benchgate/cli/output_option.h"

#include <algorithm>
#include <optional>
#include <set>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "benchgate/base/error.h"
#include "benchgate/base/file.h"
#include "benchgate/base/writable.h"

namespace benchgate::cli {
namespace {

constexpr std::size_t kLargestTemplate = std::size_t{16} << 20;

struct FormatAndFile {
  std::string format;
  std::string file;
};

std::vector<std::string> format_names() {
  std::vector<std::string> names;
  for (const auto& format : report::output_formats()) names.emplace_back(format.name);
  return names;
}

/// "terminal, markdown, html or json"
std::string alternatives() {
  auto names = format_names();
  const auto last = std::move(names.back());
  names.pop_back();
  return fmt::format("{} or {}", fmt::join(names, ", "), last);
}

void check_format(std::string_view name, std::string_view option) {
  const auto names = format_names();
  if (std::ranges::find(names, name) != names.end()) return;
  throw UsageError(fmt::format("{}: '{}' is no format; use {}", option, name, alternatives()));
}

FormatAndFile split(const std::string& text, std::string_view option) {
  const auto equals = text.find('=');
  if (equals == std::string::npos || equals + 1 == text.size()) {
    throw UsageError(fmt::format("{} {}: write FORMAT=FILE, for example {} markdown=out/report.md",
                                 option, text, option));
  }
  FormatAndFile parts{.format = text.substr(0, equals), .file = text.substr(equals + 1)};
  check_format(parts.format, option);
  return parts;
}

std::optional<std::string> template_for(std::string_view format, const OutputOption& option) {
  std::optional<std::string> file;
  for (const auto& text : option.templates) {
    auto [of, path] = split(text, "--template");
    if (of == format) file = std::move(path);
  }
  return file;
}

/// Where the JSON of this very assessment is, for the commands in its reports.
std::string results_file_of(const OutputOption& option) {
  for (const auto& text : option.outputs) {
    auto [format, file] = split(text, "--output");
    if (format == report::kResultsFormat) return std::move(file);
  }
  return option.results_file;
}

std::string render(const gate::Assessment& assessment, std::string_view format, bool colour,
                   const OutputOption& option, const Console& console) {
  return report::render(assessment, {.format = format,
                                     .width = static_cast<std::size_t>(console.width),
                                     .colour = colour,
                                     .verbose = option.verbose,
                                     .results_file = results_file_of(option),
                                     .template_file = template_for(format, option)});
}

}  // namespace

void add_colour_option(CLI::App& command, ColourChoice& choice) {
  const std::map<std::string, ColourChoice> names = {{"auto", ColourChoice::Auto},
                                                     {"always", ColourChoice::Always},
                                                     {"never", ColourChoice::Never}};
  command
      .add_option("--color,--colour", choice,
                  "auto (on a terminal, unless NO_COLOR is set), always or never")
      ->transform(CLI::CheckedTransformer(names).description(""))
      ->type_name("WHEN");
}

void add_output_option(CLI::App& command, OutputOption& option) {
  command
      .add_option(
          "--format", option.format,
          fmt::format("Format to print: {}, or none [terminal]", fmt::join(format_names(), ", ")))
      ->type_name("FORMAT");
  command
      .add_option("--output", option.outputs,
                  "Also write a report into a file; repeatable: --output markdown=report.md")
      ->type_name("FORMAT=FILE")
      ->allow_extra_args(false);
  command
      .add_option("--template", option.templates,
                  "Use your own template; start from share/benchgate/templates")
      ->type_name("FORMAT=FILE")
      ->allow_extra_args(false);
  command.add_flag("--verbose", option.verbose,
                   "Show every row with its reason, and how it was measured");
  add_colour_option(command, option.colour);
}

void check_output(const OutputOption& option) {
  if (option.format != "none") check_format(option.format, "--format");
  std::set<std::string> files;
  for (const auto& text : option.outputs) {
    const auto output = split(text, "--output");
    if (!files.insert(output.file).second) {
      throw UsageError(fmt::format("--output: {} is named twice", output.file));
    }
    require_writable_file(output.file);
  }
  for (const auto& text : option.templates) {
    (void)read_file(split(text, "--template").file, kLargestTemplate);
  }
}

void write_output(const gate::Assessment& assessment, const OutputOption& option,
                  const Console& console) {
  for (const auto& text : option.outputs) {
    const auto [format, file] = split(text, "--output");
    write_file_atomically(file, render(assessment, format, false, option, console));
  }
  if (option.format == "none") return;
  console.out << render(assessment, option.format, use_colour(option.colour, console), option,
                        console);
}

}  // namespace benchgate::cli
