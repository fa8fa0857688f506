#include "benchgate/report/render.h"

#include <algorithm>
#include <array>
#include <cassert>

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
    OutputFormat{"terminal", ".txt", &kTerminalTemplate, terminal_report},
    OutputFormat{"markdown", ".md", &kMarkdownTemplate, markdown_report},
    OutputFormat{"html", ".html", &kHtmlTemplate, html_report},
    OutputFormat{"json", ".json", nullptr, json_report},
};

Template template_for(const OutputFormat& format, const RenderOptions& options) {
  if (!options.template_file) {
    const auto* const builtin = format.builtin_template;
    return {.name = fmt::format("benchgate's {} template", format.name),
            .text = std::string(builtin == nullptr ? std::string_view() : *builtin)};
  }
  if (format.builtin_template == nullptr) {
    throw UsageError(fmt::format("{}: the format {} has no template; its form is fixed",
                                 options.template_file->string(), format.name));
  }
  return {.name = options.template_file->string(),
          .text = read_file(*options.template_file, kMostTemplateBytes)};
}

}  // namespace

std::span<const OutputFormat> output_formats() {
  return kFormats;
}

std::string render(const gate::Assessment& assessment, const RenderOptions& options) {
  const auto format = std::ranges::find(kFormats, options.format, &OutputFormat::name);
  assert(format != kFormats.end());
  return format->render(assessment, template_for(*format, options), options);
}

}  // namespace benchgate::report
