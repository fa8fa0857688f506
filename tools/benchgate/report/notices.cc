// What is wrong with the comparison itself: it stands before any timing.
#include <algorithm>

#include <fmt/format.h>

#include "benchgate/gate/undecided.h"
#include "benchgate/report/quantity_text.h"
#include "benchgate/report/view_parts.h"
#include "benchgate/report/wording.h"

namespace benchgate::report {
namespace {

using gate::Assessment;
using model::DiagnosticLevel;

Notice from_judgement(const gate::Judgement& judgement) {
  Notice notice{
      .level = judgement.closes_gate ? DiagnosticLevel::Problem : DiagnosticLevel::Warning,
      .kind = std::string(verdict_word(judgement.verdict)),
      .subject = judgement.benchmark,
      .text = reason_sentence(judgement),
      .closes_gate = judgement.closes_gate};
  if (!judgement.metric.empty()) notice.subject += " " + judgement.metric;
  return notice;
}

Notice from_diagnostic(const model::Diagnostic& diagnostic) {
  return {.level = diagnostic.level,
          .kind = std::string(name_in(model::kLevelNames, diagnostic.level)),
          .subject = diagnostic.benchmark,
          .text = diagnostic.message,
          .closes_gate = diagnostic.level == DiagnosticLevel::Problem};
}

std::string recorded(const std::optional<std::string>& value) {
  return value ? *value : "not recorded";
}

std::size_t rows_in_turn(const Assessment& assessment) {
  return static_cast<std::size_t>(
      std::ranges::count_if(assessment.judgements, [](const gate::Judgement& judgement) {
        return judgement.paired && judgement.paired->pacing == model::Pacing::InTurn &&
               judgement.definition.kind == model::MetricKind::Timing;
      }));
}

}  // namespace

std::vector<std::string> cautions_of(const Assessment& assessment) {
  std::vector<std::string> cautions;
  const auto& method = assessment.method;
  if (nothing_compared(assessment)) {
    cautions.emplace_back(
        "No benchmark is in both base and head, or none of its metrics is judged. This says "
        "nothing about the change.");
  }
  if (gate::could_not_close(assessment)) {
    cautions.emplace_back(
        "No row could have blocked merging, whatever the code does. This says nothing about the "
        "change; each row says why.");
  }
  if (method.common_shift) {
    cautions.push_back(fmt::format(
        "Nearly every benchmark moved the same way, by {} in the middle. Code rarely does that; "
        "another machine, its clock speed or load, or other compiler flags do. No row below shows "
        "the effect of the change itself.",
        signed_percent_text(*method.common_shift - 1)));
  }
  if (method.pairing == compare::Pairing::Apart && !nothing_compared(assessment)) {
    cautions.emplace_back(
        "Base and head were measured apart, at different moments. Only changes beyond the "
        "machine's noise can block merging.");
  }
  if (const auto rows = rows_in_turn(assessment); rows > 0) {
    cautions.push_back(fmt::format(
        "{} measured in turn: whole processes ran one after the other, so the machine's noise is "
        "part of the difference.",
        counted(rows, "metric", "metrics")));
  }
  return cautions;
}

std::vector<Notice> notices_of(const Assessment& assessment) {
  std::vector<Notice> notices;
  for (const auto& judgement : assessment.judgements) {
    const bool absent =
        judgement.verdict == gate::Verdict::Errored || judgement.verdict == gate::Verdict::Missing;
    if (absent) notices.push_back(from_judgement(judgement));
  }
  for (const auto& diagnostic : assessment.diagnostics) {
    if (diagnostic.level != DiagnosticLevel::Note) notices.push_back(from_diagnostic(diagnostic));
  }
  std::ranges::stable_sort(notices, std::ranges::greater{}, &Notice::level);
  return notices;
}

std::vector<Notice> notes_of(const Assessment& assessment) {
  std::vector<Notice> notes;
  for (const auto& diagnostic : assessment.diagnostics) {
    if (diagnostic.level == DiagnosticLevel::Note) notes.push_back(from_diagnostic(diagnostic));
  }
  return notes;
}

std::vector<EnvironmentRow> environment_of(const Assessment& assessment) {
  std::vector<EnvironmentRow> rows;
  for (const auto& difference : assessment.environment) {
    EnvironmentRow row{.field = difference.field,
                       .aspect = std::string(model::aspect_name(difference.aspect)),
                       .base = recorded(difference.base),
                       .head = recorded(difference.head),
                       .suites = difference.suite};
    const auto same = std::ranges::find_if(rows, [&row](const EnvironmentRow& other) {
      return other.field == row.field && other.base == row.base && other.head == row.head;
    });
    if (same == rows.end()) {
      rows.push_back(std::move(row));
    } else {
      same->suites += ", " + row.suites;
    }
  }
  return rows;
}

}  // namespace benchgate::report
