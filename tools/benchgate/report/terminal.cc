#include "benchgate/report/terminal.h"

#include <algorithm>

#include <fmt/format.h>

#include "benchgate/report/terminal_text.h"
#include "benchgate/report/unicode.h"
#include "benchgate/report/view_fields.h"

namespace benchgate::report {
namespace {

constexpr std::size_t kNarrowest = 60;
constexpr std::size_t kIndent = 2;
constexpr std::size_t kNarrowestName = 20;
constexpr std::size_t kPreferredName = 30;
constexpr std::size_t kMostLines = 12;     // of one text from outside
constexpr std::size_t kMostNamed = 20;     // undecided and new benchmarks
constexpr std::size_t kMostUnasked = 200;  // rows of a kind, unless all are asked for

class Colours {
 public:
  explicit Colours(bool used) : used_(used) {}
  [[nodiscard]] std::string code(std::string_view code) const {
    return used_ ? fmt::format("\x1b[{}m", code) : std::string();
  }
  [[nodiscard]] std::string of(Tone tone) const {
    switch (tone) {
      case Tone::Good:
        return code("32");
      case Tone::Unclear:
        return code("33");
      case Tone::Bad:
        return code("31");
    }
    return {};
  }

 private:
  bool used_;
};

/// "limit 5 %, accepted"
std::string end_of(const Row& row) {
  std::string end = row.limit.empty() ? "" : "limit " + row.limit;
  if (!row.note.empty()) end += (end.empty() ? "" : ", ") + row.note;
  return end;
}

/// Widths of the columns of figures, over all rows; 0: no row has that figure.
struct Widths {
  std::size_t base = 0, head = 0, effect = 0, spread = 0, end = 0, note = 0, name = 0;

  void fit(const Row& row) {
    base = std::max(base, display_width(row.base));
    head = std::max(head, display_width(row.head));
    effect = std::max(effect, display_width(row.effect));
    spread = std::max(spread, display_width(row.spread));
    end = std::max(end, display_width(end_of(row)));
    note = std::max(note, display_width(row.note));
    const auto metric = row.is_about_clock ? 0 : display_width(row.metric) + 2;
    name = std::max(name, display_width(row.benchmark) + metric);
  }

  [[nodiscard]] std::string figures(const Row& row, bool with_spread) const {
    std::string text;
    const auto add = [&text](const std::string& column) {
      if (!column.empty()) text += (text.empty() ? "" : "  ") + column;
    };
    add(padded_left(row.base, base));
    add(padded_left(row.head, head));
    add(padded_left(row.effect, effect));
    if (with_spread) add(padded_right(row.spread, spread));
    return text;
  }
};

void trim_right(std::string& text) {
  text.erase(text.find_last_not_of(' ') + 1);
}

class TerminalWriter {
 public:
  TerminalWriter(const View& view, const TerminalOptions& options)
      : view_(view),
        colours_(options.colour),
        width_(std::max(options.width, kNarrowest)),
        all_rows_(options.all_rows),
        verbose_(options.verbose) {
    for (const auto& row : view.changed) widths_.fit(row);
    for (const auto& group : view.rest) {
      if (!is_listed(group)) continue;
      for (const auto& row : group.rows) widths_.fit(row);
    }
  }

  [[nodiscard]] Fields fields() const {
    const TextWriter write{
        .name = visible,
        .prose = [this](std::string_view text) { return prose(text); },
        .tone_symbol = plain_symbol,
        .example = example,
        .extend_row = [this](const Row& one, Fields& into) { row(one, into); },
        .extend_budget = [this](const BudgetRow& one, Fields& into) { budget(one, into); },
        .extend_notice = [this](const Notice& one, Fields& into) { notice(one, into); }};
    const std::size_t most = all_rows_ ? kMostRows : kMostUnasked;
    const Shown shown{.notices = most,
                      .changed = most,
                      .budgets = most,
                      .met = 0,
                      .group = all_rows_ ? kMostRows : kMostNamed,
                      .method = verbose_,
                      .unchanged = all_rows_,
                      .notes = most};
    Fields all = view_fields(view_, write, shown);
    all.set("BOLD", colours_.code("1"));
    all.set("DIM", colours_.code("2"));
    all.set("OFF", colours_.code("0"));
    all.set("COLOUR", colours_.of(view_.tone));
    all.show("METHOD", verbose_);
    all.show("BRIEF", !verbose_);
    return all;
  }

 private:
  [[nodiscard]] std::string prose(std::string_view text) const {
    return elide_middle(visible(text), kMostLines * width_);
  }

  /// Lines of an example, one below the other; only their own line ends are kept.
  [[nodiscard]] static std::string example(std::string_view text) {
    std::string out;
    while (!text.empty()) {
      const auto line = text.substr(0, text.find('\n'));
      text.remove_prefix(std::min(text.size(), line.size() + 1));
      if (!out.empty()) out += '\n';
      out += kUnbroken + std::string(5, ' ') + visible(line);
    }
    return out;
  }

  /// Unchanged rows are only counted, unless all are asked for.
  [[nodiscard]] bool is_listed(const RestGroup& group) const {
    return all_rows_ || group.verdict != "unchanged";
  }

  /// Benchmark and metric in at most `columns`: the metric whole, the benchmark shortened.
  [[nodiscard]] static std::string name_in(std::string_view benchmark, std::string_view metric,
                                           std::size_t columns) {
    const auto metric_text = elide_middle(visible(metric), columns / 2);
    const auto taken = metric_text.empty() ? 0 : display_width(metric_text) + 2;
    auto text = elide_middle(visible(benchmark), columns - taken);
    if (!metric_text.empty()) text += "  " + metric_text;
    return text;
  }

  /// "name  12.30 ms  13.81 ms  +12.3 %  ± 2.0  limit 5 %, accepted", cut to the width: first the
  /// limit goes, then the spread.
  [[nodiscard]] std::string line(const Row& row) const {
    const auto metric = row.is_about_clock ? std::string() : row.metric;
    // All rows are cut alike, so that their columns stay below each other.
    const auto wanted = std::min(widths_.name, kPreferredName);
    const auto room = [&](bool with_spread, std::size_t end) {
      const auto taken = display_width(widths_.figures(row, with_spread)) + end + 6;
      return width_ - std::min(width_, taken);
    };
    bool spread = true;
    auto end = end_of(row);
    auto left = room(true, widths_.end);
    if (left < wanted) {
      end = row.note;
      left = room(true, widths_.note);
    }
    if (left < wanted) {
      spread = false;
      left = room(false, widths_.note);
    }
    const auto column = std::clamp(widths_.name, kNarrowestName, std::max(left, kNarrowestName));
    const auto figures = widths_.figures(row, spread) + "  " + end;
    auto text = padded_right(name_in(row.benchmark, metric, column), column) + "  " + figures;
    trim_right(text);
    return text;
  }

  void row(const Row& row, Fields& fields) const {
    fields.set("ROW_COLOUR", colours_.of(row.tone));
    fields.set("ROW_LINE", line(row));
    if (!row.renamed_from.empty()) {
      fields.show_with("WAS_NAMED", "OLD_NAME",
                       elide_middle(visible(row.renamed_from), width_ - 2 * kIndent - 4));
    }
    // An undecided row that blocks needs it: the figures do not say what would decide it.
    if (verbose_ || (row.closes_gate && row.note == "undecided")) {
      fields.show_with("EXPLAINED", "ROW_WHY", std::string(2 * kIndent, ' ') + prose(row.why));
    }
  }

  void budget(const BudgetRow& row, Fields& fields) const {
    fields.set("BUDGET_COLOUR", colours_.of(row.tone));
    const auto state = row.note.empty() ? row.state : fmt::format("{} ({})", row.state, row.note);
    fields.set("BUDGET_NAME",
               name_in(row.benchmark, row.metric, width_ - 4 - display_width(state)));
    std::string figures =
        row.base.empty() ? row.value : fmt::format("{} → {}", row.base, row.value);
    const auto bound = [&figures](std::string_view word, const std::string& value) {
      if (!value.empty()) figures += fmt::format("  {} {}", word, value);
    };
    bound("target", row.target);
    bound("warning", row.warning);
    bound("error", row.error);
    fields.set("BUDGET_FIGURES", std::string(kIndent, ' ') + figures);
  }

  void notice(const Notice& notice, Fields& fields) const {
    const auto tone = notice.level == model::DiagnosticLevel::Problem ? Tone::Bad : Tone::Unclear;
    fields.set("NOTICE_COLOUR", colours_.of(tone));
    const auto subject = elide_middle(visible(notice.subject), 2 * width_);
    const auto text = prose(notice.text);
    fields.set("NOTICE_LINE", subject.empty() ? text : fmt::format("{}: {}", subject, text));
  }

  const View& view_;
  Colours colours_;
  std::size_t width_;
  bool all_rows_;
  bool verbose_;
  Widths widths_;
};

}  // namespace

std::string render_terminal(const View& view, const Template& source,
                            const TerminalOptions& options) {
  const auto text = expand(source, TerminalWriter(view, options).fields(), Escaping::Done);
  return wrap_lines(text, std::max(options.width, kNarrowest));
}

}  // namespace benchgate::report
