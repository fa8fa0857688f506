#include <algorithm>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "benchgate/base/file.h"
#include "benchgate/base/writable.h"
#include "benchgate/cli/command.h"
#include "benchgate/work/project_setup.h"

namespace benchgate::cli {
namespace {

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
  work::SetupRequest setup;
  bool dry_run = false;
};

void print_suites(const builds::BenchmarkTargets& found, const Console& console) {
  for (const auto& target : found.targets) {
    console.err << fmt::format("found {} in {}\n", target.name, target.defined_in.generic_string());
  }
  if (!found.unreadable.empty()) {
    console.err << "also linked with Google Benchmark, under names that only CMake knows: add "
                   "them to benchgate.toml"
                << work::places_of(found.unreadable) << '\n';
  }
}

/// Before the first is written, so that no half of a setup is left behind.
void require_places(const std::vector<work::SetupFile>& files) {
  for (const auto& file : files) {
    if (!file.is_there) require_writable_file(file.path);
  }
}

/// Those that were written, or would be.
std::vector<std::string> write(const std::vector<work::SetupFile>& files, bool dry_run,
                               const Console& console) {
  std::vector<std::string> written;
  for (const auto& file : files) {
    const auto name = file.path.generic_string();
    if (file.is_there) {
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

std::vector<std::string> steps_before_trying(const work::SetupRequest& request,
                                             const work::ProjectSetup& setup,
                                             const std::vector<std::string>& written) {
  std::vector<std::string> steps;
  if (std::ranges::count(written, "benchgate.toml") > 0) {
    steps.emplace_back("Look through benchgate.toml: are these all suites, and are they there?");
  }
  if (setup.folder_to_ignore) {
    steps.push_back(fmt::format("Add a line to .gitignore: /{}/", *setup.folder_to_ignore));
  }
  if (setup.placeholder) {
    steps.push_back(
        fmt::format("In the workflows, replace {} by where benchgate's repository is, and by the "
                    "full sha of a commit of it.",
                    *setup.placeholder));
  }
  if (!request.only_policy) {
    steps.push_back(fmt::format("In benchgate.yml{}, install what building this project takes.",
                                request.nightly ? " and benchgate-nightly.yml" : ""));
  }
  if (!written.empty()) {
    steps.push_back(fmt::format("git add {} && git commit --message 'Gate benchmarks'",
                                fmt::join(written, " ")));
  }
  return steps;
}

std::string next_steps(const work::SetupRequest& request, std::vector<std::string> steps) {
  steps.emplace_back("Try it, on a branch with a change: benchgate gate --base origin/main");
  if (!request.only_policy) {
    steps.emplace_back(
        "Comments begin once the workflows are on the default branch; make the job 'gate' a "
        "required check there.");
  }
  if (request.nightly) {
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
  const auto found = work::find_suites(options.setup);
  if (found) print_suites(*found, console);
  const auto setup = work::plan_setup(options.setup, found);
  if (!options.dry_run) require_places(setup.files);
  const auto written = write(setup.files, options.dry_run, console);
  console.err << next_steps(options.setup, steps_before_trying(options.setup, setup, written));
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
      ->add_option("--action", options->setup.action,
                   "benchgate's repository on GitHub and the commit to use [to fill in]")
      ->type_name("OWNER/REPOSITORY@COMMIT");
  command
      ->add_option("--preset", options->setup.preset,
                   "CMake preset of the measured build [release, or the only one]")
      ->type_name("NAME");
  auto* nightly = command->add_flag("--nightly", options->setup.nightly,
                                    "Also write a workflow that measures every night");
  command->add_flag("--no-workflows", options->setup.only_policy, "Write only benchgate.toml")
      ->excludes(nightly);
  command->callback([options, &chosen] {
    chosen = [options](const Console& console) { return init(*options, console); };
  });
}

}  // namespace benchgate::cli
