// The line that a reader sees first, and sometimes only: the finding itself. It must not say more
// than was shown, and never blames the change for what base already did.
#include <algorithm>
#include <cmath>
#include <optional>

#include <fmt/format.h>

#include "benchgate/gate/paired_session.h"
#include "benchgate/gate/undecided.h"
#include "benchgate/report/quantity_text.h"
#include "benchgate/report/unicode.h"
#include "benchgate/report/view_parts.h"
#include "benchgate/report/wording.h"
#include "benchgate/report/wording_parts.h"

namespace benchgate::report {
namespace {

using compare::Pairing;
using gate::Assessment;
using gate::BudgetJudgement;
using gate::Judgement;
using gate::Verdict;

constexpr std::size_t kMostNameColumns = 90;

/// One finding in two forms: alone it has the name of its benchmark, beside others it is counted.
struct Finding {
  std::string subject;  ///< empty: there is no form with a name
  std::string named;    ///< follows the subject: "is 3.0 % slower"
  std::string counted;  ///< "11 benchmarks slower"
  std::string detail;   ///< "worst +160 %"; may be empty
};

using Findings = std::vector<Finding>;

std::vector<const Judgement*> rows_of(const Assessment& assessment, Verdict verdict, bool closing) {
  std::vector<const Judgement*> rows;
  for (const auto& judgement : assessment.judgements) {
    if (judgement.verdict == verdict && judgement.closes_gate == closing)
      rows.push_back(&judgement);
  }
  return rows;
}

bool is_about_time(const Judgement& judgement) {
  return judgement.definition.unit == model::Unit::Nanoseconds && judgement.ratio &&
         judgement.is_about_clock();
}

/// "is 3.0 % slower", "allocs_per_iter: 12 → 14".
std::string worse_words(const Judgement& judgement) {
  if (judgement.metric == "plan_hash") return "has another query plan";
  if (judgement.paired && judgement.paired->partial) {
    const auto& partial = *judgement.paired->partial;
    auto moved = judgement;
    moved.ratio = stats::Estimate{.point = partial.ratio, .interval = std::nullopt};
    return fmt::format("is {} in {} of {}", change_words(moved), partial.moved,
                       counted(partial.pairs, "pair", "pairs"));
  }
  if (is_about_time(judgement)) return fmt::format("is {}", change_words(judgement));
  const auto sides = both_sides(judgement);
  if (sides.empty()) return fmt::format("{} is worse", judgement.metric);
  return fmt::format("{}: {}", judgement.metric, sides);
}

/// "worst +160 %" of rows with a better and a worse.
std::string worst_of(const std::vector<const Judgement*>& rows) {
  std::optional<double> worst;
  for (const auto* row : rows) {
    const auto worse = row->metric == "plan_hash" ? std::nullopt : row->worsening();
    if (worse && std::isfinite(*worse)) worst = std::max(worst.value_or(*worse), *worse);
  }
  return worst && *worst > 0 ? "worst " + signed_percent_text(*worst) : std::string();
}

void add_worse(const Assessment& assessment, bool closing, Findings& findings) {
  const auto rows = rows_of(assessment, Verdict::Regressed, closing);
  if (rows.empty()) return;
  const bool slower =
      std::ranges::all_of(rows, [](const auto* row) { return is_about_time(*row); });
  findings.push_back({.subject = rows.front()->benchmark,
                      .named = worse_words(*rows.front()),
                      .counted = slower
                                     ? counted(rows.size(), "benchmark", "benchmarks") + " slower"
                                     : counted(rows.size(), "metric", "metrics") + " worse",
                      .detail = worst_of(rows)});
  if (rows.size() > 1) findings.back().subject.clear();
}

/// Failed or missing benchmarks.
void add_absent(const Assessment& assessment, Verdict verdict, bool closing, Findings& findings) {
  const auto rows = rows_of(assessment, verdict, closing);
  if (rows.empty()) return;
  const bool whole = std::ranges::all_of(rows, &std::string::empty, &Judgement::metric);
  const bool failed = verdict == Verdict::Errored;
  const auto& first = *rows.front();
  const std::string metric = first.metric.empty() ? "" : first.metric + " ";
  const bool in_base = failed && first.reason == gate::Reason::FailedInBase;
  const std::string_view state = in_base ? "failed in base" : failed ? "failed" : "is missing";
  findings.push_back({.subject = rows.size() == 1 ? first.benchmark : std::string(),
                      .named = metric + std::string(state),
                      .counted = counted(rows.size(), whole ? "benchmark" : "result",
                                         whole ? "benchmarks" : "results") +
                                 (failed ? " failed" : " missing"),
                      .detail = {}});
}

void add_over_budget(const Assessment& assessment, bool closing, Findings& findings) {
  std::vector<const BudgetJudgement*> over;
  for (const auto& budget : assessment.budgets) {
    if (budget.state == gate::BudgetState::Exceeded && budget.closes_gate == closing &&
        !budget.is_unconfirmed) {
      over.push_back(&budget);
    }
  }
  const auto rows = rows_of(assessment, Verdict::OverBudget, closing);
  const auto count = over.size() + rows.size();
  if (count == 0) return;
  const auto before = static_cast<std::size_t>(std::ranges::count_if(
      over, [](const BudgetJudgement* budget) { return was_over_before(*budget); }));
  Finding finding{.subject = {},
                  .named = {},
                  .counted = counted(count, "budget", "budgets") + " exceeded",
                  .detail = {}};
  if (before > 0)
    finding.detail = before == count ? "base too" : fmt::format("{} in base too", before);
  if (count == 1 && !over.empty()) {
    finding.subject = over.front()->benchmark;
    finding.named = fmt::format("{} is over its budget{}", over.front()->metric,
                                before > 0 ? ", as in base" : "");
  }
  findings.push_back(std::move(finding));
}

std::size_t far_count(const Assessment& assessment) {
  return static_cast<std::size_t>(std::ranges::count_if(assessment.judgements, gate::moved_far));
}

void add_far(const Assessment& assessment, Findings& findings) {
  std::vector<const Judgement*> far;
  for (const auto& row : assessment.judgements) {
    if (row.closes_gate && gate::moved_far(row) && row.reason != gate::Reason::Unconfirmed) {
      far.push_back(&row);
    }
  }
  if (far.empty()) return;
  const auto& first = *far.front();
  const bool alone = far.size() == 1 && is_about_time(first);
  findings.push_back(
      {.subject = alone ? first.benchmark : std::string(),
       .named = alone ? fmt::format("may be {}: undecided", change_words(first)) : "",
       .counted = counted(far.size(), "possible slowdown", "possible slowdowns") + " undecided",
       .detail = {}});
}

void add_undecided(const Assessment& assessment, Findings& findings) {
  const auto add = [&findings](std::size_t count, std::string_view one, std::string_view many,
                               std::string_view state) {
    if (count == 0) return;
    findings.push_back({.subject = {},
                        .named = {},
                        .counted = fmt::format("{} {}", counted(count, one, many), state),
                        .detail = {}});
  };
  add(rows_of(assessment, Verdict::New, true).size(), "benchmark", "benchmarks", "new");
  const auto inconclusive = rows_of(assessment, Verdict::Inconclusive, true);
  const auto plain = std::ranges::count_if(inconclusive, [](const Judgement* row) {
    return row->reason != gate::Reason::Unconfirmed && !gate::moved_far(*row);
  });
  add(static_cast<std::size_t>(plain), "metric", "metrics", "undecided");
  const auto unconfirmed = unconfirmed_count(assessment);
  add(unconfirmed.rows + unconfirmed.budgets, "possible slowdown", "possible slowdowns",
      "seen in one run only");
}

void add_problems(const Assessment& assessment, Findings& findings) {
  std::size_t policy = 0;
  std::size_t data = 0;
  for (const auto& diagnostic : assessment.diagnostics) {
    if (diagnostic.level != model::DiagnosticLevel::Problem) continue;
    ++(diagnostic.code.starts_with("unused-") ? policy : data);
  }
  const auto add = [&findings](std::size_t count, std::string_view with) {
    if (count == 0) return;
    findings.push_back(
        {.subject = {},
         .named = {},
         .counted = fmt::format("{} {}", counted(count, "problem", "problems"), with),
         .detail = {}});
  };
  add(data, "with the data");
  add(policy, "with the policy");
}

Findings blocking_findings(const Assessment& assessment) {
  Findings findings;
  add_absent(assessment, Verdict::Errored, true, findings);
  add_absent(assessment, Verdict::Missing, true, findings);
  add_worse(assessment, true, findings);
  add_over_budget(assessment, true, findings);
  add_undecided(assessment, findings);
  add_far(assessment, findings);
  add_problems(assessment, findings);
  return findings;
}

/// Found, shown, and by policy no reason to stop.
Findings tolerated_findings(const Assessment& assessment) {
  Findings findings;
  add_absent(assessment, Verdict::Errored, false, findings);
  add_absent(assessment, Verdict::Missing, false, findings);
  add_worse(assessment, false, findings);
  add_over_budget(assessment, false, findings);
  return findings;
}

Title title_from(const Findings& findings) {
  if (findings.size() == 1) {
    const auto& only = findings.front();
    if (!only.subject.empty()) return {.subject = only.subject, .text = only.named};
    return {.subject = {}, .text = only.counted + (only.detail.empty() ? "" : ", " + only.detail)};
  }
  Title title;
  for (const auto& finding : findings) {
    title.text += (title.text.empty() ? "" : ", ") + finding.counted;
    if (!finding.detail.empty()) title.text += fmt::format(" ({})", finding.detail);
  }
  return title;
}

/// Without names: beside other text they are only counted.
Findings counted_only(Findings findings) {
  for (auto& finding : findings) finding.subject.clear();
  return findings;
}

std::string title_without_base(const Assessment& assessment) {
  if (assessment.judgements.empty() && assessment.budgets.empty()) return "Nothing was measured";
  if (assessment.budgets.empty()) return "Measured, with nothing to compare with";
  const auto met =
      std::ranges::count(assessment.budgets, gate::BudgetState::Met, &BudgetJudgement::state);
  return fmt::format("{} of {} met, none exceeded", met,
                     counted(assessment.budgets.size(), "budget", "budgets"));
}

std::string title_without_rows(const Assessment& assessment) {
  if (std::ranges::count(assessment.diagnostics, "empty-shard", &model::Diagnostic::code) > 0) {
    return "No benchmark belongs to this shard";
  }
  const auto added = assessment.count(Verdict::New);
  if (added == 0) return "Nothing that is measured has changed";
  return fmt::format("Nothing that was measured before has changed, {} new",
                     counted(added, "benchmark", "benchmarks"));
}

/// "(slowdowns below about 9 % would go unseen)": half of the undecided rows could have shown less.
std::string unseen_words(const Assessment& assessment) {
  std::vector<double> unseen;
  for (const auto& row : assessment.judgements) {
    if (row.verdict != Verdict::Inconclusive) continue;
    const double smallest = std::max(row.detectable.value_or(0), row.noise_floor.value_or(0));
    if (smallest > 0 && std::isfinite(smallest)) unseen.push_back(smallest * 100);
  }
  if (unseen.empty()) return {};
  const auto middle = unseen.begin() + static_cast<std::ptrdiff_t>(unseen.size() / 2);
  std::ranges::nth_element(unseen, middle);
  return fmt::format(" (slowdowns below about {:.{}f} % would go unseen)", *middle,
                     *middle < 2 ? 1 : 0);
}

struct Tally {
  std::size_t judged = 0, undecided = 0, not_measured = 0;
};

Tally tally_of(const Assessment& assessment) {
  Tally tally;
  for (const auto& row : assessment.judgements) {
    const bool left_out = row.reason == gate::Reason::NotMeasured;
    if (row.verdict == Verdict::New || row.verdict == Verdict::Missing) continue;
    ++tally.judged;
    if (left_out) ++tally.not_measured;
    if (!left_out && row.verdict == Verdict::Inconclusive) ++tally.undecided;
  }
  return tally;
}

std::string title_of_undecided(const Assessment& assessment) {
  const auto tally = tally_of(assessment);
  std::string text =
      tally.not_measured > tally.undecided ? "Too little time to tell: " : "Too noisy to tell: ";
  if (gate::could_not_close(assessment)) text = "Nothing could be decided: ";
  if (lacks_samples(assessment)) text = "Too few samples to tell: ";
  if (tally.undecided > 0) {
    text += fmt::format("{} of {} undecided", tally.undecided, tally.judged);
  }
  if (tally.not_measured > 0) {
    text += fmt::format("{}{} not measured", tally.undecided > 0 ? ", " : "", tally.not_measured);
  }
  if (const auto far = far_count(assessment); far > 0) {
    text += ", " + counted(far, "possible slowdown", "possible slowdowns");
  }
  return text + (tally.undecided > 0 ? unseen_words(assessment) : std::string());
}

std::string title_when_clean(const Assessment& assessment) {
  if (assessment.method.pairing == Pairing::Alone) return title_without_base(assessment);
  if (assessment.coverage.compared == 0) return title_without_rows(assessment);
  if (is_mostly_undecided(assessment)) return title_of_undecided(assessment);
  const auto tally = tally_of(assessment);
  const auto far = far_count(assessment);
  const auto accepted = assessment.count(Verdict::Accepted);
  std::string text = "No slowdown";
  if (accepted > 0) text = counted(accepted, "accepted slowdown", "accepted slowdowns");
  if (far > 0) text = counted(far, "possible slowdown", "possible slowdowns") + " undecided";
  if (far == 0 && lacks_samples(assessment))
    text = "No large slowdown, too few samples to see less";
  text += fmt::format(": {} of {} unchanged", assessment.count(Verdict::Unchanged), tally.judged);
  if (const auto count = assessment.count(Verdict::Improved); count > 0) {
    text += fmt::format(", {} better", count);
  }
  if (tally.undecided > 0) text += fmt::format(", {} undecided", tally.undecided);
  if (tally.not_measured > 0) text += fmt::format(", {} not measured", tally.not_measured);
  return text;
}

}  // namespace

bool lacks_samples(const Assessment& assessment) {
  return std::ranges::count(assessment.diagnostics, "few-samples", &model::Diagnostic::code) > 0;
}

bool is_mostly_undecided(const Assessment& assessment) {
  const auto tally = tally_of(assessment);
  return gate::is_too_short_to_tell(assessment) || gate::could_not_close(assessment) ||
         2 * (tally.undecided + tally.not_measured) > tally.judged;
}

bool is_all_well(const Assessment& assessment) {
  return assessment.outcome == gate::Outcome::Passed && !assessment.method.common_shift &&
         !nothing_compared(assessment) && !is_mostly_undecided(assessment) &&
         far_count(assessment) == 0 && !lacks_samples(assessment) &&
         tolerated_findings(assessment).empty();
}

UnconfirmedCount unconfirmed_count(const Assessment& assessment) {
  const auto rows = std::ranges::count_if(assessment.judgements, [](const auto& judgement) {
    return judgement.reason == gate::Reason::Unconfirmed && judgement.closes_gate;
  });
  const auto budgets = std::ranges::count_if(assessment.budgets, &BudgetJudgement::is_unconfirmed);
  return {.rows = static_cast<std::size_t>(rows), .budgets = static_cast<std::size_t>(budgets)};
}

bool nothing_compared(const Assessment& assessment) {
  // It passes without any row: both sides are known to be the same. So are some suites where it
  // does not pass and all others are new.
  const bool all_new = assessment.coverage.has_unmeasured() && !assessment.judgements.empty() &&
                       assessment.count(Verdict::New) == assessment.judgements.size();
  return assessment.method.pairing != Pairing::Alone && assessment.coverage.compared == 0 &&
         assessment.outcome != gate::Outcome::Passed && !all_new;
}

Title headline_of(const Assessment& assessment) {
  const auto blocking = blocking_findings(assessment);
  const auto tolerated = tolerated_findings(assessment);
  std::string before;
  if (nothing_compared(assessment)) before = "Nothing was compared";
  if (assessment.method.common_shift && before.empty()) {
    before = fmt::format("Everything moved by {}: the machine or the whole build changed",
                         signed_percent_text(*assessment.method.common_shift - 1));
  }
  if (before.empty() && blocking.empty() && tolerated.empty()) {
    return {.subject = {}, .text = title_when_clean(assessment)};
  }
  if (before.empty() && blocking.empty()) {
    auto title = title_from(tolerated);
    title.text += ", which does not block merging";
    return title;
  }
  if (before.empty() && tolerated.empty()) return title_from(blocking);
  auto text = before;
  const auto add = [&text](const std::string& more) { text += (text.empty() ? "" : "; ") + more; };
  if (!blocking.empty()) add(title_from(counted_only(blocking)).text);
  if (!tolerated.empty()) add("not blocking: " + title_from(counted_only(tolerated)).text);
  return {.subject = {}, .text = std::move(text)};
}

std::string Title::plain() const {
  if (subject.empty()) return visible(text);
  return elide_middle(visible(subject), kMostNameColumns) + " " + visible(text);
}

std::string title_of(const Assessment& assessment) {
  return headline_of(assessment).plain();
}

}  // namespace benchgate::report
