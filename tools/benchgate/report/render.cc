#include "benchgate/report/render.h"

#include <array>
#include <utility>

#include <fmt/format.h>

#include "benchgate/base/error.h"
#include "benchgate/base/file.h"
#include "benchgate/base/name_table.h"
#include "benchgate/report/builtin_templates.h"
#include "benchgate/report/html.h"
#include "benchgate/report/markdown.h"
#include "benchgate/report/results_json.h"
#include "benchgate/report/template_engine.h"
#include "benchgate/report/terminal.h"
#include "benchgate/report/view.h"

namespace benchgate::report {
namespace {

constexpr std::size_t kMostTemplateBytes = std::size_t{4} * 1024 * 1024;

constexpr std::array kFormats = {
    std::pair{Format::Terminal, std::string_view("terminal")},
    std::pair{Format::Markdown, std::string_view("markdown")},
    std::pair{Format::Html, std::string_view("html")},
    std::pair{Format::Json, std::string_view("json")},
};

std::string_view builtin_template(Format format) {
  switch (format) {
    case Format::Terminal:
      return kTerminalTemplate;
    case Format::Markdown:
      return kMarkdownTemplate;
    case Format::Html:
      return kHtmlTemplate;
    case Format::Json:
      return {};
  }
  return {};
}

Template template_for(const RenderOptions& options) {
  if (options.template_file) {
    return {.name = options.template_file->string(),
            .text = read_file(*options.template_file, kMostTemplateBytes)};
  }
  return {.name = fmt::format("benchgate's {} template", format_name(options.format)),
          .text = std::string(builtin_template(options.format))};
}

}  // namespace

std::string_view format_name(Format format) {
  return benchgate::name_in(kFormats, format);
}

std::optional<Format> parse_format(std::string_view name) {
  return benchgate::value_in(kFormats, name);
}

std::string render(const gate::Assessment& assessment, const RenderOptions& options) {
  if (options.format == Format::Json) {
    if (!options.template_file) return write_results_json(assessment);
    throw UsageError(fmt::format("{}: JSON has no template; its form is fixed",
                                 options.template_file->string()));
  }
  const auto source = template_for(options);
  const auto view = make_view(assessment, options.results_file);
  switch (options.format) {
    case Format::Terminal:
      return render_terminal(
          view, source,
          {.width = options.width,
           .colour = options.colour,
           .all_rows = options.all_rows || assessment.method.pairing == compare::Pairing::Alone});
    case Format::Markdown:
      return render_markdown(
          view, source, {.most_bytes = options.most_bytes, .surroundings = options.surroundings});
    case Format::Html:
      return render_html(view, source);
    case Format::Json:
      break;
  }
  return {};
}

}  // namespace benchgate::report
