#include "benchgate/work/gate_change.h"

#include <algorithm>
#include <cstddef>
#include <utility>

#include <fmt/format.h>

#include "benchgate/base/error.h"
#include "benchgate/work/gate_sides.h"
#include "benchgate/work/tree_suites.h"

namespace benchgate::work {
namespace {

std::string name_of_base(const std::string& ref) {
  return fmt::format("merge base of HEAD and {}", ref);
}

/// Both sides are the same: there is nothing that measuring could find.
DuetOutcome nothing_changed(const std::string& ref, const builds::Change& change,
                            model::Diagnostics diagnostics, std::size_t identical_suites) {
  DuetOutcome outcome{
      .assessment = {.outcome = gate::Outcome::Passed,
                     .base = {.name = name_of_base(ref), .commit = change.base},
                     .head = {.name = "HEAD", .commit = change.head, .dirty = change.is_dirty}},
      .saved = {}};
  auto& assessment = outcome.assessment;
  assessment.coverage.identical_suites = identical_suites;
  assessment.method.pairing = compare::Pairing::Together;
  assessment.diagnostics = std::move(diagnostics);
  const bool has_problem = std::ranges::any_of(assessment.diagnostics, [](const auto& one) {
    return one.level == model::DiagnosticLevel::Problem;
  });
  if (has_problem) assessment.outcome = gate::Outcome::Closed;
  return outcome;
}

model::Diagnostics no_difference(const std::string& ref) {
  return {{.level = model::DiagnosticLevel::Note,
           .code = "no-change",
           .benchmark = {},
           .message = fmt::format("The work tree equals its merge base with {}: there is no "
                                  "change to measure.",
                                  ref)}};
}

bool has_nothing_to_measure(const GateSides& sides) {
  return sides.suites.empty() && sides.base_only.empty() && sides.head_only.empty();
}

void check_sides(const GateSides& sides, const std::string& ref) {
  if (sides.head_only.empty() || !sides.suites.empty() || !sides.base_only.empty()) return;
  if (!sides.identical.empty()) return;  // new ones beside some that are as they were
  throw UsageError(
      fmt::format("base, the merge base of HEAD and {}, builds none of the suites of "
                  "benchgate.toml: there is nothing to compare with before the next change",
                  ref));
}

void add_sides(GateSides sides, DuetRequest& duet) {
  duet.suites = std::move(sides.suites);
  duet.base_only = std::move(sides.base_only);
  duet.head_only = std::move(sides.head_only);
  duet.identical = std::move(sides.identical);
  duet.selection = std::move(sides.selection);
  duet.lists = std::move(sides.lists);
  duet.diagnostics = std::move(sides.diagnostics);
}

/// The verdict is known by now, and stays what it is.
void clean_up(const GateBuilds& builds, Observer& observer) {
  try {
    builds.clean_up();
  } catch (const EnvironmentError& error) {
    observer.note(fmt::format("warning: {}", error.what()));
  }
}

DuetOutcome measure_sides(GateSides sides, const GateBuilds& builds, DuetRequest duet,
                          const FoundPolicy& policy, const Caller& caller) {
  add_sides(std::move(sides), duet);
  if (duet.save.empty()) duet.save = builds.measured();
  return measure_and_judge(duet, policy, caller);
}

}  // namespace

DuetOutcome gate_change(const GateRequest& request, const Caller& caller,
                        const std::function<void(const gate::Assessment&)>& report) {
  const auto policy = find_policy(request.policy);
  check_suites(policy);
  DuetRequest duet{.base_name = name_of_base(request.base), .head_name = "HEAD"};
  apply_terms(request.terms, "gate", policy, duet);
  const auto place = find_place(request.base, policy, !request.policy.path.empty());
  const auto& change = place.change;
  // A shard is written even where there is nothing to measure: merging waits for it.
  if (change.is_empty() && !request.all && !duet.shard) {
    auto outcome = nothing_changed(request.base, change, no_difference(request.base), 0);
    report(outcome.assessment);
    return outcome;
  }
  const GateBuildOptions options{.cache = cache_folder(request.cache, caller.getenv),
                                 .use_cache = !request.no_cache,
                                 .filter = duet.filter,
                                 .all = request.all};
  const GateBuilds builds(place, options, policy, caller);
  auto sides = builds.sides();
  check_sides(sides, request.base);
  auto outcome =
      has_nothing_to_measure(sides) && !duet.shard
          ? nothing_changed(request.base, change, sides.diagnostics, sides.identical.size())
          : measure_sides(std::move(sides), builds, duet, policy, caller);
  outcome.assessment.base.commit = change.base;  // also where nothing of it was measured
  report(outcome.assessment);
  clean_up(builds, caller.observer);
  return outcome;
}

}  // namespace benchgate::work
