#include "benchgate/cli/gate_sides.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <system_error>
#include <thread>
#include <utility>

#include <fmt/format.h>

#include "benchgate/base/error.h"
#include "benchgate/builds/program_identity.h"
#include "benchgate/builds/toolchain.h"
#include "benchgate/cli/build_display.h"
#include "benchgate/cli/suite_choice.h"
#include "benchgate/gate/policy_file.h"
#include "benchgate/measure/interrupt.h"

namespace benchgate::cli {
namespace {

namespace fs = std::filesystem;
using model::DiagnosticLevel;

std::optional<fs::path> inside(const fs::path& path, const fs::path& root) {
  const auto relative = fs::weakly_canonical(path).lexically_relative(root);
  if (relative.empty() || *relative.begin() == "..") return std::nullopt;
  return relative == "." ? fs::path() : relative;
}

unsigned build_jobs(const Getenv& getenv) {
  if (const auto text = getenv("CMAKE_BUILD_PARALLEL_LEVEL")) {
    unsigned jobs = 0;
    const auto end = text->data() + text->size();
    if (std::from_chars(text->data(), end, jobs).ptr == end && jobs > 0) return jobs;
  }
  return std::max(1U, std::thread::hardware_concurrency());
}

builds::BuildWishes wishes_of(const gate::BuildPolicy& build) {
  return {.preset = build.preset,
          .configure = build.configure,
          .build = build.build,
          .time_limit = build.time_limit};
}

bool can_be_run(const measure::SuiteToRun& suite) try {
  (void)measure::find_program(suite.command.front());
  return true;
} catch (const UsageError&) {
  return false;
}

/// The suites of a policy in the work tree at `root`.
std::vector<measure::SuiteToRun> suites_in(const fs::path& root, const GatePlace& place,
                                           FoundPolicy policy) {
  // With a '/' at its end, for commands that have a folder.
  policy.folder = root / place.folder;
  auto suites = choose_suites({}, policy);
  std::error_code error;
  const auto working = root / place.working;
  for (auto& suite : suites) {
    suite.working_directory = fs::is_directory(working, error) ? working : root;
  }
  return suites;
}

void check_commands(const gate::Policy& policy) {
  for (const auto& suite : policy.suites) {
    if (!fs::path(suite.command.front()).is_absolute()) continue;
    throw UsageError(
        fmt::format("suite {}: {} is an absolute path, so base and head would be the same file; "
                    "write the path from benchgate.toml on",
                    suite.name, suite.command.front()));
  }
}

/// A suite that is there and that the change may have changed nothing of.
bool is_identical(const measure::SuitePair& suite, const builds::Change& change) {
  const auto& program = suite.head.command.front();
  // What an interpreter of the system is given to read is not looked at.
  if (program.find('/') == std::string::npos || !change.changed_files) return false;
  return std::ranges::all_of(*change.changed_files, builds::is_for_building_only) &&
         builds::are_same_program(suite.base.command.front(), program);
}

void note(model::Diagnostics& diagnostics, DiagnosticLevel level, std::string code,
          std::string message) {
  diagnostics.push_back(
      {.level = level, .code = std::move(code), .benchmark = {}, .message = std::move(message)});
}

void add_identical(const measure::SuitePair& suite, bool include, GateSides& sides) {
  if (include) {
    note(sides.diagnostics, DiagnosticLevel::Note, "same-program-measured",
         fmt::format("Suite {} is the same program on both sides: what its rows show is noise.",
                     suite.head.name));
    sides.suites.push_back(suite);
    return;
  }
  note(sides.diagnostics, DiagnosticLevel::Note, "same-program",
       fmt::format("Suite {} was not measured: the change leaves its program as it is, to the byte "
                   "(--include-identical measures it all the same).",
                   suite.head.name));
  sides.identical.push_back(suite.head);
}

/// What base's own policy says, where it can be read and is not head's.
std::optional<gate::Policy> policy_of_base(const fs::path& root, const GatePlace& place,
                                           const gate::Policy& head,
                                           model::Diagnostics& diagnostics) {
  if (place.policy.empty() || !fs::exists(root / place.policy)) return std::nullopt;
  try {
    auto policy = gate::load_policy(root / place.policy);
    if (policy == head) return std::nullopt;
    note(diagnostics, DiagnosticLevel::Warning, "policy-changed",
         fmt::format("The change touches {}, by which it is judged: head's is used. Look at "
                     "what it allows now.",
                     place.policy.string()));
    return policy;
  } catch (const UsageError&) {
    note(diagnostics, DiagnosticLevel::Note, "policy-of-base",
         fmt::format("Base's {} cannot be read by this version; suites that only it names are not "
                     "looked for.",
                     place.policy.string()));
    return std::nullopt;
  }
}

bool has_suite(const gate::Policy& policy, const gate::SuiteEntry& wanted) {
  return std::ranges::any_of(policy.suites, [&](const gate::SuiteEntry& suite) {
    return suite.name == wanted.name || suite.command == wanted.command;
  });
}

}  // namespace

fs::path cache_folder(const std::string& option, const Getenv& getenv) {
  if (!option.empty()) return option;
  const auto set = [&](const char* name) { return getenv(name).value_or(""); };
  if (const auto folder = set("BENCHGATE_CACHE"); !folder.empty()) return folder;
  const fs::path xdg = set("XDG_CACHE_HOME");
  if (xdg.is_absolute()) return xdg / "benchgate";
  const auto home = set("HOME");
  if (!home.empty()) return fs::path(home) / ".cache/benchgate";
  throw EnvironmentError("there is no place to build base in: set HOME, or name one with --cache");
}

GatePlace find_place(const std::string& ref, const FoundPolicy& policy, bool explicit_policy) {
  const auto here = fs::current_path();
  const auto beside = fs::absolute(policy.folder.empty() ? here : policy.folder);
  GatePlace place;
  place.change = builds::find_change(explicit_policy ? here : beside, ref);
  const auto& root = place.change.root;
  place.working = inside(here, root).value_or("");
  place.folder = inside(beside, root).value_or(place.working);
  if (policy.path) place.policy = inside(*policy.path, root).value_or("");
  return place;
}

GateBuilds::GateBuilds(const GatePlace& place, const GateBuildOptions& options,
                       const FoundPolicy& policy, const Console& console)
    : place_(place), options_(options), policy_(policy) {
  const measure::InterruptHandler interrupts;
  check_commands(policy.policy);
  const auto& change = place.change;
  const auto head = change.root / place.folder;
  recipe_ = {.recipe = builds::find_recipe(wishes_of(policy.policy.build), head,
                                           build_jobs(console.getenv)),
             .folder = place.folder,
             .toolchain = builds::describe_toolchain({}),
             .keep = options.use_cache};
  BuildDisplay display(console);
  cache_ = std::make_unique<builds::BuildCache>(
      options.cache, change, [&](const std::string& process) { display.wait_for(process); });
  const auto observer = [&](const builds::BuildProgress& progress) { display.update(progress); };
  builds::build(recipe_.recipe, {.side = "head", .folder = head, .log = cache_->log_of_head()},
                observer);
  base_ = builds::build_base(*cache_, change, recipe_, observer);
}

GateSides GateBuilds::sides() const {
  GateSides sides;
  auto in_base = suites_in(base_.root, place_, policy_);
  auto in_head = suites_in(place_.change.root, place_, policy_);
  for (std::size_t i = 0; i < in_head.size(); ++i) {
    add({.base = std::move(in_base[i]), .head = std::move(in_head[i])}, sides);
  }
  if (const auto base_policy =
          policy_of_base(base_.root, place_, policy_.policy, sides.diagnostics)) {
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
  } else if (is_identical(suite, place_.change)) {
    add_identical(suite, options_.include_identical, sides);
  } else {
    sides.suites.push_back(std::move(suite));
  }
}

void GateBuilds::add_removed(const gate::Policy& of_base, GateSides& sides) const {
  auto removed = policy_;
  removed.policy.suites = of_base.suites;
  std::erase_if(removed.policy.suites,
                [&](const auto& suite) { return has_suite(policy_.policy, suite); });
  if (removed.policy.suites.empty()) return;
  for (auto& suite : suites_in(base_.root, place_, removed)) {
    note(sides.diagnostics, DiagnosticLevel::Warning, "suite-missing",
         fmt::format("Suite {} is missing: base's {} names it, and head's does not.", suite.name,
                     place_.policy.string()));
    if (can_be_run(suite)) sides.base_only.push_back(std::move(suite));
  }
}

void GateBuilds::clean_up() const {
  if (!options_.use_cache) cache_->remove(builds::key_of_base(place_.change, recipe_));
}

}  // namespace benchgate::cli
