#include "benchgate/github/workflow_files.h"

#include <algorithm>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace benchgate::github {
namespace {

constexpr std::string_view kGate =
    R"yaml(# Measures a pull request against the commit that it started from, and fails if it became slower.
# It runs code of the pull request, also of strangers, so it has no write access and no secret.
name: benchgate

on:
  pull_request:
  merge_group:

permissions:
  contents: read

# A newer push makes the older result useless.
concurrency:
  group: benchgate-${{ github.ref }}
  cancel-in-progress: true

jobs:
  gate:
    runs-on: ubuntu-24.04
    timeout-minutes: 60
    steps:
      - uses: actions/checkout@08c6903cd8c0fde910a37f88322edcfb5dd907a8 # v5.0.0
        with:
          ref: ${{ github.event.pull_request.head.sha }}
          fetch-depth: 0 # to find the merge base
          persist-credentials: false
      # Install what this project needs besides a compiler, CMake, Ninja and Google Benchmark:
      # - run: sudo apt-get update && sudo apt-get install --yes libsomething-dev
      - uses: @GATE@
        with:
          working-directory: @FOLDER@
          budget: 10min
)yaml";

constexpr std::string_view kComment =
    R"yaml(# Publishes the result of benchgate.yml on the pull request, as a comment and a check. It has write
# access, so it runs no code of the pull request. It works once it is on the default branch.
name: benchgate-comment

on:
  workflow_run:
    workflows: [benchgate]
    types: [requested, in_progress, completed]

permissions: {}

# One after the other, or "measuring" could appear after the verdict.
concurrency:
  group: benchgate-comment-${{ github.event.workflow_run.id }}

jobs:
  publish:
    if: contains(fromJSON('["pull_request", "merge_group"]'), github.event.workflow_run.event)
    runs-on: ubuntu-24.04
    timeout-minutes: 20
    permissions:
      actions: read # the artifact of the other workflow
      contents: read # whether what was measured is a merge of the commit
      pull-requests: write # the comment
      checks: write # the check
    steps:
      - uses: @PUBLISH@
)yaml";

constexpr std::string_view kNightly =
    R"yaml(# One night: measures the default branch against the last release, each pair at the same moment. It
# appends the result to the history on the branch benchgate-history, opens an issue for each slowdown
# that stands, and writes the dashboard to the branch benchgate-site. It finds slow drift and many
# small steps, which a gate lets pass. Both branches are created by themselves.
name: benchgate-nightly

on:
  schedule:
    - cron: '23 3 * * *' # in UTC
  workflow_dispatch:

permissions:
  contents: read

# Two nights at once would measure each other, and open an issue twice.
concurrency:
  group: benchgate-nightly

jobs:
  measure:
    runs-on: ubuntu-24.04
    timeout-minutes: 180
    steps:
      - uses: actions/checkout@08c6903cd8c0fde910a37f88322edcfb5dd907a8 # v5.0.0
        with:
          fetch-depth: 0 # to the release, and to the commits of the history
          persist-credentials: false
      # Install what this project needs besides a compiler, CMake, Ninja and Google Benchmark:
      # - run: sudo apt-get update && sudo apt-get install --yes libsomething-dev
      - uses: @NIGHTLY@
        with:
          working-directory: @FOLDER@
          budget: 30min # for each of two comparisons
          bisect: 30min # for finding the commits behind changes; 0 does not look

  # This job has write access, so it builds and runs nothing of the project.
  publish:
    needs: measure
    runs-on: ubuntu-24.04
    timeout-minutes: 30
    permissions:
      contents: write # the branches of history and dashboard
      issues: write # one for each change that stands
      pages: write # asks for the dashboard's branch to be shown
    steps:
      - uses: actions/checkout@08c6903cd8c0fde910a37f88322edcfb5dd907a8 # v5.0.0
        with:
          persist-credentials: false
      - uses: @PUBLISH@
)yaml";

std::string with(std::string text, std::string_view mark, const std::string& value) {
  text.replace(text.find(mark), mark.size(), value);
  return text;
}

/// An action of benchgate's repository.
std::string action(const WorkflowChoice& choice, std::string_view name) {
  const auto at = choice.action.find('@');
  return choice.action.substr(0, at) + "/.github/actions/" + std::string(name) +
         choice.action.substr(at);
}

/// A text of JSON is one of YAML, whatever the folder is called.
std::string with_folder(std::string text, const WorkflowChoice& choice) {
  return with(std::move(text), "@FOLDER@", nlohmann::json(choice.project_folder).dump());
}

}  // namespace

bool is_action_address(std::string_view text) {
  const auto is_plain = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           std::string_view("-_./@").find(c) != std::string_view::npos;
  };
  const auto at = text.find('@');
  if (at == std::string_view::npos || at + 1 == text.size()) return false;
  const auto repository = text.substr(0, at);
  return std::ranges::all_of(text, is_plain) && std::ranges::count(text, '@') == 1 &&
         std::ranges::count(repository, '/') == 1 && !repository.starts_with('/') &&
         !repository.ends_with('/') && text.find("..") == std::string_view::npos;
}

std::string gate_workflow(const WorkflowChoice& choice) {
  auto text = with(std::string(kGate), "@GATE@", action(choice, "benchgate"));
  return with_folder(std::move(text), choice);
}

std::string comment_workflow(const WorkflowChoice& choice) {
  auto text = with(std::string(kComment), "@PUBLISH@", action(choice, "benchgate-publish"));
  if (choice.project_folder == ".") return text;
  const auto policy = choice.project_folder + "/benchgate.toml";
  return text + fmt::format("        with:\n          policy: {}\n", nlohmann::json(policy).dump());
}

std::string nightly_workflow(const WorkflowChoice& choice) {
  auto text = with(std::string(kNightly), "@NIGHTLY@", action(choice, "benchgate-nightly"));
  text = with(std::move(text), "@PUBLISH@", action(choice, "benchgate-nightly-publish"));
  return with_folder(std::move(text), choice);
}

}  // namespace benchgate::github
