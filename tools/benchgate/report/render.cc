#include "benchgate/report/render.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "benchgate/base/error.h"
#include "benchgate/base/file.h"
#include "benchgate/report/builtin_templates.h"
#include "benchgate/report/html.h"
#include "benchgate/report/markdown.h"
#include "benchgate/report/results_json.h"
#include "benchgate/report/terminal.h"
#include "benchgate/report/view.h"

namespace benchgate::report {
namespace {

constexpr std::size_t kMostTemplateBytes = std::size_t{4} * 1024 * 1024;

std::string terminal_report(const gate::Assessment& assessment, const Template& source,
                            const RenderOptions& options) {
  const bool is_alone = assessment.method.pairing == compare::Pairing::Alone;
  return render_terminal(make_view(assessment, options.results_file), source,
                         {.width = options.width,
                          .colour = options.colour,
                          .all_rows = options.verbose || is_alone,
                          .verbose = options.verbose});
}

std::string markdown_report(const gate::Assessment& assessment, const Template& source,
                            const RenderOptions& options) {
  return render_markdown(make_view(assessment, options.results_file), source,
                         {.most_bytes = options.most_bytes, .surroundings = options.surroundings});
}

std::string html_report(const gate::Assessment& assessment, const Template& source,
                        const RenderOptions& options) {
  return render_html(make_view(assessment, options.results_file), source);
}

std::string json_report(const gate::Assessment& assessment, const Template& /*source*/,
                        const RenderOptions& /*options*/) {
  return write_results_json(assessment);
}

constexpr std::array kFormats = {
    OutputFormat{Format::Terminal, "terminal", ".txt", &kTerminalTemplate, terminal_report},
    OutputFormat{Format::Markdown, "markdown", ".md", &kMarkdownTemplate, markdown_report},
    OutputFormat{Format::Html, "html", ".html", &kHtmlTemplate, html_report},
    OutputFormat{Format::Json, "json", ".json", nullptr, json_report},
};

Template template_for(const OutputFormat& format, const RenderOptions& options) {
  if (!options.template_file) {
    const auto* const builtin = format.builtin_template;
    return {.name = fmt::format("benchgate's {} template", format.name),
            .text = std::string(builtin == nullptr ? std::string_view() : *builtin)};
  }
  if (format.builtin_template == nullptr) {
    throw UsageError(fmt::format("{}: JSON has no template; its form is fixed",
                                 options.template_file->string()));
  }
  return {.name = options.template_file->string(),
          .text = read_file(*options.template_file, kMostTemplateBytes)};
}

}  // namespace

std::span<const OutputFormat> output_formats() {
  return kFormats;
}

std::optional<Format> parse_format(std::string_view name) {
  const auto found = std::ranges::find(kFormats, name, &OutputFormat::name);
  return found == kFormats.end() ? std::nullopt : std::optional(found->format);
}

std::string render(const gate::Assessment& assessment, const RenderOptions& options) {
  const auto& format = *std::ranges::find(kFormats, options.format, &OutputFormat::format);
  return format.render(assessment, template_for(format, options), options);
}

}  // namespace benchgate::report
