// The options --format, --output, --template and --color, and writing a report as they ask.
#pragma once

#include <map>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>

#include "benchgate/cli/console.h"
#include "benchgate/report/render.h"

namespace benchgate::cli {

struct OutputOption {
  std::string format = "terminal";     ///< what goes to stdout; "none" for nothing
  std::vector<std::string> outputs;    ///< FORMAT=FILE
  std::vector<std::string> templates;  ///< FORMAT=FILE
  ColourChoice colour = ColourChoice::Auto;
  bool verbose = false;      ///< terminal: every row, and how it was measured
  std::string results_file;  ///< the JSON file that was read; empty: none was
};

void add_output_option(CLI::App& command, OutputOption& option);

/// Checks what can be checked before any work is done: formats, that no two outputs go to one file,
/// that files can be written, and that templates can be read. Throws UsageError, EnvironmentError,
/// InputError.
void check_output(const OutputOption& option);

/// Renders `assessment` to stdout and into the files asked for, each in one step.
void write_output(const gate::Assessment& assessment, const OutputOption& option,
                  const Console& console);

/// Adds --color, for commands that print without a report.
void add_colour_option(CLI::App& command, ColourChoice& choice);

}  // namespace benchgate::cli
