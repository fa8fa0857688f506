// What to do next: a few concrete options, most urgent first.
#include <algorithm>
#include <cmath>
#include <utility>

#include <fmt/format.h>

#include "benchgate/gate/undecided.h"
#include "benchgate/report/commands.h"
#include "benchgate/report/view_parts.h"
#include "benchgate/report/wording.h"

namespace benchgate::report {
namespace {

using gate::Assessment;
using gate::Judgement;
using gate::Verdict;

const Judgement* first_of(const Assessment& assessment, Verdict verdict) {
  const auto found = std::ranges::find(assessment.judgements, verdict, &Judgement::verdict);
  return found == assessment.judgements.end() ? nullptr : &*found;
}

void add_nothing_compared(std::vector<Step>& steps) {
  steps.push_back({.text = "Run the same suites for base and head. If every benchmark was renamed, "
                           "map the old names to the new ones in benchgate.toml.",
                   .purpose = {},
                   .example = {}});
}

void add_errored(const Assessment& assessment, const Commands& commands, std::vector<Step>& steps) {
  const auto* errored = first_of(assessment, Verdict::Errored);
  if (errored == nullptr) return;
  const bool in_head = errored->reason == gate::Reason::Failed;
  steps.push_back({.text = in_head ? "Fix the benchmark that failed, and run it again."
                                   : "Measure base again: a benchmark failed there, so head has "
                                     "nothing to compare with.",
                   .purpose = "Measure the failed benchmarks again",
                   .example = in_head ? commands.run_again(Verdict::Errored) : std::string()});
}

/// Entries for the first benchmarks that are gone, each by its name.
std::string removal_rules(const Assessment& assessment) {
  constexpr std::size_t kMost = 3;
  std::string rules;
  std::size_t count = 0;
  for (const auto& judgement : assessment.judgements) {
    if (judgement.verdict != Verdict::Missing || !is_plain(judgement.benchmark)) continue;
    if (count++ == kMost) break;
    rules += fmt::format("{}[[rule]]\nbenchmark = \"{}\"\n", rules.empty() ? "" : "\n",
                         judgement.benchmark);
    if (!judgement.metric.empty()) rules += fmt::format("metric = \"{}\"\n", judgement.metric);
    rules += "severity = \"off\"\noptional = true";
  }
  return rules;
}

void add_missing(const Assessment& assessment, const Commands& commands, std::vector<Step>& steps) {
  std::string renames;
  std::size_t suggested = 0;
  for (const auto& judgement : assessment.judgements) {
    if (judgement.verdict != Verdict::Missing || judgement.similar.empty()) continue;
    if (!is_plain(judgement.benchmark) || !is_plain(judgement.similar.front())) continue;
    if (!judgement.metric.empty() || ++suggested > 3) continue;
    renames += fmt::format("\n\"{}\" = \"{}\"", judgement.benchmark, judgement.similar.front());
  }
  if (!renames.empty()) {
    steps.push_back({.text = "If a benchmark only has a new name, record it in benchgate.toml.",
                     .purpose = "Rename, in benchgate.toml",
                     .example = "[renames]" + renames});
  } else if (first_of(assessment, Verdict::Missing) != nullptr &&
             assessment.method.pairing == compare::Pairing::Together) {
    steps.push_back({.text = "Bring back the missing benchmarks. If they were removed on purpose, "
                             "say so in benchgate.toml, and delete that entry after the merge.",
                     .purpose = "Let removed benchmarks pass, in benchgate.toml",
                     .example = removal_rules(assessment)});
  } else if (first_of(assessment, Verdict::Missing) != nullptr) {
    steps.push_back({.text = "Run the missing benchmarks. If they were removed on purpose, save a "
                             "baseline without them.",
                     .purpose = "Save a baseline without the removed benchmarks",
                     .example = commands.save_baseline()});
  }
}

void add_common_shift(const Commands& commands, std::vector<Step>& steps) {
  steps.push_back({.text = "Measure base again now, on this machine and with this compiler, and "
                           "compare with that.",
                   .purpose = "Measure base again",
                   .example = commands.base_again()});
}

void add_unconfirmed(const Assessment& assessment, const Commands& commands,
                     std::vector<Step>& steps) {
  const auto count = unconfirmed_count(assessment);
  const auto all = count.rows + count.budgets;
  if (all == 0) return;
  steps.push_back(
      {.text = fmt::format(
           "Measure head again: {} seen in one run only, and separate runs "
           "differ by chance. `benchgate run` does it by itself. With files, give "
           "the second one to `benchgate compare --again`.",
           all == 1 ? "1 possible slowdown was" : fmt::format("{} possible slowdowns were", all)),
       .purpose = "Measure head again",
       .example = commands.measure_again()});
}

void add_regressed(const Assessment& assessment, const Commands& commands,
                   std::vector<Step>& steps) {
  const auto* regressed = first_of(assessment, Verdict::Regressed);
  if (regressed == nullptr) return;
  if (assessment.method.pairing == compare::Pairing::Apart && !assessment.method.common_shift) {
    steps.push_back({.text = "To be sure of a timing, measure base and head together: `benchgate "
                             "gate` builds both, `benchgate duet` takes two executables.",
                     .purpose = "Measure base and head together",
                     .example = commands.together(Verdict::Regressed)});
  }
  steps.push_back({.text = "Fix it, or accept it for a time, with a reason, in this pull request.",
                   .purpose = "Accept it; reviewers see the entry in baselines/accepted.toml",
                   .example = commands.accept(regressed->benchmark)});
}

/// What could not be decided from these samples.
void add_suspects(const Assessment& assessment, const Commands& commands,
                  std::vector<Step>& steps) {
  const bool apart = assessment.method.pairing == compare::Pairing::Apart;
  const bool is_open = gate::could_not_close(assessment) ||
                       std::ranges::any_of(assessment.judgements, gate::moved_far);
  if (!apart || !is_open) return;
  steps.push_back({.text = "To decide, measure base and head together: `benchgate gate` builds "
                           "both, `benchgate duet` takes two executables. In benchgate.toml, "
                           "undecided = \"warn\" under [on] lets this pass.",
                   .purpose = "Measure base and head together",
                   .example = commands.together(Verdict::Inconclusive)});
}

void add_budgets(const Assessment& assessment, std::vector<Step>& steps) {
  const auto& budgets = assessment.budgets;
  if (std::ranges::none_of(budgets, &gate::BudgetJudgement::closes_gate)) return;
  const bool all_before = std::ranges::all_of(budgets, [](const gate::BudgetJudgement& budget) {
    return !budget.closes_gate || was_over_before(budget);
  });
  std::string text =
      all_before ? "Base is over its budget too, so this change did not cause it. " : "";
  text += "Make the benchmark meet its budget, or change the [[budget]] in benchgate.toml.";
  steps.push_back({.text = std::move(text), .purpose = {}, .example = {}});
}

void add_environment(const Assessment& assessment, std::vector<Step>& steps) {
  if (assessment.environment.empty() || assessment.method.common_shift) return;
  steps.push_back({.text = "Base and head ran in different environments. Make them alike, or do "
                           "not trust the timings.",
                   .purpose = {},
                   .example = {}});
}

/// How many samples a side the undecided rows ask for, fewest first.
std::vector<std::size_t> wanted_samples(const Assessment& assessment) {
  std::vector<std::size_t> wanted;
  for (const auto& judgement : assessment.judgements) {
    if (judgement.verdict != Verdict::Inconclusive || !judgement.samples_needed) continue;
    wanted.push_back(*judgement.samples_needed);
  }
  std::ranges::sort(wanted);
  return wanted;
}

/// As --budget takes it: whole minutes, rounded up.
std::string minutes_text(double seconds) {
  return fmt::format("{}min", static_cast<long>(std::ceil(seconds / 60)));
}

/// More samples, as many as one can still wait for: not the number that the noisiest row wants.
void add_inconclusive(const Assessment& assessment, const Commands& commands,
                      std::vector<Step>& steps) {
  const bool together = assessment.method.pairing == compare::Pairing::Together;
  const std::size_t bearable = together ? 256 : 60;
  const auto wanted = wanted_samples(assessment);
  if (together && assessment.method.needed_seconds) {
    const auto budget = minutes_text(*assessment.method.needed_seconds);
    steps.push_back({.text = fmt::format(
                         "About {0} of measuring would decide all rows. Measure again with "
                         "--budget {0}, choose fewer benchmarks with --filter, or split them over "
                         "machines with --shard.",
                         budget),
                     .purpose = "Measure for longer",
                     .example = commands.with_budget(budget)});
    return;
  }
  if (wanted.empty()) return;
  const auto beyond = std::ranges::upper_bound(wanted, std::max(bearable, wanted.front()));
  const std::size_t samples = *(beyond - 1);
  const auto settled = static_cast<std::size_t>(beyond - wanted.begin());
  if (together) {
    steps.push_back(
        {.text = fmt::format("About {} more pairs of each would decide {} of {} that {} "
                             "undecided. Give measuring more time with --budget, or choose fewer "
                             "benchmarks with --filter.",
                             samples, settled, counted(wanted.size(), "metric", "metrics"),
                             wanted.size() == 1 ? "is" : "are"),
         .purpose = {},
         .example = {}});
    return;
  }
  steps.push_back(
      {.text = fmt::format("About {} samples a side would decide {} of {}.", samples, settled,
                           counted(wanted.size(), "undecided metric", "undecided metrics")),
       .purpose = "Take more samples",
       .example = commands.more_samples(samples)});
}

}  // namespace

std::vector<Step> next_steps(const Assessment& assessment, const Commands& commands) {
  std::vector<Step> steps;
  add_errored(assessment, commands, steps);
  if (nothing_compared(assessment)) add_nothing_compared(steps);
  add_missing(assessment, commands, steps);
  if (assessment.method.common_shift) add_common_shift(commands, steps);
  add_unconfirmed(assessment, commands, steps);
  add_regressed(assessment, commands, steps);
  add_budgets(assessment, steps);
  add_environment(assessment, steps);
  add_suspects(assessment, commands, steps);
  add_inconclusive(assessment, commands, steps);
  const bool alone = assessment.method.pairing == compare::Pairing::Alone;
  if (steps.empty() && assessment.outcome != gate::Outcome::Passed) {
    steps.push_back({.text = "Solve the problems named above.", .purpose = {}, .example = {}});
  }
  if (!steps.empty()) return steps;
  const auto save = commands.save_baseline();
  const bool is_baseline_of_later = assessment.coverage.compared > 0 && !save.empty();
  std::string_view text = "Nothing to do.";
  if (alone) text = "Save this run as the baseline that later ones are compared with.";
  if (!alone && is_baseline_of_later) {
    text = "Nothing to do. After the merge, save this run as the baseline.";
  }
  steps.push_back({.text = std::string(text),
                   .purpose = save.empty() ? "" : "Save the baseline",
                   .example = alone || is_baseline_of_later ? save : std::string()});
  return steps;
}

std::string commands_summary(const Assessment& assessment, const Commands& commands) {
  const bool reproduces = !commands.reproduce().empty();
  if (first_of(assessment, Verdict::Regressed) == nullptr) {
    return reproduces ? "Commands: measure it again" : "Commands";
  }
  return reproduces ? "Reproduce it, or accept it" : "Commands: measure together, or accept it";
}

}  // namespace benchgate::report
