#include "benchgate/site/shown_change.h"

#include <optional>

#include <fmt/format.h>

#include "benchgate/report/change_wording.h"
#include "benchgate/report/quantity_text.h"

namespace benchgate::site {
namespace {

using Answer = model::HistoryFinding::Answer;

bool is_timed(const NotedChange& noted) {
  return noted.series.basis.kind == model::Basis::Kind::Reference
             ? noted.definition.kind == model::MetricKind::Timing
             : noted.definition.unit == model::Unit::Nanoseconds;
}

std::string_view word_of(const NotedChange& noted) {
  if (noted.definition.direction == model::Direction::NeitherIsBetter) return "changed";
  const bool worse = noted.change.point.worse;
  if (is_timed(noted)) return worse ? "slower" : "faster";
  return worse ? "worse" : "better";
}

std::string_view symbol_of(const NotedChange& noted) {
  const auto& point = noted.change.point;
  if (point.neutral) return "~";
  if (!history::is_sure(point, noted.change.finding)) return "!";
  return point.worse ? "✗" : "✓";
}

std::string size_words(const NotedChange& noted, double to,
                       const std::optional<stats::Estimate>& ratio) {
  if (ratio && noted.definition.kind != model::MetricKind::Exact) {
    return report::signed_percent_text(ratio->point - 1);
  }
  const auto texts =
      report::level_texts(noted.change.point.from, to, noted.definition, noted.series.basis.kind);
  return fmt::format("{} → {}", texts.base, texts.head);
}

/// Why it is not sure, or that it is no step.
std::string_view note_of(const NotedChange& noted) {
  const auto& point = noted.change.point;
  switch (history::certainty_of(point, noted.change.finding)) {
    case history::Certainty::WentAway:
      return "went away since";
    case history::Certainty::Denied:
      return "not confirmed";
    case history::Certainty::Recent:
      return "recent: not sure yet";
    case history::Certainty::Sure:
      break;
  }
  return point.kind == history::ChangeKind::Drift ? "a slow drift" : "";
}

std::string_view answer_words(Answer answer) {
  switch (answer) {
    case Answer::Culprit:
      return "✓ found by bisection:";
    case Answer::Range:
      return "bisection got no closer";
    case Answer::NotConfirmed:
      return "not confirmed: measured together, not shown to differ by more than the policy's "
             "limit";
    case Answer::Unanswered:
      break;
  }
  return "bisection ended without an answer";
}

}  // namespace

std::string_view tone_of(const NotedChange& noted) {
  const auto& point = noted.change.point;
  if (point.neutral || !history::is_sure(point, noted.change.finding)) return "unclear";
  return point.worse ? "bad" : "good";
}

std::string effect_of(const NotedChange& noted) {
  const auto& point = noted.change.point;
  return size_words(noted, history::present_level(point), history::present_ratio(point));
}

void add_words(nlohmann::json& json, const NotedChange& noted) {
  const auto& point = noted.change.point;
  json["tone"] = tone_of(noted);
  json["symbol"] = symbol_of(noted);
  json["word"] = word_of(noted);
  json["effect"] = effect_of(noted);
  const auto& ratio = history::present_ratio(point);
  if (ratio && ratio->interval && noted.definition.kind != model::MetricKind::Exact) {
    json["interval"] = report::interval_text(ratio->interval->bounds);
  }
  if (const auto note = note_of(noted); !note.empty()) json["note"] = note;
  if (point.remainder) {
    json["was"] = "reduced, was " + size_words(noted, point.to, point.ratio);
  }
}

nlohmann::json shown_finding(const model::HistoryFinding& finding) {
  nlohmann::json json = {{"answer", model::answer_name(finding.answer)},
                         {"words", answer_words(finding.answer)}};
  if (finding.answer == Answer::Culprit) {
    json["culprit"] = finding.culprit;
    json["subject"] = finding.subject;
  }
  if (finding.ratio && finding.answer != Answer::Unanswered) {
    auto effect = report::signed_percent_text(*finding.ratio - 1);
    if (finding.lower && finding.upper) {
      effect += ' ' + report::interval_text({*finding.lower, *finding.upper});
    }
    json["effect"] = std::move(effect);
  }
  return json;
}

}  // namespace benchgate::site
