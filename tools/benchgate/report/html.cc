#include "benchgate/report/html.h"

#include "benchgate/report/builtin_templates.h"
#include "benchgate/report/unicode.h"
#include "benchgate/report/view_fields.h"

namespace benchgate::report {
namespace {

std::string tone_symbol(Tone tone) {
  switch (tone) {
    case Tone::Good:
      return "✓";
    case Tone::Unclear:
      return "!";
    case Tone::Bad:
      return "✗";
  }
  return "!";
}

std::string example(std::string_view text) {
  return valid_utf8(text);
}

}  // namespace

std::string render_html(const View& view, const Template& source) {
  const TextWriter write{
      .name = visible, .prose = visible, .tone_symbol = tone_symbol, .example = example};
  Fields fields = view_fields(view, write, {});
  fields.set("STYLE", std::string(kHtmlStyle));
  fields.set("SCRIPT", std::string(kHtmlScript));
  return expand(source, fields, Escaping::ByHtmlContext);
}

}  // namespace benchgate::report
