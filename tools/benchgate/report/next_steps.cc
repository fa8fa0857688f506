// What to do next: a few concrete options, most urgent first.
//
// A name from outside goes into a command or a line of configuration only if it consists of
// characters that mean nothing inside quotes: to a shell, to TOML, and to a regular expression (but
// for the dot, which finds itself).
#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "benchgate/report/view_parts.h"
#include "benchgate/report/wording.h"

namespace benchgate::report {
namespace {

using gate::Assessment;
using gate::Judgement;
using gate::Verdict;

bool is_plain(std::string_view name) {
  return !name.empty() && name.size() <= 200 && std::ranges::all_of(name, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           std::string_view("_/:=,-.<>& ").find(c) != std::string_view::npos;
  });
}

const Judgement* first_of(const Assessment& assessment, Verdict verdict) {
  const auto found = std::ranges::find(assessment.judgements, verdict, &Judgement::verdict);
  return found == assessment.judgements.end() ? nullptr : &*found;
}

/// The option that selects the benchmarks of one verdict, by name; empty where they are many.
std::string filter_for(const Assessment& assessment, Verdict verdict) {
  std::vector<std::string_view> names;
  for (const auto& judgement : assessment.judgements) {
    if (judgement.verdict != verdict || judgement.reason == gate::Reason::FailedInBase) continue;
    if (std::ranges::count(names, judgement.benchmark) > 0) continue;
    if (!is_plain(judgement.benchmark)) return {};
    names.push_back(judgement.benchmark);
  }
  if (names.empty() || names.size() > 3) return {};
  std::string filter;
  for (const auto name : names) filter += (filter.empty() ? "" : "|") + std::string(name);
  const auto pattern = names.size() == 1 ? filter : fmt::format("({})", filter);
  return fmt::format(" --filter '^{}$'", pattern);
}

/// Runs the benchmarks of one verdict once more, the way they were.
std::string run_again(const Assessment& assessment, Verdict verdict) {
  const auto filter = filter_for(assessment, verdict);
  if (assessment.method.pairing == compare::Pairing::Together) {
    return fmt::format(
        "benchgate duet base/bench head/bench{}\nbenchgate gate --base origin/main{}", filter,
        filter);
  }
  return filter.empty() ? "benchgate run" : "benchgate run" + filter + " -o out/again.json";
}

void add_nothing_compared(std::vector<Step>& steps) {
  steps.push_back({.text = "Run the same suites for base and head, and look at the names: if every "
                           "benchmark was renamed, map the old names to the new ones in "
                           "benchgate.toml.",
                   .example = {}});
}

void add_errored(const Assessment& assessment, std::vector<Step>& steps) {
  const auto* errored = first_of(assessment, Verdict::Errored);
  if (errored == nullptr) return;
  const bool in_head = errored->reason == gate::Reason::Failed;
  steps.push_back({.text = in_head
                               ? "Mend what failed and run it again; what failed was not measured."
                               : "Measure base again: what failed there has no base to be "
                                 "compared with.",
                   .example = run_again(assessment, Verdict::Errored)});
}

void add_missing(const Assessment& assessment, std::vector<Step>& steps) {
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
    steps.push_back({.text = "Bring back what is missing; if it was removed on purpose, let this "
                             "change pass where reviewers see it.",
                     .example = "[on]\nmissing = \"warn\""});
  } else if (first_of(assessment, Verdict::Missing) != nullptr) {
    steps.push_back({.text = "Run what is missing; if it was removed on purpose, save a baseline "
                             "without it.",
                     .example = "benchgate baseline save"});
  }
}

void add_common_shift(std::vector<Step>& steps) {
  steps.push_back({.text = "Measure base again now, on this machine and with this compiler, then "
                           "compare with that.",
                   .example = "benchgate run -o out/base.json   # in a checkout of base\n"
                              "benchgate compare out/base.json out/run.json"});
}

/// A baseline's name goes into a command only if it is plain.
void add_unconfirmed(const Assessment& assessment, std::vector<Step>& steps) {
  const auto count = unconfirmed_count(assessment);
  const auto all = count.rows + count.budgets;
  if (all == 0) return;
  const bool alone = assessment.method.pairing == compare::Pairing::Alone;
  const auto& base = assessment.base.name;
  std::string command = "benchgate run";
  if (!alone) command += " --against " + (is_plain(base) ? base : std::string("latest"));
  steps.push_back(
      {.text = fmt::format("Measure head again: {} seen in one run only, and separate "
                           "runs differ by chance. `benchgate run` does it by itself; "
                           "of files, give the second to `benchgate compare --again`.",
                           all == 1 ? "1 suspect was" : fmt::format("{} suspects were", all)),
       .example = std::move(command)});
}

void add_regressed(const Assessment& assessment, std::vector<Step>& steps) {
  const auto* regressed = first_of(assessment, Verdict::Regressed);
  if (regressed == nullptr) return;
  if (assessment.method.pairing == compare::Pairing::Apart && !assessment.method.common_shift) {
    steps.push_back({.text = "To be sure of a timing, measure base and head together, pair by "
                             "pair, from a build of each.",
                     .example = "benchgate duet base/bench head/bench" +
                                filter_for(assessment, Verdict::Regressed)});
  }
  steps.push_back(
      {.text = "If the change is worth its price, accept it where reviewers see it: in "
               "baselines/accepted.toml, with a reason and for a time.",
       .example = is_plain(regressed->benchmark)
                      ? fmt::format("benchgate accept out/results.json --benchmark '{}' "
                                    "--reason '…'",
                                    regressed->benchmark)
                      : std::string()});
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
void add_inconclusive(const Assessment& assessment, std::vector<Step>& steps) {
  const bool together = assessment.method.pairing == compare::Pairing::Together;
  const std::size_t bearable = together ? 256 : 60;
  const auto wanted = wanted_samples(assessment);
  if (together && assessment.method.needed_seconds) {
    const auto budget = minutes_text(*assessment.method.needed_seconds);
    steps.push_back(
        {.text =
             fmt::format("About {} of measuring would settle all rows. Give it that, name fewer "
                         "benchmarks with --filter, or split them over machines with --shard.",
                         budget),
         .example = fmt::format("benchgate duet base/bench head/bench --budget {0}\nbenchgate gate "
                                "--base origin/main --budget {0}",
                                budget)});
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
                   .example = fmt::format("benchgate run --restarts {}", samples)});
}

/// A commit goes into a command only if it is one.
std::string_view plain_commit(std::string_view commit) {
  const bool is_hash = commit.size() >= 7 && commit.size() <= 64 &&
                       commit.find_first_not_of("0123456789abcdef") == std::string_view::npos;
  return is_hash ? commit.substr(0, 12) : std::string_view();
}

}  // namespace

std::string reproduction_of(const Assessment& assessment) {
  const auto base = plain_commit(assessment.base.commit);
  const auto head = plain_commit(assessment.head.commit);
  const bool together = assessment.method.pairing == compare::Pairing::Together;
  if (!together || base.empty() || head.empty() || base == head) return {};
  const auto regressed = filter_for(assessment, Verdict::Regressed);
  const auto filter = regressed.empty() ? filter_for(assessment, Verdict::Errored) : regressed;
  return fmt::format("git switch --detach {}\nbenchgate gate --base {}{}", head, base, filter);
}

std::vector<Step> next_steps(const Assessment& assessment) {
  std::vector<Step> steps;
  add_errored(assessment, steps);
  if (nothing_compared(assessment)) add_nothing_compared(steps);
  add_missing(assessment, steps);
  if (assessment.method.common_shift) add_common_shift(steps);
  add_unconfirmed(assessment, steps);
  add_regressed(assessment, steps);
  add_budgets(assessment, steps);
  add_environment(assessment, steps);
  add_inconclusive(assessment, steps);
  const bool alone = assessment.method.pairing == compare::Pairing::Alone;
  if (steps.empty() && !alone && assessment.coverage.compared == 0) {
    steps.push_back({.text = "Nothing to do.", .example = {}});
  }
  if (steps.empty() && assessment.outcome == gate::Outcome::Passed) {
    steps.push_back(
        {.text = alone ? "Save this run as the baseline that later ones are compared with."
                       : "Nothing to do. After the merge, save this run as the baseline.",
         .example = "benchgate baseline save"});
  }
  return steps;
}

}  // namespace benchgate::report
