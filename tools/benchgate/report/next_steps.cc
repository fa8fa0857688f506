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
  steps.push_back({.text = "Run the same suites for base and head, and look at the names: if every "
                           "benchmark was renamed, map the old names to the new ones in "
                           "benchgate.toml.",
                   .example = {}});
}

void add_errored(const Assessment& assessment, const Commands& commands, std::vector<Step>& steps) {
  const auto* errored = first_of(assessment, Verdict::Errored);
  if (errored == nullptr) return;
  const bool in_head = errored->reason == gate::Reason::Failed;
  steps.push_back({.text = in_head ? "Mend the benchmark that failed and run it again."
                                   : "Measure base again: a benchmark failed there, so head has "
                                     "nothing to be compared with.",
                   .example = in_head ? commands.run_again(Verdict::Errored) : std::string()});
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
    steps.push_back({.text = "If a benchmark only has a new name, say so in benchgate.toml.",
                     .example = "[renames]" + renames});
  } else if (first_of(assessment, Verdict::Missing) != nullptr &&
             assessment.method.pairing == compare::Pairing::Together) {
    steps.push_back({.text =
                         "Bring back the missing benchmarks. If they were removed on purpose, let "
                         "this change pass where reviewers see it.",
                     .example = "[on]\nmissing = \"warn\""});
  } else if (first_of(assessment, Verdict::Missing) != nullptr) {
    steps.push_back({.text = "Run the missing benchmarks. If they were removed on purpose, save a "
                             "baseline without them.",
                     .example = commands.save_baseline()});
  }
}

void add_common_shift(const Commands& commands, std::vector<Step>& steps) {
  steps.push_back({.text = "Measure base again now, on this machine and with this compiler, then "
                           "compare with that.",
                   .example = commands.base_again()});
}

void add_unconfirmed(const Assessment& assessment, const Commands& commands,
                     std::vector<Step>& steps) {
  const auto count = unconfirmed_count(assessment);
  const auto all = count.rows + count.budgets;
  if (all == 0) return;
  steps.push_back(
      {.text = fmt::format("Measure head again: {} seen in one run only, and separate "
                           "runs differ by chance. `benchgate run` does it by itself; "
                           "of files, give the second to `benchgate compare --again`.",
                           all == 1 ? "1 suspect was" : fmt::format("{} suspects were", all)),
       .example = commands.measure_again()});
}

void add_regressed(const Assessment& assessment, const Commands& commands,
                   std::vector<Step>& steps) {
  const auto* regressed = first_of(assessment, Verdict::Regressed);
  if (regressed == nullptr) return;
  if (assessment.method.pairing == compare::Pairing::Apart && !assessment.method.common_shift) {
    steps.push_back({.text = "To be sure of a timing, measure base and head together, pair by "
                             "pair: `benchgate gate` builds both, `benchgate duet` takes two "
                             "executables.",
                     .example = commands.together(Verdict::Regressed)});
  }
  std::string accept =
      "If the change is worth its price, accept it where reviewers see it: in "
      "baselines/accepted.toml, with a reason and for a time.";
  if (!commands.knows_results_file()) {
    accept += " First repeat the command with --output json=out/results.json.";
  }
  steps.push_back({.text = std::move(accept), .example = commands.accept(regressed->benchmark)});
}

/// What could not be decided from these samples.
void add_suspects(const Assessment& assessment, const Commands& commands,
                  std::vector<Step>& steps) {
  const bool apart = assessment.method.pairing == compare::Pairing::Apart;
  const bool is_open = gate::could_not_close(assessment) ||
                       std::ranges::any_of(assessment.judgements, gate::moved_far);
  if (!apart || !is_open) return;
  steps.push_back({.text = "To decide, measure base and head together, pair by pair: `benchgate "
                           "gate` builds both, `benchgate duet` takes two executables. In "
                           "benchgate.toml, undecided = \"warn\" under [on] lets this pass.",
                   .example = commands.together(Verdict::Inconclusive)});
}

void add_budgets(const Assessment& assessment, std::vector<Step>& steps) {
  if (std::ranges::none_of(assessment.budgets, &gate::BudgetJudgement::closes_gate)) return;
  steps.push_back({.text = "A budget is an absolute limit: it stays exceeded until the figure or "
                           "the [[budget]] in benchgate.toml changes.",
                   .example = {}});
}

void add_environment(const Assessment& assessment, std::vector<Step>& steps) {
  if (assessment.environment.empty() || assessment.method.common_shift) return;
  steps.push_back({.text = "Base and head ran in different environments: make them alike, or read "
                           "the timings with that in mind.",
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
                         "About {0} of measuring would settle all rows. Measure again with "
                         "--budget {0}, name fewer benchmarks with --filter, or split them over "
                         "machines with --shard.",
                         budget),
                     .example = commands.with_budget(budget)});
    return;
  }
  if (wanted.empty()) return;
  const auto beyond = std::ranges::upper_bound(wanted, std::max(bearable, wanted.front()));
  const std::size_t samples = *(beyond - 1);
  const auto settled = static_cast<std::size_t>(beyond - wanted.begin());
  if (together) {
    steps.push_back(
        {.text = fmt::format("About {} more pairs of each would settle {} of {} that {} "
                             "inconclusive. Give measuring more time with --budget, or name fewer "
                             "benchmarks with --filter.",
                             samples, settled, counted(wanted.size(), "metric", "metrics"),
                             wanted.size() == 1 ? "is" : "are"),
         .example = {}});
    return;
  }
  steps.push_back({.text = fmt::format(
                       "More samples on both sides settle what is inconclusive: about {} a side "
                       "for {} of {}.",
                       samples, settled, counted(wanted.size(), "metric", "metrics")),
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
  if (!steps.empty() || assessment.outcome != gate::Outcome::Passed) return steps;
  const auto save = commands.save_baseline();
  const bool is_baseline_of_later = assessment.coverage.compared > 0 && !save.empty();
  std::string_view text = "Nothing to do.";
  if (alone) text = "Save this run as the baseline that later ones are compared with.";
  if (!alone && is_baseline_of_later) {
    text = "Nothing to do. After the merge, save this run as the baseline.";
  }
  steps.push_back(
      {.text = std::string(text), .example = alone || is_baseline_of_later ? save : std::string()});
  return steps;
}

}  // namespace benchgate::report
