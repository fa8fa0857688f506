// What the finding means for the merge, and how many rows there are of each kind: the line below
// the title.
#include <algorithm>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "benchgate/base/commit_id.h"
#include "benchgate/report/view_parts.h"
#include "benchgate/report/wording.h"

namespace benchgate::report {
namespace {

using compare::Pairing;
using gate::Assessment;
using gate::Judgement;
using gate::Verdict;

/// Are all rows times by which their benchmarks are judged?
bool are_all_times(const Assessment& assessment) {
  return std::ranges::all_of(assessment.judgements, [](const Judgement& row) {
    return row.metric.empty() ||
           (row.definition.unit == model::Unit::Nanoseconds && row.is_about_clock());
  });
}

std::size_t benchmark_count(const Assessment& assessment) {
  std::set<std::pair<std::string_view, std::string_view>> names;
  for (const auto& row : assessment.judgements) names.emplace(row.suite, row.benchmark);
  return names.size();
}

/// "1 of 100 benchmarks slower, 99 unchanged".
std::string counts_text(const Assessment& assessment) {
  const bool times = are_all_times(assessment);
  const std::pair<Verdict, std::string_view> words[] = {
      {Verdict::Errored, "failed"},
      {Verdict::Missing, "missing"},
      {Verdict::Regressed, times ? "slower" : "worse"},
      {Verdict::OverBudget, "over budget"},
      {Verdict::Inconclusive, "undecided"},
      {Verdict::Accepted, "accepted"},
      {Verdict::New, assessment.method.pairing == Pairing::Alone ? "measured" : "new"},
      {Verdict::Improved, times ? "faster" : "better"},
      {Verdict::Unchanged, "unchanged"}};
  const auto all = assessment.judgements.size();
  const bool one_each = benchmark_count(assessment) == all;
  const auto noun =
      one_each ? counted(all, "benchmark", "benchmarks") : counted(all, "metric", "metrics");
  std::string text;
  for (const auto& [verdict, word] : words) {
    const auto count = assessment.count(verdict);
    if (count == 0) continue;
    text += text.empty() ? fmt::format("{} of {} {}", count, noun, word)
                         : fmt::format(", {} {}", count, word);
  }
  const auto exceeded = std::ranges::count(assessment.budgets, gate::BudgetState::Exceeded,
                                           &gate::BudgetJudgement::state);
  if (exceeded > 0) {
    text += (text.empty() ? "" : ", ") +
            counted(static_cast<std::size_t>(exceeded), "budget exceeded", "budgets exceeded");
  }
  return text;
}

}  // namespace

Tone tone_of(const Assessment& assessment) {
  if (assessment.outcome == gate::Outcome::Closed) return Tone::Bad;
  return is_all_well(assessment) ? Tone::Good : Tone::Unclear;
}

std::string outcome_text(const Assessment& assessment) {
  const auto unconfirmed = unconfirmed_count(assessment);
  switch (assessment.outcome) {
    case gate::Outcome::Passed:
      return "Passes.";
    case gate::Outcome::Closed:
      return "Blocks merging.";
    case gate::Outcome::Inconclusive:
      return unconfirmed.rows + unconfirmed.budgets > 0
                 ? "Blocks merging until head is measured again."
                 : "Blocks merging: the policy does not let undecided results pass.";
  }
  return {};
}

std::string summary_text(const Assessment& assessment) {
  std::vector<std::string> sentences;
  if (auto counts = counts_text(assessment); !counts.empty())
    sentences.push_back(std::move(counts));
  const auto& coverage = assessment.coverage;
  if (assessment.method.pairing == Pairing::Alone || coverage.compared != coverage.expected ||
      !coverage.same_code.empty() || sentences.empty()) {
    sentences.push_back(coverage_text(assessment));
  }
  std::string text;
  for (const auto& sentence : sentences) text += (text.empty() ? "" : " ") + sentence + ".";
  return text;
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

std::optional<Commits> commits_of(const Assessment& assessment) {
  const auto short_of = [](const std::string& commit) {
    constexpr std::size_t kShown = 7;
    return is_commit(commit) ? commit.substr(0, kShown) : std::string();
  };
  Commits commits{.base = short_of(assessment.base.commit),
                  .head = short_of(assessment.head.commit)};
  if (assessment.method.pairing == Pairing::Alone || commits.base.empty() || commits.head.empty()) {
    return std::nullopt;
  }
  return commits;
}

}  // namespace benchgate::report
