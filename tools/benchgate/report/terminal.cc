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
constexpr std::size_t kPreferredName = 36;
constexpr std::size_t kMostLines = 12;     // of one text from outside
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

/// Widths of the columns of figures, over all rows of a table.
/// Widths of the columns of figures, over all rows of a table; 0: no row has that figure.
struct Widths {
  std::size_t base = 0, head = 0, effect = 0, interval = 0;

  void fit(std::string_view base_text, std::string_view head_text, std::string_view effect_text,
           std::string_view interval_text) {
    base = std::max(base, display_width(base_text));
    head = std::max(head, display_width(head_text));
    effect = std::max(effect, display_width(effect_text));
    interval = std::max(interval, display_width(interval_text));
  }
  void fit(const Row& row) { fit(row.base, row.head, row.effect, row.interval); }

  [[nodiscard]] std::string figures(std::string_view base_text, std::string_view head_text,
                                    std::string_view effect_text,
                                    std::string_view interval_text) const {
    std::string text;
    const auto add = [&text](const std::string& column) {
      if (!column.empty()) text += (text.empty() ? "" : "  ") + column;
    };
    add(padded_left(base_text, base));
    add(padded_left(head_text, head));
    add(padded_left(effect_text, effect));
    add(padded_right(interval_text, interval));
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
        all_rows_(options.all_rows) {
    changed_.fit("base", "head", "effect", "");
    for (const auto& row : view.changed) changed_.fit(row);
    for (const auto& group : view.rest) {
      for (const auto& row : group.rows) rest_.fit(row);
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
                      .rest = all_rows_ ? kMostRows : 0,
                      .notes = most,
                      .rest_is_folded = !all_rows_};
    Fields all = view_fields(view_, write, shown);
    all.set("BOLD", colours_.code("1"));
    all.set("DIM", colours_.code("2"));
    all.set("OFF", colours_.code("0"));
    all.set("COLOUR", colours_.of(view_.tone));
    all.set("CHANGED_HEADER", header());
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

  [[nodiscard]] std::string header() const {
    auto text =
        std::string(kIndent, ' ') +
        changed_.figures("base", "head", "effect", changed_.interval > 0 ? "interval" : "") +
        "  limit";
    return text;
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

  void row(const Row& row, Fields& fields) const {
    fields.set("ROW_COLOUR", colours_.of(row.tone));
    const auto taken = 2 + display_width(row.verdict) + 2;
    auto name = name_in(row.benchmark, row.metric, width_ - taken);
    if (!row.renamed_from.empty()) {
      name += '\n' + std::string(kIndent, ' ') +
              elide_middle("was " + visible(row.renamed_from), width_ - kIndent);
    }
    fields.set("ROW_NAME", std::move(name));
    auto figures =
        changed_.figures(row.base, row.head, row.effect, row.interval) + "  " + row.limit;
    trim_right(figures);
    fields.set("ROW_FIGURES", std::string(kIndent, ' ') + figures);
    fields.set("ROW_WHY", std::string(kIndent, ' ') + prose(row.why));
    auto line = rest_.figures(row.base, row.head, row.effect, row.interval);
    if (display_width(line) + kPreferredName + 4 > width_) {
      line = rest_.figures(row.base, row.head, row.effect, "");
      trim_right(line);
    }
    const auto room = std::max(width_ - std::min(width_, display_width(line) + 4), kNarrowestName);
    line = padded_right(name_in(row.benchmark, row.metric, room), room) + "  " + line;
    trim_right(line);
    fields.set("ROW_LINE", std::move(line));
  }

  void budget(const BudgetRow& row, Fields& fields) const {
    fields.set("BUDGET_COLOUR", colours_.of(row.tone));
    fields.set("BUDGET_NAME",
               name_in(row.benchmark, row.metric, width_ - 4 - display_width(row.state)));
    std::string figures = row.value;
    if (!row.base.empty()) figures += fmt::format(" (base {})", row.base);
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
  Widths changed_;
  Widths rest_;
};

}  // namespace

std::string render_terminal(const View& view, const Template& source,
                            const TerminalOptions& options) {
  const auto text = expand(source, TerminalWriter(view, options).fields(), Escaping::Done);
  return wrap_lines(text, std::max(options.width, kNarrowest));
}

}  // namespace benchgate::report
