#include <algorithm>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "benchgate/base/file.h"
#include "benchgate/base/writable.h"
#include "benchgate/builds/benchmark_targets.h"
#include "benchgate/builds/recipe.h"
#include "benchgate/cli/command.h"
#include "benchgate/github/workflow_files.h"
#include "benchgate/measure/git.h"
#include "benchgate/work/starter_policy.h"

namespace benchgate::cli {
namespace {

namespace fs = std::filesystem;

constexpr const char* kFooter =
    "Call it in the top folder of a CMake project under git. It looks for executables that link "
    "Google Benchmark and for presets. It writes benchgate.toml, which names them as suites, and "
    "two workflows for GitHub. One measures pull requests and has no write access. The other "
    "comments on them and runs none of their code.\n\n"
    "With --nightly it also writes a third workflow. It measures every night against the last "
    "release, keeps a history on a branch of its own, writes a dashboard, and opens an issue for "
    "each change that stands. Existing files stay as they are, so you can add it later.\n\n"
    "It reads the CMake files without running them, so look through the result.\n\n"
    "Examples:\n"
    "  benchgate init --dry-run                       what it would write\n"
    "  benchgate init --action octo/benchgate@0a1b2c  with where benchgate is on GitHub\n"
    "  benchgate init --nightly                       also a history, a dashboard and issues";

struct InitOptions {
  std::string action{github::kUnknownAction};
  std::string preset;
  bool no_workflows = false;
  bool nightly = false;
  bool dry_run = false;
};

struct NewFile {
  fs::path path;  ///< from the working folder
  std::string text;
};

std::string preset_for(const InitOptions& options) {
  const auto known = builds::configure_presets(".");
  const auto has = [&known](const std::string& name) {
    return std::ranges::find(known, name) != known.end();
  };
  if (!options.preset.empty()) {
    if (has(options.preset)) return options.preset;
    throw UsageError(fmt::format("--preset {}: there is no such configure preset; there are: {}",
                                 options.preset, fmt::join(known, ", ")));
  }
  if (known.empty()) return {};
  if (has("release")) return "release";
  if (known.size() == 1) return known.front();
  throw UsageError(
      fmt::format("CMakePresets.json: has several presets and none is called release; say with "
                  "--preset which of them builds what is measured: {}",
                  fmt::join(known, ", ")));
}

std::string places(const builds::BenchmarkTargets& found) {
  std::string text;
  for (const auto& one : found.unreadable) {
    text += fmt::format("\n  {}:{}: {}", one.file.generic_string(), one.line, one.name);
  }
  return text;
}

void check_found(const builds::BenchmarkTargets& found) {
  if (!found.targets.empty()) return;
  if (!found.unreadable.empty()) {
    throw UsageError(
        "Google Benchmark is linked, but the names of the executables are only known when CMake "
        "runs; name them in a benchgate.toml ([[suite]] name = \"...\" command = [\"...\"]) and "
        "try again:" +
        places(found));
  }
  throw UsageError(fmt::format(
      "no executable links Google Benchmark (benchmark::benchmark, benchmark_main) in the {} CMake "
      "files here; add one, or name what to run in a benchgate.toml and try again",
      found.files_read));
}

std::vector<NewFile> new_policy(const InitOptions& options, const Console& console) {
  const auto found = builds::find_benchmark_targets(".");
  if (fs::exists("benchgate.toml")) return {{"benchgate.toml", {}}};
  check_found(found);
  for (const auto& target : found.targets) {
    console.err << fmt::format("found {} in {}\n", target.name, target.defined_in.generic_string());
  }
  if (!found.unreadable.empty()) {
    console.err << "also linked with Google Benchmark, under names that only CMake knows: add "
                   "them to benchgate.toml"
                << places(found) << '\n';
  }
  return {{"benchgate.toml", work::starter_policy(found, preset_for(options))}};
}

/// Workflows belong to the repository's top, wherever the project is in it.
std::vector<NewFile> new_workflows(const InitOptions& options) {
  if (options.no_workflows) return {};
  const fs::path top = measure::tell_git(".", {"rev-parse", "--show-cdup"}, "cannot find the top");
  auto folder = measure::tell_git(".", {"rev-parse", "--show-prefix"}, "cannot find the top");
  while (folder.ends_with('/')) folder.pop_back();
  github::WorkflowChoice choice{.action = options.action};
  if (!folder.empty()) choice.project_folder = folder;
  std::vector<NewFile> files = {
      {top / github::kGateWorkflowFile, github::gate_workflow(choice)},
      {top / github::kCommentWorkflowFile, github::comment_workflow(choice)}};
  if (options.nightly) {
    files.push_back({top / github::kNightlyWorkflowFile, github::nightly_workflow(choice)});
  }
  return files;
}

bool is_there(const NewFile& file) {
  return fs::exists(fs::symlink_status(file.path));
}

/// Before the first is written, so that no half of a setup is left behind.
void require_places(const std::vector<NewFile>& files) {
  for (const auto& file : files) {
    if (!is_there(file)) require_writable_file(file.path);
  }
}

/// Those that were written, or would be.
std::vector<std::string> write(const std::vector<NewFile>& files, bool dry_run,
                               const Console& console) {
  std::vector<std::string> written;
  for (const auto& file : files) {
    const auto name = file.path.generic_string();
    if (is_there(file)) {
      console.err << fmt::format("{} is there already, and stays as it is\n", name);
      continue;
    }
    if (dry_run) {
      console.out << fmt::format("--- would write {}\n{}\n", name, file.text);
    } else {
      write_file_atomically(file.path, file.text);
      console.err << fmt::format("wrote {}\n", name);
    }
    written.push_back(name);
  }
  return written;
}

/// Where a preset is built in a folder of ours. The one of a project without presets ignores
/// itself.
bool needs_ignoring(const std::string& folder) {
  if (builds::configure_presets(".").empty()) return false;
  return !measure::ask_git(".", {"check-ignore", "--quiet", folder + "/x"}).succeeded;
}

std::string next_steps(const InitOptions& options, const std::vector<std::string>& written) {
  std::vector<std::string> steps;
  if (std::ranges::count(written, "benchgate.toml") > 0) {
    steps.emplace_back("Look through benchgate.toml: are these all suites, and are they there?");
    if (needs_ignoring(builds::kOwnBuildFolder)) {
      steps.push_back(fmt::format("Add a line to .gitignore: /{}/", builds::kOwnBuildFolder));
    }
  }
  if (!options.no_workflows && options.action == github::kUnknownAction) {
    steps.push_back(
        fmt::format("In the workflows, replace {} by where benchgate's repository is, and by the "
                    "full sha of a commit of it.",
                    github::kUnknownAction));
  }
  if (!options.no_workflows) {
    steps.push_back(fmt::format("In benchgate.yml{}, install what building this project takes.",
                                options.nightly ? " and benchgate-nightly.yml" : ""));
  }
  if (!written.empty()) {
    steps.push_back(fmt::format("git add {} && git commit --message 'Gate benchmarks'",
                                fmt::join(written, " ")));
  }
  steps.emplace_back("Try it, on a branch with a change: benchgate gate --base origin/main");
  if (!options.no_workflows) {
    steps.emplace_back(
        "Comments begin once the workflows are on the default branch; make the job 'gate' a "
        "required check there.");
  }
  if (options.nightly) {
    steps.emplace_back(
        "Begin the history without waiting for the night: on GitHub, Actions, benchgate-nightly, "
        "Run workflow. Then let GitHub Pages be deployed from the branch benchgate-site.");
  }
  std::string text = "\nNext:\n";
  for (std::size_t i = 0; i < steps.size(); ++i) {
    text += fmt::format("  {}. {}\n", i + 1, steps[i]);
  }
  return text;
}

ExitCode init(const InitOptions& options, const Console& console) {
  if (!github::is_action_address(options.action)) {
    throw UsageError(fmt::format("--action {}: say OWNER/REPOSITORY@COMMIT", options.action));
  }
  auto files = new_policy(options, console);
  std::ranges::move(new_workflows(options), std::back_inserter(files));
  if (!options.dry_run) require_places(files);
  const auto written = write(files, options.dry_run, console);
  console.err << next_steps(options, written);
  return ExitCode::Passed;
}

}  // namespace

void add_init_command(CLI::App& app, Action& chosen) {
  auto options = std::make_shared<InitOptions>();
  auto* command =
      app.add_subcommand("init", "Set up a project: write benchgate.toml and workflows for GitHub");
  command->footer(kFooter);
  command->add_flag("--dry-run", options->dry_run, "Show the files without writing them");
  command
      ->add_option("--action", options->action,
                   "benchgate's repository on GitHub and the commit to use [to fill in]")
      ->type_name("OWNER/REPOSITORY@COMMIT");
  command
      ->add_option("--preset", options->preset,
                   "CMake preset of the measured build [release, or the only one]")
      ->type_name("NAME");
  auto* nightly = command->add_flag("--nightly", options->nightly,
                                    "Also write a workflow that measures every night");
  command->add_flag("--no-workflows", options->no_workflows, "Write only benchgate.toml")
      ->excludes(nightly);
  command->callback([options, &chosen] {
    chosen = [options](const Console& console) { return init(*options, console); };
  });
}

}  // namespace benchgate::cli
