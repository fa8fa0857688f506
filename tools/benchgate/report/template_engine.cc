#include "benchgate/report/template_engine.h"

#include <ctemplate/template.h>
#include <fmt/format.h>

#include "benchgate/base/error.h"
#include "benchgate/report/template_check.h"

namespace benchgate::report {
namespace {

ctemplate::TemplateString as_template_string(std::string_view text) {
  return {text.data(), text.size()};
}

void fill(ctemplate::TemplateDictionary& dictionary, const Fields& fields) {
  for (const auto& [name, value] : fields.values()) {
    dictionary.SetValue(as_template_string(name), as_template_string(value));
  }
  for (const auto& [name, section] : fields.sections()) {
    fill(*dictionary.AddSectionDictionary(as_template_string(name)), section);
  }
}

}  // namespace

std::string expand(const Template& source, const Fields& fields, Escaping escaping) {
  check_template(source.text, source.name);
  auto text = without_marker_lines(source.text);
  if (escaping == Escaping::ByHtmlContext) {
    text.insert(0, "{{%AUTOESCAPE context=\"HTML\"}}");
  }
  constexpr const char* kKey = "report";
  ctemplate::TemplateCache cache;
  const bool parsed =
      cache.StringToTemplateCache(kKey, as_template_string(text), ctemplate::DO_NOT_STRIP);
  cache.Freeze();
  ctemplate::TemplateDictionary dictionary("report");
  fill(dictionary, fields);
  std::string out;
  if (!parsed || !cache.ExpandNoLoad(kKey, ctemplate::DO_NOT_STRIP, &dictionary, nullptr, &out)) {
    throw UsageError(
        fmt::format("{}: the markup around the markers cannot be understood, so "
                    "nothing could be escaped safely",
                    source.name));
  }
  return out;
}

}  // namespace benchgate::report
