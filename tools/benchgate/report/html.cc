#include "benchgate/report/html.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include <fmt/format.h>

#include "benchgate/report/builtin_templates.h"
#include "benchgate/report/effect_axis.h"
#include "benchgate/report/html_plots.h"
#include "benchgate/report/unicode.h"
#include "benchgate/report/view_fields.h"

namespace benchgate::report {
namespace {

constexpr std::size_t kNameColumns = 200;
constexpr std::size_t kProseColumns = 2000;

std::string name(std::string_view text) {
  return elide_middle(visible(text), kNameColumns);
}

/// A number and its percent sign stay on one line.
std::string prose(std::string_view text) {
  auto out = elide_middle(visible(text), kProseColumns);
  for (auto at = out.find(" %"); at != std::string::npos; at = out.find(" %", at)) {
    out.replace(at, 1, "\u00A0");
  }
  return out;
}

std::string example(std::string_view text) {
  return valid_utf8(text);
}

std::uint32_t digit(char c) {
  return static_cast<std::uint32_t>(c <= '9' ? c - '0' : c - 'a' + 10);
}

/// The base64 of a SHA-256 that is given in hexadecimal, as a content security policy wants it.
std::string base64_of_hex(std::string_view hex) {
  constexpr std::string_view kDigits =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  // Three hexadecimal digits are twelve bits are two of base64.
  std::string out;
  for (std::size_t i = 0; i < hex.size(); i += 3) {
    std::uint32_t bits = 0;
    for (std::size_t k = 0; k < 3; ++k) {
      bits = bits << 4U | (i + k < hex.size() ? digit(hex[i + k]) : 0U);
    }
    out += kDigits[bits >> 6U];
    if (i + 1 < hex.size()) out += kDigits[bits & 0x3FU];
  }
  while (out.size() % 4 != 0) out += '=';
  return out;
}

/// For sorting by a number where the cell shows a text; empty sorts last.
std::string sort_key(const std::optional<compare::Summary>& side) {
  return side ? fmt::format("{:.6g}", side->median) : std::string();
}

class HtmlWriter {
 public:
  explicit HtmlWriter(const View& view)
      : view_(view), rows_(rows_with_effect(view)), axis_(rows_, false) {
    const auto number = [this](const std::vector<Row>& rows) {
      for (const auto& row : rows) ids_.emplace(&row, ids_.size() + 1);
    };
    number(view.changed);
    for (const auto& group : view.rest) number(group.rows);
  }

  [[nodiscard]] Fields fields() const {
    const TextWriter write{.name = name,
                           .prose = prose,
                           .tone_symbol = plain_symbol,
                           .example = example,
                           .extend_row = [this](const Row& one, Fields& into) { row(one, into); },
                           .extend_budget = put_budget_bar};
    Fields all = view_fields(view_, write, {});
    all.set("STYLE", std::string(kHtmlStyle));
    all.set("SCRIPT", std::string(kHtmlScript));
    all.set("STYLE_HASH", base64_of_hex(kHtmlStyleSha256));
    all.set("SCRIPT_HASH", base64_of_hex(kHtmlScriptSha256));
    put_count_bar(view_.counts, all);
    put_overview(
        rows_, [this](const Row& one) { return id_of(one); }, all);
    for (const auto& tick : axis_.ticks(19)) {
      auto& one = all.add("AXIS_TICK");
      one.set("AXIS_X", fmt::format("{:.2f}", tick.at));
      one.set("AXIS_TEXT", tick.text);
    }
    return all;
  }

 private:
  [[nodiscard]] static std::vector<const Row*> rows_with_effect(const View& view) {
    std::vector<const Row*> rows;
    const auto add = [&rows](const std::vector<Row>& more) {
      for (const auto& row : more) {
        if (has_effect(row)) rows.push_back(&row);
      }
    };
    add(view.changed);
    for (const auto& group : view.rest) add(group.rows);
    return rows;
  }

  [[nodiscard]] std::string id_of(const Row& row) const { return fmt::format("{}", ids_.at(&row)); }

  void row(const Row& row, Fields& fields) const {
    const auto& judgement = *row.judgement;
    fields.set("ROW_ID", id_of(row));
    fields.set("SORT_VERDICT", fmt::format("{}", static_cast<int>(judgement.verdict)));
    fields.set("SORT_BASE", sort_key(judgement.base));
    fields.set("SORT_HEAD", sort_key(judgement.head));
    fields.set("SORT_EFFECT",
               has_effect(row) ? fmt::format("{:.6g}", judgement.ratio->point) : std::string());
    if (is_brief(row)) {
      fields.show("BRIEF_ROW");
      return;
    }
    fields.show("FULL_ROW");
    put_effect_plot(row, axis_, fields);
    put_sample_strip(row, fields);
  }

  [[nodiscard]] bool is_brief(const Row& row) const {
    return is_crowded(ids_.size()) && ids_.at(&row) > view_.changed.size() &&
           row.judgement->verdict == gate::Verdict::Unchanged;
  }

  const View& view_;
  std::vector<const Row*> rows_;
  EffectAxis axis_;
  std::unordered_map<const Row*, std::size_t> ids_;
};

}  // namespace

std::string render_html(const View& view, const Template& source) {
  return expand(source, HtmlWriter(view).fields(), Escaping::ByHtmlContext);
}

}  // namespace benchgate::report
