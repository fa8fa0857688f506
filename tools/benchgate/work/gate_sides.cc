#include "benchgate/work/gate_sides.h"

#include <algorithm>
#include <chrono>
#include <optional>
#include <span>
#include <utility>

#include <fmt/format.h>

#include "benchgate/base/error.h"
#include "benchgate/builds/build_flags.h"
#include "benchgate/gate/policy_file.h"
#include "benchgate/measure/interrupt.h"
#include "benchgate/work/affected.h"
#include "benchgate/work/matched_benchmarks.h"
#include "benchgate/work/suite_input.h"

namespace benchgate::work {
namespace {

namespace fs = std::filesystem;
using model::DiagnosticLevel;

void note(model::Diagnostics& diagnostics, DiagnosticLevel level, std::string code,
          std::string message) {
  diagnostics.push_back(
      {.level = level, .code = std::move(code), .benchmark = {}, .message = std::move(message)});
}

void add_identical(const measure::SuitePair& suite, bool include, GateSides& sides) {
  if (include) {
    note(sides.diagnostics, DiagnosticLevel::Note, "same-program-measured",
         fmt::format("Suite {} is the same program on both sides: all differences are noise.",
                     suite.head.name));
    sides.suites.push_back(suite);
    return;
  }
  note(sides.diagnostics, DiagnosticLevel::Note, "same-program",
       fmt::format("Suite {} was not measured: its program is identical on both sides "
                   "(--all measures everything).",
                   suite.head.name));
  sides.identical.push_back(suite.head);
}

/// The code does not say whether such a change makes a difference.
void note_input(const measure::SuitePair& suite, const std::string& input, bool is_same_program,
                model::Diagnostics& diagnostics) {
  if (is_same_program) {
    return note(diagnostics, DiagnosticLevel::Note, "same-program-other-input",
                fmt::format("Suite {} is the same program on both sides. It was measured because "
                            "the change touches {}, which it may read.",
                            suite.head.name, input));
  }
  note(diagnostics, DiagnosticLevel::Note, "all-for-input",
       fmt::format("All of suite {} was measured: the change touches {}, which it may read.",
                   suite.head.name, input));
}

/// A pattern that matches no file: probably a typo, behind which a change would go unmeasured.
void note_unused_input(const measure::SuiteToRun& suite, const std::string& pattern,
                       model::Diagnostics& diagnostics) {
  if (suite.filter_may_match_nothing) return;
  note(diagnostics, DiagnosticLevel::Problem, "unused-input",
       fmt::format("The inputs \"{}\" of the policy's suite {} match no file of base or head. "
                   "Correct the pattern, remove it, or mark the suite optional = true.",
                   pattern, suite.name));
}

/// What base's own policy says, where it can be read and is not head's.
std::optional<gate::Policy> policy_of_base(const fs::path& root, const TreePlace& place,
                                           const gate::Policy& head,
                                           model::Diagnostics& diagnostics) {
  if (place.policy.empty() || !fs::exists(root / place.policy)) return std::nullopt;
  try {
    auto policy = gate::load_policy(root / place.policy);
    if (policy == head) return std::nullopt;
    note(diagnostics, DiagnosticLevel::Warning, "policy-changed",
         fmt::format("The change touches {}, the policy that judges it. Head's version is used. "
                     "Review what it allows now.",
                     place.policy.string()));
    return policy;
  } catch (const UsageError&) {
    note(diagnostics, DiagnosticLevel::Note, "policy-of-base",
         fmt::format("This version cannot read base's {}, so suites that only base has are not "
                     "found.",
                     place.policy.string()));
    return std::nullopt;
  }
}

/// What a reader of the verdict must know of how base was found.
void note_base(const builds::Change& change, model::Diagnostics& diagnostics) {
  if (change.was_deepened) {
    note(diagnostics, DiagnosticLevel::Note, "clone-deepened",
         "This clone was shallow, so more of its history was fetched to find the merge base.");
  }
  if (change.other_bases.empty()) return;
  note(diagnostics, DiagnosticLevel::Warning, "several-merge-bases",
       fmt::format("The two branches were merged into each other, so the change has {} merge "
                   "bases. Base is {}, the newest on the target branch.",
                   change.other_bases.size() + 1, builds::short_commit(change.base)));
}

/// Where the suite is run from, if that can be found.
std::optional<bool> shows_flags(const measure::SuiteToRun& suite) {
  if (!can_be_run(suite)) return std::nullopt;
  return builds::shows_added_flags(measure::find_program(suite.command.front()));
}

/// What is measured is not quite what the project ships; or the build took no notice.
void note_flags(const builds::Recipe& recipe, std::span<const measure::SuiteToRun> in_base,
                std::span<const measure::SuiteToRun> in_head, model::Diagnostics& diagnostics) {
  bool is_shown = false;
  for (std::size_t i = 0; i < in_head.size(); ++i) {
    const auto base = shows_flags(in_base[i]);
    const auto head = shows_flags(in_head[i]);
    is_shown = is_shown || base.value_or(false) || head.value_or(false);
    if (!base || !head) continue;
    if (*base != *head) {
      note(diagnostics, DiagnosticLevel::Warning, "flags-on-one-side",
           fmt::format("Suite {}: only {} was built with the extra flags, which moves timings by "
                       "itself. Remove what head's work tree has built (make clean), and measure "
                       "again.",
                       in_head[i].name, *base ? "base" : "head"));
    } else if (!*base && !is_same_program({.base = in_base[i], .head = in_head[i]})) {
      note(diagnostics, DiagnosticLevel::Note, "flags-not-used",
           fmt::format("Suite {} was built without the extra flags, so nobody can tell what the "
                       "change touches. Let the build use CFLAGS, CXXFLAGS and LDFLAGS of its "
                       "environment, from scratch.",
                       in_head[i].name));
    }
  }
  if (!is_shown) return;
  note(diagnostics, DiagnosticLevel::Note, "flags-added",
       fmt::format("Both sides were built with extra flags, so that equal code runs equally "
                   "fast: {} ([build] flags = \"none\" leaves them out).",
                   builds::added_flags(recipe.needs_level)));
}

bool has_suite(const gate::Policy& policy, const gate::SuiteEntry& wanted) {
  return std::ranges::any_of(policy.suites, [&](const gate::SuiteEntry& suite) {
    return suite.name == wanted.name || suite.command == wanted.command;
  });
}

}  // namespace

GatePlace find_place(const std::string& ref, const FoundPolicy& policy, bool explicit_policy) {
  GatePlace place;
  place.change = builds::find_change(folder_of_repository(policy, explicit_policy), ref);
  place.in_tree = find_tree_place(place.change.clone.root, policy);
  return place;
}

GateBuilds::GateBuilds(const GatePlace& place, const GateBuildOptions& options,
                       const FoundPolicy& policy, const Caller& caller)
    : place_(place), options_(options), policy_(policy) {
  const measure::InterruptHandler interrupts;
  check_suites(policy);
  const auto& clone = place.change.clone;
  recipe_ = build_options(policy, clone.root, place.in_tree, caller.getenv);
  recipe_.keep = options.use_cache;
  adds_flags_ = recipe_.recipe.adds_flags;
  if (!recipe_.recipe.builds_afresh) leave_out_flags_of_old_objects();
  auto& observer = caller.observer;
  const Phase phase(observer);
  cache_ = std::make_unique<builds::BuildCache>(
      options.cache, clone, [&](const std::string& process) { observer.waiting_for(process); });
  const auto on_progress = [&](const builds::BuildProgress& progress) {
    observer.building(progress);
  };
  const auto head = clone.root / place.in_tree.folder;
  builds::build(recipe_.recipe,
                {.side = "head", .folder = head, .root = clone.root, .log = cache_->log_of_head()},
                on_progress);
  const auto& base = place.change.base;
  base_ = builds::build_commit(*cache_, clone,
                               {.id = base, .name = "base " + builds::short_commit(base)}, recipe_,
                               on_progress);
}

void GateBuilds::leave_out_flags_of_old_objects() {
  const auto suites = suites_in(place_.change.clone.root, place_.in_tree, policy_);
  const bool has_old = std::ranges::any_of(
      suites, [](const measure::SuiteToRun& suite) { return shows_flags(suite) == false; });
  if (has_old) recipe_.recipe.adds_flags = false;
}

GateSides GateBuilds::sides() const {
  GateSides sides;
  note_base(place_.change, sides.diagnostics);
  auto in_base = suites_in(base_.root, place_.in_tree, policy_);
  auto in_head = suites_in(place_.change.clone.root, place_.in_tree, policy_);
  if (adds_flags_) note_flags(recipe_.recipe, in_base, in_head, sides.diagnostics);
  for (std::size_t i = 0; i < in_head.size(); ++i) {
    add({.base = std::move(in_base[i]), .head = std::move(in_head[i])}, sides);
  }
  if (const auto base_policy =
          policy_of_base(base_.root, place_.in_tree, policy_.policy, sides.diagnostics)) {
    add_removed(*base_policy, sides);
  }
  return sides;
}

void GateBuilds::add(measure::SuitePair suite, GateSides& sides) const {
  const bool has_base = can_be_run(suite.base);
  if (!has_base) {
    (void)measure::find_program(suite.head.command.front());  // throws where neither has it
    note(sides.diagnostics, DiagnosticLevel::Note, "suite-new",
         fmt::format("Suite {} is new: base does not build it.", suite.head.name));
    sides.head_only.push_back(std::move(suite.head));
  } else if (!can_be_run(suite.head)) {
    note(sides.diagnostics, DiagnosticLevel::Warning, "suite-missing",
         fmt::format("Suite {} is missing: building head does not make {}.", suite.head.name,
                     suite.head.command.front()));
    sides.base_only.push_back(std::move(suite.base));
  } else {
    add_on_both(std::move(suite), sides);
  }
}

void GateBuilds::add_on_both(measure::SuitePair suite, GateSides& sides) const {
  const auto input = changed_input(suite, {.base = base_.root,
                                           .head = place_.change.clone.root,
                                           .folder = place_.in_tree.folder,
                                           .files = place_.change.changed_files});
  for (const auto& pattern : input.unused_patterns) {
    note_unused_input(suite.head, pattern, sides.diagnostics);
  }
  const bool is_same = is_same_program(suite);
  if (is_same && !input.changed) {
    add_identical(suite, options_.all, sides);
  } else {
    if (input.changed) {
      note_input(suite, *input.changed, is_same, sides.diagnostics);
    } else if (!options_.all) {
      select(suite, sides);
    }
    sides.suites.push_back(std::move(suite));
  }
}

void GateBuilds::select(measure::SuitePair suite, GateSides& sides) const {
  const bool filtered = !options_.filter.empty();
  if (filtered) suite.base.filter = suite.head.filter = options_.filter;
  const auto began = std::chrono::steady_clock::now();
  ListedBenchmarks listed{.base = names_of(suite.base, filtered),
                          .head = names_of(suite.head, filtered)};
  sides.lists.taken += std::chrono::steady_clock::now() - began;
  sides.selection.add(suite.head.name, affected(suite, listed));
  sides.lists.suites.emplace(suite.head.name, std::move(listed));
}

void GateBuilds::add_removed(const gate::Policy& of_base, GateSides& sides) const {
  auto removed = policy_;
  removed.policy.suites = of_base.suites;
  std::erase_if(removed.policy.suites,
                [&](const auto& suite) { return has_suite(policy_.policy, suite); });
  if (removed.policy.suites.empty()) return;
  for (auto& suite : suites_in(base_.root, place_.in_tree, removed)) {
    note(sides.diagnostics, DiagnosticLevel::Warning, "suite-missing",
         fmt::format("Suite {} is missing: base's {} names it, and head's does not.", suite.name,
                     place_.in_tree.policy.string()));
    if (can_be_run(suite)) sides.base_only.push_back(std::move(suite));
  }
}

void GateBuilds::clean_up() const {
  if (!options_.use_cache) cache_->remove(builds::key_of(place_.change.base, recipe_));
}

}  // namespace benchgate::work
