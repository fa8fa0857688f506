#include "benchgate/report/markdown.h"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "benchgate/base/error.h"
#include "benchgate/report/effect_axis.h"
#include "benchgate/report/markdown_escape.h"
#include "benchgate/report/sketch.h"
#include "benchgate/report/view_fields.h"

namespace benchgate::report {
namespace {

std::string tone_symbol(Tone tone) {
  switch (tone) {
    case Tone::Good:
      return "✅";
    case Tone::Unclear:
      return "⚠️";
    case Tone::Bad:
      return "❌";
  }
  return "⚠️";
}

/// What a comment shows of each kind: nobody reads more there, and the HTML report has the rest.
constexpr std::size_t kMostCommentRows = 20;

std::string row_symbol(const Row& row) {
  if (row.tone == Tone::Bad) return row.closes_gate ? "❌" : "⚠️";
  return tone_symbol(row.tone);
}

/// The rows that share the axis.
std::vector<const Row*> sketched(const View& view) {
  std::vector<const Row*> rows;
  for (const auto& row : view.changed) {
    if (has_sketch(row)) rows.push_back(&row);
  }
  return rows;
}

class Fitting {
 public:
  Fitting(const View& view, const Template& source, const MarkdownOptions& options)
      : view_(view), source_(source), options_(options), axis_(sketched(view), true) {}

  std::string fit() {
    if (auto text = rendered(); fits(text)) return text;
    for (const auto& [part, size, fewest] : droppable()) {
      shown_.*part = std::min(size, fewest);
      if (fits(rendered())) return most_of(part, size);
    }
    throw UsageError(
        fmt::format("{}: even without any row the report is longer than a comment "
                    "may be ({} characters)",
                    source_.name, options_.most_bytes));
  }

 private:
  struct Part {
    std::size_t Shown::*shown;
    std::size_t size;
    std::size_t fewest;  ///< how many stay when others still have to go
  };

  /// What may be left out, least important first.
  [[nodiscard]] std::array<Part, 11> droppable() const {
    const auto is_problem = [](const Row& row) { return row.tone == Tone::Bad || row.closes_gate; };
    const auto problems =
        static_cast<std::size_t>(std::ranges::count_if(view_.changed, is_problem));
    const auto grave = static_cast<std::size_t>(
        std::ranges::count(view_.notices, model::DiagnosticLevel::Problem, &Notice::level));
    constexpr std::size_t kFewest = 4;
    const auto most = [](std::size_t size) { return std::min(size, kMostCommentRows); };
    return {{{&Shown::group, kMostCommentRows, 0},
             {&Shown::notes, most(view_.notes.size()), 0},
             {&Shown::changed, most(view_.changed.size()), most(problems)},
             {&Shown::acceptances, most(view_.acceptances.size()), kFewest},
             {&Shown::differences, most(view_.environment.size()), kFewest},
             {&Shown::notices, most(view_.notices.size()), most(std::max(grave, kFewest))},
             // Texts as long as they may be: a few of each, with how many more there are.
             {&Shown::budgets, most(view_.budgets_missed.size()), kFewest},
             {&Shown::changed, most(problems), kFewest},
             {&Shown::notices, most(grave), kFewest},
             {&Shown::differences, kFewest, 0},
             {&Shown::acceptances, kFewest, 0}}};
  }

  [[nodiscard]] std::string rendered() const {
    const TextWriter write{.name = markdown_name,
                           .prose = markdown_prose,
                           .marks_code = true,
                           .notice = markdown_notice,
                           .tone_symbol = tone_symbol,
                           .example = [](std::string_view text) { return std::string(text); },
                           .row_name = markdown_cell_name,
                           .row_symbol = row_symbol,
                           .extend_row =
                               [this](const Row& row, Fields& fields) {
                                 if (!has_sketch(row)) return;
                                 fields.show_with("SKETCHED", "SKETCH", sketch(row, axis_));
                               }};
    auto fields = view_fields(view_, write, shown_);
    put_links(fields);
    return expand(source_, fields, Escaping::Done);
  }

  void put_links(Fields& fields) const {
    const auto& [run, report] = options_.surroundings;
    const std::pair<std::string_view, std::string> links[] = {{"Report", markdown_url(report)},
                                                              {"Run", markdown_url(run)}};
    if (std::ranges::all_of(links, [](const auto& link) { return link.second.empty(); })) return;
    auto& section = fields.add("LINKS");
    for (const auto& [text, url] : links) {
      if (url.empty()) continue;
      auto& link = section.add("LINK");
      link.set("LINK_TEXT", std::string(text));
      link.set("LINK_URL", url);
    }
  }

  [[nodiscard]] bool fits(const std::string& text) const {
    return text.size() < options_.most_bytes;
  }

  /// With as many of this part as fit: at least what is shown now.
  std::string most_of(std::size_t Shown::*part, std::size_t size) {
    std::size_t fitting = shown_.*part;
    std::size_t too_many = size;
    while (fitting + 1 < too_many) {
      const std::size_t middle = fitting + (too_many - fitting) / 2;
      shown_.*part = middle;
      (fits(rendered()) ? fitting : too_many) = middle;
    }
    shown_.*part = fitting;
    return rendered();
  }

  const View& view_;
  const Template& source_;
  const MarkdownOptions& options_;
  EffectAxis axis_;
  Shown shown_ = {.notices = kMostCommentRows,
                  .differences = kMostCommentRows,
                  .changed = kMostCommentRows,
                  .budgets = kMostCommentRows,
                  .met = 0,
                  .acceptances = kMostCommentRows,
                  .rest = kMostRows,
                  .group = kMostCommentRows,
                  .unchanged = false,
                  .notes = kMostCommentRows};
};

}  // namespace

std::string render_markdown(const View& view, const Template& source,
                            const MarkdownOptions& options) {
  return Fitting(view, source, options).fit();
}

}  // namespace benchgate::report
