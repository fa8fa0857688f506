#include "benchgate/gate/decide.h"

#include <algorithm>
#include <cmath>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "benchgate/compare/independent_samples.h"
#include "benchgate/gate/apply_acceptances.h"
#include "benchgate/gate/busy_machine.h"
#include "benchgate/gate/confirm_suspects.h"
#include "benchgate/gate/judge_budgets.h"
#include "benchgate/gate/judge_family.h"
#include "benchgate/gate/judge_rules.h"
#include "benchgate/gate/paired_session.h"
#include "benchgate/gate/undecided.h"
#include "benchgate/gate/unused_policy.h"
#include "benchgate/gate/waivers.h"
#include "benchgate/stats/quantile.h"
#include "benchgate/stats/sorted_sample.h"

namespace benchgate::gate {
namespace {

Judgement from_lone(const compare::Lone& lone, Verdict verdict, Reason reason, Severity severity) {
  Judgement judgement{.suite = lone.suite,
                      .benchmark = lone.benchmark,
                      .metric = lone.metric,
                      .verdict = verdict,
                      .reason = reason,
                      .severity = severity,
                      .similar = lone.similar};
  if (lone.failure) judgement.message = lone.failure->message;
  return judgement;
}

bool is_not_measured(const compare::Lone& lone) {
  using Kind = model::Failure::Kind;
  // SameCode of one side alone: it was not measured against this base.
  return lone.failure &&
         (lone.failure->kind == Kind::NotMeasured || lone.failure->kind == Kind::SameCode);
}

/// What the policy says of a benchmark or metric that could not be compared, `on` being what it
/// says of all of that kind.
Severity severity_of(const compare::Lone& lone, const Waivers& waivers, Severity on) {
  const auto own = lone.metric.empty() ? waivers.severity_of(lone.benchmark)
                                       : waivers.severity_of(lone.benchmark, lone.metric);
  return std::min(on, own);
}

/// Benchmarks that could not be compared.
void add_lones(const DecideInput& input, const Waivers& waivers,
               std::vector<Judgement>& judgements) {
  const auto& [comparison, on] = std::tie(input.comparison, input.policy.on);
  const auto add = [&](const compare::Lone& lone, Verdict verdict, Reason reason, Severity most) {
    judgements.push_back(from_lone(lone, verdict, reason, severity_of(lone, waivers, most)));
  };
  for (const auto& lone : comparison.missing) {
    add(lone, Verdict::Missing, lone.metric.empty() ? Reason::Gone : Reason::MetricGone,
        on.missing);
  }
  for (const auto& lone : comparison.errored) {
    if (is_not_measured(lone)) {
      judgements.push_back(
          from_lone(lone, Verdict::Inconclusive, Reason::NotMeasured, on.not_measured));
      continue;
    }
    // Skipped on both sides is how a benchmark says that it does not apply here; skipped in head
    // alone is a measurement that is gone. Without a usable value on both sides, head is not to
    // blame.
    const bool skipped =
        lone.has_no_value || (lone.failure && lone.failure->kind == model::Failure::Kind::Skipped);
    const bool everywhere =
        lone.failed_on_both_sides || comparison.pairing == compare::Pairing::Alone;
    const auto severity = skipped && everywhere ? std::min(on.errored, Severity::Warn) : on.errored;
    add(lone, Verdict::Errored, Reason::Failed, severity);
  }
  for (const auto& lone : comparison.errored_in_base) {
    // Head has mended it: worth showing, and no reason to keep the mending out.
    add(lone, Verdict::Errored, Reason::FailedInBase, std::min(on.errored, Severity::Warn));
  }
  for (const auto& lone : comparison.added) add(lone, Verdict::New, Reason::Appeared, on.added);
}

/// New benchmarks show what they measured, though there is nothing to compare it with.
void add_head_values(const model::Run& head, std::vector<Judgement>& judgements) {
  for (auto& judgement : judgements) {
    if (judgement.verdict != Verdict::New || !judgement.metric.empty()) continue;
    const auto found = std::ranges::find_if(head.benchmarks, [&](const auto& benchmark) {
      return benchmark.name == judgement.benchmark && benchmark.suite == judgement.suite;
    });
    if (found == head.benchmarks.end()) continue;
    const auto* series = found->find(model::judged_clock(*found).metric);
    if (series == nullptr || series->samples.empty()) continue;
    auto samples = compare::independent_samples(*series);
    const stats::SortedSample sorted(samples.values);
    judgement.metric = series->metric;
    judgement.definition = series->definition;
    judgement.head = compare::Summary{.samples = samples.values.size(),
                                      .processes = samples.processes,
                                      .median = *stats::median(sorted),
                                      .interval = std::nullopt,
                                      .minimum = sorted.values().front(),
                                      .maximum = sorted.values().back()};
    judgement.head_label = found->label;
    judgement.head_samples = std::move(samples.values);
  }
}

bool closes(const Judgement& judgement, const Policy& policy, compare::Pairing pairing) {
  // Without a base everything is new.
  if (pairing == compare::Pairing::Alone && judgement.verdict == Verdict::New) return false;
  switch (judgement.verdict) {
    case Verdict::Errored:
    case Verdict::Missing:
    case Verdict::New:
    case Verdict::Regressed:
      return judgement.severity == Severity::Fail;
    case Verdict::Inconclusive:
      if (judgement.severity != Severity::Fail) return false;
      return judgement.reason == Reason::Unconfirmed || judgement.reason == Reason::NotMeasured ||
             policy.on.inconclusive == Severity::Fail ||
             (is_suspect(judgement.reason) && policy.on.undecided == Severity::Fail);
    default:
      return false;
  }
}

/// When at least nine in ten of eight or more timing rows moved the same way, and by 3 % in the
/// median, no single benchmark explains it. Measured together, one function that all of them run
/// does, and every row says what it did.
std::optional<double> common_shift(const compare::Comparison& comparison) {
  if (comparison.pairing == compare::Pairing::Together) return std::nullopt;
  constexpr std::size_t kFewest = 8;
  constexpr double kShare = 0.9;
  const double smallest = std::log1p(0.03);
  std::vector<double> logs;
  for (const auto& row : comparison.rows) {
    if (row.ratio && row.rule.definition.kind == model::MetricKind::Timing &&
        !row.is_second_clock) {
      logs.push_back(std::log(model::worse_up(row.ratio->point, row.rule.definition.direction)));
    }
  }
  if (logs.size() < kFewest) return std::nullopt;
  const double middle = *stats::median(stats::SortedSample(logs));
  const auto along = std::ranges::count_if(logs, [&](double x) { return x * middle > 0; });
  const double share = static_cast<double>(along) / static_cast<double>(logs.size());
  if (share < kShare || std::abs(middle) < smallest) return std::nullopt;
  return std::exp(middle);
}

/// Times that became worse while other programs had the cores.
void add_busy_machine(const DecideInput& input, Assessment& assessment) {
  LeftOpen worse;
  for (const auto& judgement : assessment.judgements) {
    if (judgement.reason != Reason::BusyMachine) continue;
    const bool is_worse = model::is_worse(judgement.head->median, judgement.base->median,
                                          judgement.definition.direction);
    if (is_worse) worse.add(judgement.suite, judgement.benchmark, judgement.metric);
  }
  std::ranges::move(worse.diagnostics(input.head, {.code = "worse-on-busy-machine",
                                                   .one = "times is worse",
                                                   .many = "times are worse"}),
                    std::back_inserter(assessment.diagnostics));
}

/// Entries of the policy that concern nothing, unless something was left out on purpose.
void add_unused_entries(const DecideInput& input, model::Diagnostics& diagnostics) {
  const auto& [policy, base, head] = std::tie(input.policy, input.base, input.head);
  if (input.is_filtered || input.identical_suites > 0 || head.benchmarks.empty()) return;
  std::ranges::move(unused_suite_filters(policy, base, head), std::back_inserter(diagnostics));
  auto unused = unused_entries(policy, base, head);
  if (holds_all_suites(policy, base, head)) {
    std::ranges::move(unused, std::back_inserter(diagnostics));
  } else if (!unused.empty()) {
    diagnostics.push_back(
        {.level = model::DiagnosticLevel::Note,
         .code = "unused-in-part",
         .benchmark = {},
         .message = fmt::format("{} of the policy's entries match nothing here. Only a part of "
                                "its suites was measured, so this may be right.",
                                unused.size())});
  }
}

/// Comparing nothing is a failure, except where all that is not new is known to be the same.
bool is_vacuous(const Assessment& assessment) {
  if (assessment.method.pairing == compare::Pairing::Alone) return assessment.judgements.empty();
  if (assessment.coverage.compared > 0) return false;
  const bool only_new = std::ranges::all_of(assessment.judgements, [](const Judgement& judgement) {
    return judgement.verdict == Verdict::New;
  });
  return !assessment.coverage.has_unmeasured() || !only_new;
}

/// Who reviews a change must not overlook what it lets pass.
void add_new_acceptances(const DecideInput& input, Assessment& assessment) {
  const auto& label = input.policy.acceptances.label;
  // What is newer than a stored baseline was reviewed in its own change.
  if (label.empty() || input.comparison.pairing != compare::Pairing::Together) return;
  const auto added = new_in_change(input.acceptances).size();
  if (added == 0) return;
  assessment.diagnostics.push_back(
      {.level = model::DiagnosticLevel::Warning,
       .code = "new-acceptances",
       .benchmark = {},
       .message =
           fmt::format("The change brings {} new acceptance{}. By the policy its pull request "
                       "needs the label \"{}\".",
                       added, added == 1 ? "" : "s", label)});
}

std::vector<BenchmarkName> names_of(const std::vector<compare::Lone>& lones) {
  std::vector<BenchmarkName> names;
  names.reserve(lones.size());
  for (const auto& lone : lones) names.push_back({lone.suite, lone.benchmark});
  return names;
}

Confirmation confirm(const DecideInput& input, Assessment& assessment) {
  auto all = confirm_suspects(input, assessment.judgements);
  const auto budgets = confirm_budgets(input, assessment.budgets);
  all.suspects += budgets.suspects;
  all.measured += budgets.measured;
  all.confirmed += budgets.confirmed;
  return all;
}

Outcome outcome_of(const Assessment& assessment, const Policy& policy) {
  const auto is_problem = [](const auto& diagnostic) {
    return diagnostic.level == model::DiagnosticLevel::Problem;
  };
  const bool closed = is_vacuous(assessment) ||
                      std::ranges::any_of(assessment.diagnostics, is_problem) ||
                      std::ranges::any_of(assessment.budgets, &BudgetJudgement::closes_gate) ||
                      std::ranges::any_of(assessment.judgements, [](const auto& judgement) {
                        return judgement.closes_gate && judgement.verdict != Verdict::Inconclusive;
                      });
  if (closed) return Outcome::Closed;
  const bool open_question =
      std::ranges::any_of(assessment.judgements, &Judgement::closes_gate) ||
      std::ranges::any_of(assessment.budgets, &BudgetJudgement::is_unconfirmed) ||
      is_too_short_to_tell(assessment) ||
      (policy.on.undecided == Severity::Fail && could_not_close(assessment));
  return open_question ? Outcome::Inconclusive : Outcome::Passed;
}

/// By a key and a place each: a judgement is large, and of 100,000 the sorting of them would take
/// longer than the judging, and the memory of half of them more.
void sort_worst_first(std::vector<Judgement>& judgements) {
  using Key = std::tuple<Verdict, bool, double, std::string_view, std::size_t>;
  std::vector<Key> order;
  order.reserve(judgements.size());
  for (const auto& judgement : judgements) {
    order.emplace_back(judgement.verdict, !judgement.closes_gate,
                       -judgement.worsening().value_or(0), judgement.benchmark, order.size());
  }
  std::ranges::sort(order);
  std::vector<std::size_t> from;
  from.reserve(order.size());
  for (const auto& key : order) from.push_back(std::get<std::size_t>(key));
  for (std::size_t to = 0; to < from.size(); ++to) {
    std::size_t place = from[to];
    while (place < to) place = from[place];  // it has made room for an earlier one
    if (place != to) std::swap(judgements[to], judgements[place]);
  }
}

}  // namespace

Assessment decide(const DecideInput& input) {
  const auto& comparison = input.comparison;
  const Waivers waivers(input.policy, input.base, input.head);
  auto family = judge_family(input);
  auto budgets = judge_budgets(input.policy, comparison, input.head);
  Assessment assessment{.base = input.base_identity,
                        .head = input.head_identity,
                        .coverage = {.compared = comparison.benchmarks_compared,
                                     .expected = comparison.benchmarks_expected,
                                     .identical_suites = input.identical_suites,
                                     .same_code = names_of(comparison.same_code)},
                        .method = {.pairing = comparison.pairing,
                                   .family_alpha = input.policy.family_alpha,
                                   .level = input.policy.level,
                                   .family_size = family.family_size,
                                   .common_shift = common_shift(comparison)},
                        .judgements = std::move(family.judgements),
                        .budgets = std::move(budgets.judgements),
                        .environment = comparison.environment,
                        .diagnostics = waivers.weigh(comparison.diagnostics)};
  add_lones(input, waivers, assessment.judgements);
  add_head_values(input.head, assessment.judgements);
  assessment.acceptances =
      apply_acceptances(input.acceptances, input.base_identity, assessment.judgements);
  assessment.method.confirmation = confirm(input, assessment);
  for (auto& judgement : assessment.judgements) {
    judgement.closes_gate = closes(judgement, input.policy, comparison.pairing);
  }
  std::ranges::move(budgets.diagnostics, std::back_inserter(assessment.diagnostics));
  std::ranges::move(judge_rules(input.policy, comparison, input.head),
                    std::back_inserter(assessment.diagnostics));
  add_busy_machine(input, assessment);
  add_unused_entries(input, assessment.diagnostics);
  add_new_acceptances(input, assessment);
  if (auto few = too_few_samples(assessment)) assessment.diagnostics.push_back(std::move(*few));
  sort_worst_first(assessment.judgements);
  assessment.method.needed_seconds = needed_seconds(input.head, assessment.judgements);
  assessment.outcome = outcome_of(assessment, input.policy);
  return assessment;
}

}  // namespace benchgate::gate
