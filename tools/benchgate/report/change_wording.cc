#include "benchgate/report/change_wording.h"

#include <fmt/format.h>

#include "benchgate/report/quantity_text.h"
#include "benchgate/report/wording.h"

namespace benchgate::report {

Shift present_shift(const history::ChangePoint& point) {
  return {.from = point.from,
          .to = history::present_level(point),
          .ratio = history::present_ratio(point)};
}

std::string shift_words(const model::SeriesKey& series, const model::MetricDefinition& definition,
                        const Shift& shift) {
  const bool is_ratio = series.basis.kind == model::Basis::Kind::Reference;
  if (definition.kind == model::MetricKind::Exact || !shift.ratio) {
    const auto unit = is_ratio ? model::Unit::None : definition.unit;
    return fmt::format("{} instead of {}", short_quantity_text(shift.to, unit),
                       short_quantity_text(shift.from, unit));
  }
  auto in_words = definition;
  // A ratio of times has no unit, and is slower all the same.
  if (is_ratio) in_words.unit = model::default_definition(series.metric).unit;
  return change_words({.benchmark = series.benchmark,
                       .metric = series.metric,
                       .definition = in_words,
                       .ratio = shift.ratio});
}

QuantityPair level_texts(double from, double to, const model::MetricDefinition& definition,
                         model::Basis::Kind basis) {
  if (basis == model::Basis::Kind::Reference) {
    return {.base = fmt::format("{:.3f}×", from), .head = fmt::format("{:.3f}×", to)};
  }
  return quantity_pair(from, to, definition);
}

std::string shift_interval_words(const std::optional<stats::Estimate>& ratio) {
  if (!ratio || !ratio->interval) return {};
  return fmt::format("{} interval {}", short_percent_text(ratio->interval->achieved_level),
                     interval_words(ratio->interval->bounds));
}

std::string finding_words(const model::HistoryFinding& finding) {
  std::string effect;
  if (finding.ratio) {
    effect = fmt::format(": {}", signed_percent_text(*finding.ratio - 1));
    if (finding.lower && finding.upper) {
      effect += fmt::format(" ({} interval {})", short_percent_text(finding.level),
                            interval_words({*finding.lower, *finding.upper}));
    }
  }
  switch (finding.answer) {
    case model::HistoryFinding::Answer::Culprit:
      return fmt::format("Commit {}{}{}{}.", short_commit(finding.culprit),
                         finding.subject.empty() ? "" : " ", finding.subject, effect);
    case model::HistoryFinding::Answer::Range:
      return fmt::format("One of the commits after {} up to {}{}.",
                         short_commit(model::closest_good(finding)),
                         short_commit(model::closest_bad(finding)), effect);
    case model::HistoryFinding::Answer::NotConfirmed:
      return fmt::format("Not confirmed: {}{}.", denial_words(finding), effect);
    case model::HistoryFinding::Answer::Unanswered:
      return fmt::format("Looked into after {} up to {} without an answer: {}.",
                         short_commit(finding.good), short_commit(finding.bad),
                         ending_words(finding));
  }
  return {};
}

std::string denial_words(const model::HistoryFinding& finding) {
  return fmt::format(
      "measured together, {} and {} are not shown to differ by more than the policy's limit",
      short_commit(finding.good), short_commit(finding.bad));
}

std::string ending_words(const model::HistoryFinding& finding) {
  const auto reason = finding.ending ? finding.ending->reason : std::string();
  if (reason == "stopped") return "there was not enough time";
  if (reason == "undecided") return "the measurements did not decide";
  if (reason == "unlisted") return "its commits could not be listed";
  return "it could not be built or measured";
}

std::string short_commit(std::string_view commit) {
  return std::string(commit.substr(0, 12));
}

}  // namespace benchgate::report
