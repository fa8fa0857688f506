#include "benchgate/report/history_text.h"

#include <algorithm>
#include <cstdlib>
#include <map>
#include <utility>

#include <fmt/format.h>

#include "benchgate/base/instant.h"
#include "benchgate/report/change_wording.h"
#include "benchgate/report/quantity_text.h"
#include "benchgate/report/series_plot.h"
#include "benchgate/report/terminal_text.h"
#include "benchgate/report/unicode.h"
#include "benchgate/report/wording.h"

namespace benchgate::report {
namespace {

using history::Certainty;
using history::Change;
using history::ChangeKind;
using history::ChangeState;
using history::SeriesReport;
using model::Basis;

constexpr std::size_t kLongestSubject = 60;
constexpr std::size_t kLongestName = 300;
constexpr std::size_t kMostChanges = 20;  // below one plot

std::string day_of(const model::HistoryRun& run) {
  return day_text(model::moment_of(run));
}

std::string shown_commit(const std::string& commit) {
  return visible(short_commit(commit));
}

/// The commit of a run, or the run where none is known.
std::string source_of(const model::HistoryRun& run) {
  return run.commit.empty() ? "run " + run.id : shown_commit(run.commit);
}

std::string in_parentheses(const std::string& subject) {
  if (subject.empty()) return {};
  return fmt::format(" ({})", elide_middle(visible(subject), kLongestSubject));
}

/// A ratio to the reference build is an effect; everything else has a unit.
std::string value_text(double value, const model::Series& series) {
  return series.key.basis.kind == Basis::Kind::Reference
             ? signed_percent_text(value - 1)
             : quantity_text(value, series.definition.unit);
}

std::string levels_text(const Shift& size, const model::Series& series) {
  if (series.key.basis.kind == Basis::Kind::Reference)
    return fmt::format("{} → {}", value_text(size.from, series), value_text(size.to, series));
  const auto [from, to] = quantity_pair(size.from, size.to, series.definition);
  return fmt::format("{} → {}", from, to);
}

/// "12.3 % slower [+10.1 %, +14.2 %], 11.2 µs → 12.6 µs".
std::string size_text(const Shift& size, const model::Series& series) {
  const bool in_words = size.ratio && series.definition.kind == model::MetricKind::Timing;
  if (!in_words) return levels_text(size, series);
  auto text = shift_words(series.key, series.definition, size);
  if (size.ratio->interval) text += ' ' + interval_text(size.ratio->interval->bounds);
  return fmt::format("{}, {}", text, levels_text(size, series));
}

std::string state_text(const history::ChangePoint& point, const model::Series& series) {
  const auto runs = counted(point.points_behind, "run", "runs");
  switch (point.state) {
    case ChangeState::Recent:
      return fmt::format("seen in {} so far, 5 are needed to be sure", runs);
    case ChangeState::Standing:
      if (const auto& left = point.remainder) {
        return fmt::format("stands, reduced by later changes: now {}",
                           size_text({point.from, left->to, left->ratio}, series));
      }
      return point.kind == ChangeKind::Drift ? fmt::format("stands, drifted for {}", runs)
                                             : fmt::format("stands, level of {}", runs);
    case ChangeState::WentAway:
      return fmt::format("went away, had stood for {}", runs);
  }
  return {};
}

std::string finding_text(const model::HistoryFinding& finding) {
  std::string size;
  if (finding.ratio) size = ", " + signed_percent_text(*finding.ratio - 1);
  if (finding.ratio && finding.lower && finding.upper)
    size += ' ' + interval_text({*finding.lower, *finding.upper});
  switch (finding.answer) {
    case model::HistoryFinding::Answer::Culprit:
      return fmt::format("confirmed: {} did it{}{}", shown_commit(finding.culprit), size,
                         in_parentheses(finding.subject));
    case model::HistoryFinding::Answer::Range:
      return fmt::format("confirmed: one of the commits after {} up to {} did it{}",
                         shown_commit(model::closest_good(finding)),
                         shown_commit(model::closest_bad(finding)), size);
    case model::HistoryFinding::Answer::NotConfirmed:
      return fmt::format("not confirmed: {}{}", visible(denial_words(finding)), size);
    case model::HistoryFinding::Answer::Unanswered:
      return "looked into without an answer: " + ending_words(finding);
  }
  return {};
}

std::string basis_text(const Basis& basis) {
  if (basis.kind == Basis::Kind::Reference)
    return "against the reference build " + shown_commit(basis.of);
  return "on " + (basis.of.empty() ? "an unknown machine" : visible(basis.of));
}

/// Nothing in it means anything to a shell or in a pattern.
bool is_plain_word(std::string_view text) {
  return !text.empty() && text.front() != '-' && std::ranges::all_of(text, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           std::string_view("_-./:,=").find(c) != std::string_view::npos;
  });
}

/// The command that finds out which commit did it; empty where that was done, or cannot be.
std::string advice_on(const Change& change, const model::Series& series) {
  const auto& key = series.key;
  const bool is_answered = change.finding && model::is_answer(*change.finding);
  const bool is_step = change.point.kind == ChangeKind::Step;  // else no commit did it
  if (is_answered || !is_step || change.point.state != ChangeState::Standing) return {};
  const auto& [good, bad] = std::pair(change.before.commit, change.at.commit);
  for (const auto& word : {good, bad, key.benchmark, key.metric})
    if (!is_plain_word(word)) return {};
  const bool is_clock = key.metric == (series.clock.empty() ? model::kCpuTime : series.clock);
  return fmt::format("{}  which commit: benchgate bisect {} {} --benchmark {}{}\n", kUnbroken,
                     short_commit(good), short_commit(bad), key.benchmark,
                     is_clock ? "" : " --metric " + key.metric);
}

std::string name_text(const model::SeriesKey& key) {
  return fmt::format("{}  {}", elide_middle(visible(key.benchmark), kLongestName),
                     visible(key.metric));
}

/// "  at the same run: compiler GCC 12 → GCC 13", which may be all that there is to the change.
std::string environment_text(const std::vector<model::EnvironmentDifference>& differences) {
  constexpr std::size_t kMost = 3;
  constexpr std::size_t kLongestValue = 40;
  std::vector<std::string> words;
  const auto shown = [](const std::optional<std::string>& value) {
    return elide_middle(visible(value.value_or("")), kLongestValue);
  };
  for (const auto& difference : differences) {
    if (words.size() == kMost) break;
    words.push_back(fmt::format("{} {} → {}",
                                elide_middle(visible(difference.field), kLongestValue),
                                shown(difference.base), shown(difference.head)));
  }
  if (differences.size() > kMost)
    words.push_back(fmt::format("{} more", differences.size() - kMost));
  return words.empty() ? std::string() : fmt::format("  at the same run: {}\n", listed(words));
}

class Writer {
 public:
  explicit Writer(bool colour) : colour_(colour) {}

  [[nodiscard]] std::string code(const char* code) const {
    return colour_ ? fmt::format("\x1b[{}m", code) : std::string();
  }

  /// What happened, in the lines below a headline.
  [[nodiscard]] std::string change(const Change& change, const model::Series& series) const {
    const auto& point = change.point;
    auto text = fmt::format("  {}\n", size_text({point.from, point.to, point.ratio}, series));
    if (point.kind == ChangeKind::Drift) {
      text +=
          fmt::format("  a slow drift from {} to {}: after {} up to {}\n", day_of(change.before),
                      day_of(change.at), source_of(change.before), source_of(change.at));
      return text + fmt::format("  {}\n", state_text(point, series));
    }
    text += fmt::format("  {}: after {} up to {}{}\n", day_of(change.at), source_of(change.before),
                        source_of(change.at), in_parentheses(change.at.subject));
    text += fmt::format("  {}; {}\n", state_text(point, series),
                        change.finding ? finding_text(*change.finding) : "not looked into");
    return text + environment_text(change.environment);
  }

  [[nodiscard]] std::string symbol(const Change& change) const {
    const auto& point = change.point;
    if (!history::is_sure(point, change.finding)) return code("33") + "!" + code("0");
    if (point.neutral) return code("0") + "~" + code("0");
    return point.worse ? code("31") + "✗" + code("0") : code("32") + "✓" + code("0");
  }

  [[nodiscard]] std::string bold(const std::string& text) const {
    return code("1") + text + code("0");
  }

 private:
  const bool colour_;
};

struct Told {
  const SeriesReport* report;
  const Change* change;
};

std::vector<Told> told(const std::vector<SeriesReport>& reports,
                       const HistoryTextOptions& options) {
  std::vector<Told> all;
  for (const auto& report : reports)
    for (const auto& change : report.changes)
      if (history::passes(change, options.filter)) all.push_back({&report, &change});
  std::ranges::stable_sort(all, [](const Told& left, const Told& right) {
    return history::is_told_before(*left.change, *right.change);
  });
  return all;
}

/// "3 changes in 2 of 40 series: 1 for the worse, 2 for the better". Counts there only what is
/// sure.
std::string summary(const std::vector<Told>& all, std::size_t series) {
  std::vector<const SeriesReport*> changed;
  for (const auto& one : all) changed.push_back(one.report);
  std::ranges::sort(changed);
  changed.erase(std::unique(changed.begin(), changed.end()), changed.end());
  std::map<Certainty, std::size_t> by_certainty;
  std::size_t worse = 0;
  std::size_t neutral = 0;
  for (const auto& one : all) {
    const auto certainty = history::certainty_of(one.change->point, one.change->finding);
    ++by_certainty[certainty];
    if (certainty == Certainty::Sure && one.change->point.worse) ++worse;
    if (certainty == Certainty::Sure && one.change->point.neutral) ++neutral;
  }
  auto text = fmt::format("{} in {} of {} series: {} for the worse, {} for the better",
                          counted(all.size(), "change", "changes"), changed.size(), series, worse,
                          by_certainty[Certainty::Sure] - worse - neutral);
  if (neutral > 0) text += fmt::format(", {} without a known direction", neutral);
  for (const auto& [certainty, words] :
       {std::pair(Certainty::Recent, "not sure yet"), std::pair(Certainty::Denied, "not confirmed"),
        std::pair(Certainty::WentAway, "gone away since")}) {
    if (by_certainty[certainty] > 0) text += fmt::format(", {} {}", by_certainty[certainty], words);
  }
  return text + '\n';
}

std::string plot_of(const SeriesReport& report, const HistoryTextOptions& options) {
  SeriesPlot plot;
  for (const auto& point : report.series.points) plot.values.push_back(point.value);
  for (const auto& segment : report.analysis.segments)
    plot.levels.push_back({segment.first, segment.last, segment.level, segment.from});
  for (const auto& change : report.changes) plot.marks.push_back(change.point.index);
  plot.label = [&](double value) { return value_text(value, report.series); };
  return plot_series(plot, {.columns = options.width, .rows = 10, .plain = options.plain});
}

std::string series_text(const SeriesReport& report, const HistoryTextOptions& options) {
  const Writer write(options.colour);
  auto text = write.bold(name_text(report.series.key)) + '\n';
  text += fmt::format("{}, {} from {} to {}", basis_text(report.series.key.basis),
                      counted(report.series.points.size(), "run", "runs"), day_of(report.first),
                      day_of(report.last));
  if (report.analysis.noise > 0 && report.analysis.changes.size() + 2 < report.series.points.size())
    text += ", a run scatters by " + percent_text(report.analysis.noise);
  text += "\n\n" + plot_of(report, options);
  if (report.changes.empty()) text += "\n  no change point\n";
  const auto skipped = options.filter.all
                           ? 0
                           : report.changes.size() - std::min(report.changes.size(), kMostChanges);
  if (skipped > 0) text += fmt::format("\n  {} earlier changes: --all tells them too\n", skipped);
  for (auto i = skipped; i < report.changes.size(); ++i) {
    const auto& change = report.changes[i];
    if (options.filter.since && model::moment_of(change.at) < *options.filter.since) continue;
    text += fmt::format("\n{} {}\n", i + 1, write.symbol(change));
    text += write.change(change, report.series) + advice_on(change, report.series);
  }
  return text;
}

}  // namespace

std::string history_list_text(const std::vector<SeriesReport>& reports,
                              const HistoryTextOptions& options) {
  const Writer write(options.colour);
  const auto all = told(reports, options);
  auto text = summary(all, reports.size());
  for (const auto& [report, change] : all) {
    text += fmt::format("\n{} {}  {}\n", write.symbol(*change),
                        write.bold(name_text(report->series.key)),
                        basis_text(report->series.key.basis));
    text += write.change(*change, report->series);
  }
  if (options.filter.all) {
    text += "\nWithout a change:\n";
    for (const auto& report : reports) {
      if (!report.changes.empty()) continue;
      text += fmt::format("  {}  {}  {}\n", name_text(report.series.key),
                          basis_text(report.series.key.basis),
                          value_text(report.analysis.segments.back().level, report.series));
    }
  }
  return wrap_lines(text, options.width);
}

std::string history_series_text(const std::vector<SeriesReport>& reports,
                                const HistoryTextOptions& options) {
  std::string text;
  for (const auto& report : reports)
    text += (text.empty() ? "" : "\n") + series_text(report, options);
  return wrap_lines(text, options.width);
}

}  // namespace benchgate::report
