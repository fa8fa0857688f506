#include "benchgate/work/project_setup.h"

#include <algorithm>
#include <iterator>
#include <string_view>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "benchgate/base/error.h"
#include "benchgate/builds/recipe.h"
#include "benchgate/measure/git.h"

namespace benchgate::work {
namespace {

namespace fs = std::filesystem;

constexpr const char* kPolicyFile = "benchgate.toml";

constexpr std::string_view kPolicyHead =
    R"toml(# The benchmarks that benchgate measures, and how much slower a change may make them. Every other
# key has a default. `benchgate policy check` shows the rule of each benchmark.

[duet]                # base and head of a change, measured together
budget = "10 min"     # time limit for measuring
# max_regression = "0.5 %"  # allowed slowdown, if no rule sets one

)toml";

std::string toml_text(std::string_view text) {
  std::string all = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') all += '\\';
    all += c;
  }
  return all + '"';
}

/// In a folder of its own, so that its path is known and nobody's build is disturbed.
std::string build_section(const std::string& preset) {
  return fmt::format(
      "[build]  # of both sides; the folder has to be ignored by git\n"
      "configure = [\"cmake\", \"--preset\", {0}, \"-B\", \"{1}\"]\n"
      "build = [\"cmake\", \"--build\", \"{1}\", \"--parallel\", \"4\"]\n\n",
      toml_text(preset), builds::kOwnBuildFolder);
}

std::string suite_section(const builds::BenchmarkTarget& target) {
  const auto unknown = target.executable ? "" : "  # is it there?";
  const auto executable =
      fs::path(builds::kOwnBuildFolder) / target.executable.value_or(fs::path(target.name));
  return fmt::format("[[suite]]  # {}\nname = {}\ncommand = [{}]{}\n\n",
                     target.defined_in.generic_string(), toml_text(target.name),
                     toml_text(executable.generic_string()), unknown);
}

/// It names suites and how they are built, and leaves everything else to the defaults: what may
/// move how far is for those to say who know the project. Needs at least one target.
std::string starter_policy(const builds::BenchmarkTargets& found, const std::string& preset) {
  std::string text(kPolicyHead);
  if (!preset.empty()) text += build_section(preset);
  for (const auto& target : found.targets) text += suite_section(target);
  text.pop_back();
  return text;
}

std::string choose_preset(const std::string& wanted) {
  const auto known = builds::configure_presets(".");
  const auto has = [&known](const std::string& name) {
    return std::ranges::find(known, name) != known.end();
  };
  if (!wanted.empty()) {
    if (has(wanted)) return wanted;
    throw UsageError(fmt::format("--preset {}: there is no such configure preset; there are: {}",
                                 wanted, fmt::join(known, ", ")));
  }
  if (known.empty()) return {};
  if (has("release")) return "release";
  if (known.size() == 1) return known.front();
  throw UsageError(
      fmt::format("CMakePresets.json: has several presets and none is called release; say with "
                  "--preset which of them builds what is measured: {}",
                  fmt::join(known, ", ")));
}

void require_targets(const builds::BenchmarkTargets& found) {
  if (!found.targets.empty()) return;
  if (!found.unreadable.empty()) {
    throw UsageError(
        "Google Benchmark is linked, but the names of the executables are only known when CMake "
        "runs; name them in a benchgate.toml ([[suite]] name = \"...\" command = [\"...\"]) and "
        "try again:" +
        places_of(found.unreadable));
  }
  throw UsageError(fmt::format(
      "no executable links Google Benchmark (benchmark::benchmark, benchmark_main) in the {} CMake "
      "files here; add one, or name what to run in a benchgate.toml and try again",
      found.files_read));
}

SetupFile file_at(fs::path path, std::string text) {
  const bool is_there = fs::exists(fs::symlink_status(path));
  return {.path = std::move(path), .text = std::move(text), .is_there = is_there};
}

/// Workflows belong to the repository's top, wherever the project is in it.
std::vector<SetupFile> workflows_for(const SetupRequest& request) {
  const fs::path top = measure::tell_git(".", {"rev-parse", "--show-cdup"}, "cannot find the top");
  auto folder = measure::tell_git(".", {"rev-parse", "--show-prefix"}, "cannot find the top");
  while (folder.ends_with('/')) folder.pop_back();
  github::WorkflowChoice choice{.action = request.action};
  if (!folder.empty()) choice.project_folder = folder;
  std::vector<SetupFile> files;
  files.push_back(file_at(top / github::kGateWorkflowFile, github::gate_workflow(choice)));
  files.push_back(file_at(top / github::kCommentWorkflowFile, github::comment_workflow(choice)));
  if (request.nightly) {
    files.push_back(file_at(top / github::kNightlyWorkflowFile, github::nightly_workflow(choice)));
  }
  return files;
}

/// A preset is built in a folder of ours. The one of a project without presets ignores itself.
bool needs_ignoring(const std::string& folder) {
  if (builds::configure_presets(".").empty()) return false;
  return !measure::ask_git(".", {"check-ignore", "--quiet", folder + "/x"}).succeeded;
}

}  // namespace

std::string places_of(const std::vector<builds::UnreadableTarget>& targets) {
  std::string text;
  for (const auto& one : targets) {
    text += fmt::format("\n  {}:{}: {}", one.file.generic_string(), one.line, one.name);
  }
  return text;
}

std::optional<builds::BenchmarkTargets> find_suites(const SetupRequest& request) {
  if (!github::is_action_address(request.action)) {
    throw UsageError(fmt::format("--action {}: say OWNER/REPOSITORY@COMMIT", request.action));
  }
  auto found = builds::find_benchmark_targets(".");
  if (fs::exists(kPolicyFile)) return std::nullopt;
  require_targets(found);
  return found;
}

ProjectSetup plan_setup(const SetupRequest& request,
                        const std::optional<builds::BenchmarkTargets>& found) {
  ProjectSetup setup;
  setup.files.push_back(file_at(
      kPolicyFile, found ? starter_policy(*found, choose_preset(request.preset)) : std::string()));
  if (!request.only_policy) {
    std::ranges::move(workflows_for(request), std::back_inserter(setup.files));
    if (request.action == github::kUnknownAction) setup.placeholder = github::kUnknownAction;
  }
  if (!setup.files.front().is_there && needs_ignoring(builds::kOwnBuildFolder)) {
    setup.folder_to_ignore = builds::kOwnBuildFolder;
  }
  return setup;
}

}  // namespace benchgate::work
