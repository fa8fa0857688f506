#include "benchgate/report/change_wording.h"

#include <fmt/format.h>

#include "benchgate/report/quantity_text.h"

namespace benchgate::report {
namespace {

/// The word for a change of a metric for the better or the worse.
std::string_view word_for(const ShiftedMetric& shift) {
  if (shift.definition.direction == model::Direction::NeitherIsBetter) return "changed";
  const bool is_time = shift.definition.unit == model::Unit::Nanoseconds;
  if (shift.worse) return is_time ? "slower" : "worse";
  return is_time ? "faster" : "better";
}

}  // namespace

std::string shift_words(const ShiftedMetric& shift) {
  if (shift.definition.kind == model::MetricKind::Exact || !shift.ratio) {
    const auto unit =
        shift.basis == model::Basis::Kind::Reference ? model::Unit::None : shift.definition.unit;
    return fmt::format("{} instead of {}", short_quantity_text(shift.to, unit),
                       short_quantity_text(shift.from, unit));
  }
  const double effect = shift.ratio->point - 1;
  const auto word = word_for(shift);
  if (word == "slower" || word == "faster") return fmt::format("{} {}", percent_text(effect), word);
  return fmt::format("{} ({})", signed_percent_text(effect), word);
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
      return fmt::format("One of the commits after {} up to {}{}.", short_commit(finding.good),
                         short_commit(finding.bad), effect);
    case model::HistoryFinding::Answer::NotConfirmed:
      return fmt::format("Not confirmed: measured together, {} and {} do not differ{}.",
                         short_commit(finding.good), short_commit(finding.bad), effect);
  }
  return {};
}

std::string short_commit(std::string_view commit) {
  return std::string(commit.substr(0, 12));
}

}  // namespace benchgate::report
