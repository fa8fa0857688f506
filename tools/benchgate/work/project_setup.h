// What a project begins with: a benchgate.toml that names its suites, and workflows for GitHub.
//
// Finds out and composes; writes nothing, and runs none of the project's CMake code.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "benchgate/builds/benchmark_targets.h"
#include "benchgate/github/workflow_files.h"

namespace benchgate::work {

struct SetupRequest {
  std::string action{github::kUnknownAction};  ///< where benchgate's repository is
  std::string preset;        ///< of CMake, that builds what is measured; empty: chosen
  bool only_policy = false;  ///< no workflows
  bool nightly = false;      ///< also the workflow that measures every night
};

struct SetupFile {
  std::filesystem::path path;  ///< from the working folder
  std::string text;            ///< empty where it is there
  bool is_there = false;       ///< and stays as it is
};

struct ProjectSetup {
  std::vector<SetupFile> files;
  /// What stands in the workflows until somebody writes where benchgate's repository is.
  std::optional<std::string> placeholder;
  /// Built in, and not ignored by git yet.
  std::optional<std::string> folder_to_ignore;
};

/// The benchmark executables of the project in the working folder; nothing where it has a
/// benchgate.toml, which names them. Throws UsageError where there are none, where the folder is no
/// CMake project under git, and where `request` names no repository.
[[nodiscard]] std::optional<builds::BenchmarkTargets> find_suites(const SetupRequest& request);

/// `found` as of find_suites(). Throws UsageError where it is unclear which preset is meant.
[[nodiscard]] ProjectSetup plan_setup(const SetupRequest& request,
                                      const std::optional<builds::BenchmarkTargets>& found);

/// "\n  FILE:LINE: NAME" for each.
[[nodiscard]] std::string places_of(const std::vector<builds::UnreadableTarget>& targets);

}  // namespace benchgate::work
