#include "benchgate/report/markdown.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "benchgate/base/error.h"
#include "benchgate/report/markdown_escape.h"
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

/// The lines of a fenced block that belongs to a list item. Examples have plain names only.
std::string in_list(std::string_view example) {
  std::string out = "   ";
  for (const char c : example) out += c == '\n' ? "\n   " : std::string(1, c);
  return out;
}

class Fitting {
 public:
  Fitting(const View& view, const Template& source, std::size_t most_bytes)
      : view_(view), source_(source), most_bytes_(most_bytes) {}

  std::string fit() {
    if (auto text = rendered(); fits(text)) return text;
    for (const auto& [part, size, fewest] : droppable()) {
      shown_.*part = std::min(size, fewest);
      if (fits(rendered())) return most_of(part, size);
    }
    throw UsageError(
        fmt::format("{}: even without any row the report is longer than a comment "
                    "may be ({} characters)",
                    source_.name, most_bytes_));
  }

 private:
  struct Part {
    std::size_t Shown::*shown;
    std::size_t size;
    std::size_t fewest;  ///< how many stay when others still have to go
  };

  /// What may be left out, least important first.
  [[nodiscard]] std::array<Part, 8> droppable() const {
    std::size_t rest = 0;
    for (const auto& group : view_.rest) rest += group.rows.size();
    const auto is_problem = [](const Row& row) { return row.tone == Tone::Bad || row.closes_gate; };
    const auto problems =
        static_cast<std::size_t>(std::ranges::count_if(view_.changed, is_problem));
    const auto grave = static_cast<std::size_t>(
        std::ranges::count(view_.notices, model::DiagnosticLevel::Problem, &Notice::level));
    constexpr std::size_t kFew = 20;
    return {{{&Shown::rest, rest, 0},
             {&Shown::met, view_.budgets_met.size(), 0},
             {&Shown::notes, view_.notes.size(), 0},
             {&Shown::changed, view_.changed.size(), problems},
             {&Shown::differences, view_.environment.size(), kFew},
             {&Shown::notices, view_.notices.size(), std::max(grave, kFew)},
             {&Shown::budgets, view_.budgets_missed.size(), kFew},
             {&Shown::changed, problems, kFew}}};
  }

  [[nodiscard]] std::string rendered() const {
    const TextWriter write{.name = markdown_name,
                           .prose = markdown_prose,
                           .tone_symbol = tone_symbol,
                           .example = in_list,
                           .extend_row = {}};
    return expand(source_, view_fields(view_, write, shown_), Escaping::Done);
  }

  [[nodiscard]] bool fits(const std::string& text) const { return text.size() < most_bytes_; }

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
  std::size_t most_bytes_;
  Shown shown_;
};

}  // namespace

std::string render_markdown(const View& view, const Template& source, std::size_t most_bytes) {
  return Fitting(view, source, most_bytes).fit();
}

}  // namespace benchgate::report
