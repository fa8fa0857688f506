#include "benchgate/work/tree_suites.h"

#include <algorithm>
#include <charconv>
#include <system_error>
#include <thread>
#include <utility>

#include <fmt/format.h>

#include "benchgate/base/error.h"
#include "benchgate/builds/change.h"
#include "benchgate/builds/program_identity.h"
#include "benchgate/builds/toolchain.h"
#include "benchgate/work/suite_choice.h"

namespace benchgate::work {
namespace {

namespace fs = std::filesystem;

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

fs::path beside(const FoundPolicy& policy) {
  return fs::absolute(policy.folder.empty() ? fs::current_path() : policy.folder);
}

}  // namespace

fs::path folder_of_repository(const FoundPolicy& policy, bool explicit_policy) {
  return explicit_policy ? fs::current_path() : beside(policy);
}

TreePlace find_tree_place(const fs::path& root, const FoundPolicy& policy) {
  TreePlace place;
  const auto working = inside(fs::current_path(), root).value_or("");
  place.folder = inside(beside(policy), root).value_or(working);
  if (policy.path) place.policy = inside(*policy.path, root).value_or("");
  return place;
}

builds::CommitBuildOptions build_options(const FoundPolicy& policy, const fs::path& root,
                                         const TreePlace& place, const Getenv& getenv) {
  const auto& build = policy.policy.build;
  return {.recipe = builds::find_recipe({.preset = build.preset,
                                         .configure = build.configure,
                                         .build = build.build,
                                         .time_limit = build.time_limit,
                                         .add_flags = build.flags == gate::AddedFlags::Auto},
                                        root / place.folder, build_jobs(getenv)),
          .folder = place.folder,
          .toolchain = builds::describe_toolchain({})};
}

void check_suites(const FoundPolicy& policy) {
  if (policy.policy.suites.empty()) {
    throw UsageError(
        fmt::format("{}: names no suite to measure; add\n  [[suite]]\n  name = \"my\"\n  command = "
                    "[\"build/release/my_bench\"]",
                    policy.path ? policy.path->string() : "there is no benchgate.toml, which"));
  }
  for (const auto& suite : policy.policy.suites) {
    if (!fs::path(suite.command.front()).is_absolute()) continue;
    throw UsageError(
        fmt::format("suite {}: {} is an absolute path, so base and head would be the same file; "
                    "write the path from benchgate.toml on",
                    suite.name, suite.command.front()));
  }
}

std::vector<measure::SuiteToRun> suites_in(const fs::path& root, const TreePlace& place,
                                           FoundPolicy policy,
                                           const std::vector<std::string>& names) {
  // With a '/' at its end, for commands that have a folder.
  policy.folder = root / place.folder;
  return choose_suites(names, policy);
}

bool can_be_run(const measure::SuiteToRun& suite) try {
  (void)measure::find_program(suite.command.front());
  return true;
} catch (const UsageError&) {
  return false;
}

bool is_same_program(const measure::SuitePair& suite) {
  const auto& program = suite.head.command.front();
  // What an interpreter of the system is given to read is not looked at.
  return program.find('/') != std::string::npos &&
         builds::are_same_program(suite.base.command.front(), program);
}

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

}  // namespace benchgate::work
