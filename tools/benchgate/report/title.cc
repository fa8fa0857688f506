// The line that a reader sees first, and sometimes only: it must not say more than was shown.
#include <algorithm>

#include <fmt/format.h>

#include "benchgate/gate/paired_session.h"
#include "benchgate/gate/undecided.h"
#include "benchgate/report/quantity_text.h"
#include "benchgate/report/view_parts.h"
#include "benchgate/report/wording.h"

namespace benchgate::report {
namespace {

using compare::Pairing;
using gate::Assessment;
using gate::Verdict;

struct Finding {
  Verdict verdict;
  std::string_view one, many;
};

constexpr Finding kFindings[] = {
    {Verdict::Errored, "benchmark errored", "benchmarks errored"},
    {Verdict::Missing, "missing", "missing"},
    {Verdict::Regressed, "regression", "regressions"},
    {Verdict::OverBudget, "over budget", "over budget"},
    {Verdict::New, "new", "new"},
    {Verdict::Inconclusive, "inconclusive", "inconclusive"},
};

std::size_t count_of(const Assessment& assessment, Verdict verdict, bool closing) {
  const auto rows = std::ranges::count_if(assessment.judgements, [&](const auto& judgement) {
    return judgement.verdict == verdict && judgement.closes_gate == closing;
  });
  std::ptrdiff_t budgets = 0;
  if (verdict == Verdict::OverBudget) {
    budgets = std::ranges::count_if(assessment.budgets, [closing](const auto& budget) {
      return budget.state == gate::BudgetState::Exceeded && budget.closes_gate == closing &&
             !budget.is_unconfirmed;
    });
  }
  return static_cast<std::size_t>(rows + budgets);
}

/// Entries of the policy that apply to nothing.
bool is_about_policy(const model::Diagnostic& diagnostic) {
  return diagnostic.code.starts_with("unused-");
}

std::size_t problem_count(const Assessment& assessment, bool about_policy) {
  return static_cast<std::size_t>(
      std::ranges::count_if(assessment.diagnostics, [&](const model::Diagnostic& diagnostic) {
        return diagnostic.level == model::DiagnosticLevel::Problem &&
               is_about_policy(diagnostic) == about_policy;
      }));
}

std::size_t far_count(const Assessment& assessment) {
  return static_cast<std::size_t>(std::ranges::count_if(assessment.judgements, gate::moved_far));
}

bool lacks_samples(const Assessment& assessment) {
  return std::ranges::count(assessment.diagnostics, "few-samples", &model::Diagnostic::code) > 0;
}

std::vector<std::string> closing_findings(const Assessment& assessment) {
  std::vector<std::string> parts;
  const auto unconfirmed = unconfirmed_count(assessment);
  const auto far = static_cast<std::size_t>(
      std::ranges::count_if(assessment.judgements, [](const gate::Judgement& judgement) {
        return judgement.closes_gate && gate::moved_far(judgement);
      }));
  for (const auto& [verdict, one, many] : kFindings) {
    auto count = count_of(assessment, verdict, true);
    if (verdict == Verdict::Inconclusive) count -= std::min(count, unconfirmed.rows + far);
    if (count > 0) parts.push_back(counted(count, one, many));
  }
  if (const auto count = unconfirmed.rows + unconfirmed.budgets; count > 0) {
    parts.push_back(counted(count, "suspect", "suspects") + " seen in one run only");
  }
  if (far > 0) {
    parts.push_back(counted(far, "metric moved far, undecided", "metrics moved far, undecided"));
  }
  if (const auto count = problem_count(assessment, false); count > 0) {
    parts.push_back(counted(count, "problem with the data", "problems with the data"));
  }
  if (const auto count = problem_count(assessment, true); count > 0) {
    parts.push_back(counted(count, "problem with the policy", "problems with the policy"));
  }
  return parts;
}

/// Found, shown, and by policy no reason to stop.
std::vector<std::string> tolerated_findings(const Assessment& assessment) {
  std::vector<std::string> parts;
  for (const auto& [verdict, one, many] : kFindings) {
    if (verdict == Verdict::New || verdict == Verdict::Inconclusive) continue;
    const auto count = count_of(assessment, verdict, false);
    if (count > 0) parts.push_back(counted(count, one, many));
  }
  return parts;
}

std::string joined(const std::vector<std::string>& parts) {
  std::string text;
  for (const auto& part : parts) text += (text.empty() ? "" : ", ") + part;
  return text;
}

std::string title_without_base(const Assessment& assessment) {
  if (assessment.judgements.empty() && assessment.budgets.empty()) return "Nothing was measured";
  if (assessment.budgets.empty()) return "Measured, with nothing to compare with";
  const auto met =
      std::ranges::count(assessment.budgets, gate::BudgetState::Met, &gate::BudgetJudgement::state);
  return fmt::format("{} of {} met, none exceeded", met,
                     counted(assessment.budgets.size(), "budget", "budgets"));
}

std::string title_when_clean(const Assessment& assessment) {
  if (assessment.method.pairing == Pairing::Alone) return title_without_base(assessment);
  if (assessment.coverage.compared == 0) {
    const auto added = count_of(assessment, Verdict::New, false);
    const bool is_empty_shard =
        std::ranges::count(assessment.diagnostics, "empty-shard", &model::Diagnostic::code) > 0;
    if (is_empty_shard) return "No benchmark belongs to this shard";
    if (added == 0) return "Nothing that is measured has changed";
    return fmt::format("Nothing that was measured before has changed, {} new",
                       counted(added, "benchmark", "benchmarks"));
  }
  const auto accepted = assessment.count(Verdict::Accepted);
  std::string text = accepted == 0 ? "No regression found"
                                   : fmt::format("No regression but {} accepted", accepted);
  if (gate::could_not_close(assessment)) {
    text = "Nothing was decided";
  } else if (const auto far = far_count(assessment); far > 0) {
    text = counted(far, "metric moved far, undecided", "metrics moved far, undecided");
  } else if (lacks_samples(assessment)) {
    text = "Nothing moved far, and there are too few samples to see less";
  }
  if (const auto count = assessment.count(Verdict::Improved); count > 0) {
    text += ", " + counted(count, "improvement", "improvements");
  }
  const auto left_out = static_cast<std::size_t>(std::ranges::count(
      assessment.judgements, gate::Reason::NotMeasured, &gate::Judgement::reason));
  if (const auto count = assessment.count(Verdict::Inconclusive) - left_out; count > 0) {
    const auto judged = count + assessment.count(Verdict::Unchanged) +
                        assessment.count(Verdict::Improved) + assessment.count(Verdict::Accepted);
    text += fmt::format(", {} of {} inconclusive", count, counted(judged, "metric", "metrics"));
  }
  if (left_out > 0) text += fmt::format(", {} not measured", left_out);
  return text;
}

std::string common_shift_text(const gate::Method& method) {
  return fmt::format("Everything moved by {}: the machine or the whole build changed",
                     signed_percent_text(*method.common_shift - 1));
}

/// "Too noisy or too short to tell: 2 suspicions open, 66 of 131 metrics inconclusive".
std::string title_when_too_short(const Assessment& assessment) {
  std::vector<std::string> parts;
  const auto& rows = assessment.judgements;
  const auto open = std::ranges::count_if(rows, [](const gate::Judgement& judgement) {
    return judgement.severity == gate::Severity::Fail && gate::moved_far(judgement);
  });
  if (open > 0) {
    parts.push_back(counted(static_cast<std::size_t>(open), "suspicion open", "suspicions open"));
  }
  const auto left_out =
      std::ranges::count(rows, gate::Reason::NotMeasured, &gate::Judgement::reason);
  const auto judged = std::ranges::count_if(
      rows, [](const gate::Judgement& judgement) { return judgement.paired.has_value(); });
  const auto inconclusive = std::ranges::count_if(rows, [](const auto& judgement) {
    return judgement.paired && judgement.verdict == Verdict::Inconclusive;
  });
  if (inconclusive > 0) {
    parts.push_back(fmt::format("{} of {} inconclusive", inconclusive,
                                counted(static_cast<std::size_t>(judged), "metric", "metrics")));
  }
  if (left_out > 0) parts.push_back(fmt::format("{} not measured", left_out));
  return "Too noisy or too short to tell: " + joined(parts);
}

}  // namespace

UnconfirmedCount unconfirmed_count(const Assessment& assessment) {
  const auto rows = std::ranges::count_if(assessment.judgements, [](const auto& judgement) {
    return judgement.reason == gate::Reason::Unconfirmed && judgement.closes_gate;
  });
  const auto budgets =
      std::ranges::count_if(assessment.budgets, &gate::BudgetJudgement::is_unconfirmed);
  return {.rows = static_cast<std::size_t>(rows), .budgets = static_cast<std::size_t>(budgets)};
}

bool nothing_compared(const Assessment& assessment) {
  // An open gate without any row: both sides are known to be the same. So are some suites of a
  // closed one where all others are new.
  const bool all_new = assessment.coverage.has_unmeasured() && !assessment.judgements.empty() &&
                       assessment.count(Verdict::New) == assessment.judgements.size();
  return assessment.method.pairing != Pairing::Alone && assessment.coverage.compared == 0 &&
         assessment.outcome != gate::Outcome::Passed && !all_new;
}

std::string title_of(const Assessment& assessment) {
  const auto closing = closing_findings(assessment);
  const auto tolerated = tolerated_findings(assessment);
  std::string text;
  if (nothing_compared(assessment)) text = "Nothing was compared";
  if (assessment.method.common_shift && text.empty()) {
    text = common_shift_text(assessment.method);
  }
  const auto add = [&text](const std::string& more) { text += (text.empty() ? "" : "; ") + more; };
  if (!closing.empty()) add(joined(closing));
  if (!tolerated.empty()) add(joined(tolerated) + " not closing the gate");
  if (!text.empty()) return text;
  return gate::is_too_short_to_tell(assessment) ? title_when_too_short(assessment)
                                                : title_when_clean(assessment);
}

Tone tone_of(const Assessment& assessment) {
  if (assessment.outcome == gate::Outcome::Closed) return Tone::Bad;
  const bool open = assessment.outcome == gate::Outcome::Inconclusive ||
                    assessment.method.common_shift || nothing_compared(assessment) ||
                    gate::is_too_short_to_tell(assessment) || gate::could_not_close(assessment) ||
                    far_count(assessment) > 0 || lacks_samples(assessment) ||
                    !tolerated_findings(assessment).empty();
  return open ? Tone::Unclear : Tone::Good;
}

std::string outcome_text(const Assessment& assessment) {
  const auto code = static_cast<int>(assessment.exit_code());
  const auto unconfirmed = unconfirmed_count(assessment);
  if (assessment.outcome == gate::Outcome::Inconclusive &&
      unconfirmed.rows + unconfirmed.budgets > 0) {
    return fmt::format("Undecided until head is measured again (exit code {}).", code);
  }
  switch (assessment.outcome) {
    case gate::Outcome::Passed:
      return fmt::format("The gate is open (exit code {}).", code);
    case gate::Outcome::Closed:
      return fmt::format("The gate is closed (exit code {}).", code);
    case gate::Outcome::Inconclusive:
      return fmt::format("Undecided, which the policy does not let pass (exit code {}).", code);
  }
  return {};
}

std::string coverage_text(const Assessment& assessment) {
  if (assessment.method.pairing == Pairing::Alone) {
    return fmt::format("Measured {}; there is no base to compare with",
                       counted(assessment.coverage.expected, "benchmark", "benchmarks"));
  }
  auto text = fmt::format("Compared {} of {}", assessment.coverage.compared,
                          counted(assessment.coverage.expected, "benchmark", "benchmarks"));
  if (const auto same = assessment.coverage.same_code.size(); same > 0) {
    text += fmt::format("; {} the same code as in base", counted(same, "other runs", "others run"));
  }
  return text;
}

}  // namespace benchgate::report
