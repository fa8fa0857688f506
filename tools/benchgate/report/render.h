// A report of an assessment, in any format: the one entry that commands call.
#pragma once

#include <cstddef>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "benchgate/gate/assessment.h"
#include "benchgate/report/template_engine.h"

namespace benchgate::report {

/// GitHub refuses a comment of more than 65,536 characters. A UTF-8 text never has more characters,
/// of whichever kind, than bytes: counting bytes is the strict side.
inline constexpr std::size_t kMostMarkdownBytes = 65'536;

/// The format whose files read_results_file() reads back.
inline constexpr std::string_view kResultsFormat = "json";

/// What a report cannot know of itself: where it will be read.
struct Surroundings {
  std::string run_url;     ///< page of the run that measured; may be empty
  std::string report_url;  ///< the HTML report; may be empty
};

struct RenderOptions {
  std::string_view format = "terminal";  ///< OutputFormat::name
  std::size_t width = 80;                ///< terminal: columns
  bool colour = false;                   ///< terminal: may ANSI colours be used
  bool verbose = false;  ///< terminal: every row with its reason, and how it was measured
  /// Markdown: it is shorter than this, and rows are left out where it must be.
  std::size_t most_bytes = kMostMarkdownBytes;
  Surroundings surroundings;  ///< Markdown
  /// The JSON file that the assessment is in, as its reader would write it in a command; may be
  /// empty.
  std::string results_file;
  /// The user's own template instead of benchgate's; docs/templates.md.
  std::optional<std::filesystem::path> template_file;
};

/// A format that reports come in.
struct OutputFormat {
  std::string_view name;       ///< "markdown"
  std::string_view extension;  ///< ".md"
  /// benchgate's own template; null: the form is fixed.
  const std::string_view* builtin_template;
  /// `source`: benchgate's own or the user's; empty where the form is fixed.
  std::string (*render)(const gate::Assessment& assessment, const Template& source,
                        const RenderOptions& options);
};

/// All of them: who adds one adds it there.
[[nodiscard]] std::span<const OutputFormat> output_formats();

/// Throws UsageError where the template is wrong or there can be none; InputError where its file
/// cannot be read. Precondition: there is a format of that name.
[[nodiscard]] std::string render(const gate::Assessment& assessment, const RenderOptions& options);

}  // namespace benchgate::report
