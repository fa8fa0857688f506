#include "benchgate/work/suite_choice.h"

#include <algorithm>
#include <filesystem>

#include <fmt/format.h>

#include "benchgate/base/error.h"

namespace benchgate::work {
namespace {

namespace fs = std::filesystem;

/// A command that has a folder in it is meant from the policy's folder; a bare name is looked up in
/// PATH.
std::string from_folder(const std::string& command, const fs::path& folder) {
  const bool is_path = command.find('/') != std::string::npos;
  return is_path && !folder.empty() ? (folder / command).string() : command;
}

measure::SuiteToRun from_policy(const gate::SuiteEntry& entry, const fs::path& folder) {
  measure::SuiteToRun suite{.name = entry.name, .command = entry.command};
  suite.command.front() = from_folder(suite.command.front(), folder);
  suite.environment.assign(entry.environment.begin(), entry.environment.end());
  suite.passed_secrets = entry.passed_secrets;
  suite.working_directory = folder / entry.working_directory;
  suite.inputs = entry.inputs;
  suite.filter = entry.filter;
  suite.filter_may_match_nothing = entry.optional;
  suite.min_time = entry.min_time;
  suite.restarts = entry.restarts;
  suite.time_limit = entry.time_limit;
  if (entry.time_limit) {
    suite.row_time_limit =
        std::max(suite.row_time_limit.value_or(*entry.time_limit), *entry.time_limit);
  }
  return suite;
}

measure::SuiteToRun choose(const std::string& name, const FoundPolicy& found) {
  const auto& suites = found.policy.suites;
  const auto entry = std::ranges::find(suites, name, &gate::SuiteEntry::name);
  if (entry != suites.end()) return from_policy(*entry, found.folder);
  std::error_code too_long_or_forbidden;
  if (fs::exists(name, too_long_or_forbidden)) return suite_of_executable(name);
  std::string known;
  for (const auto& suite : suites)
    known += fmt::format("{}{}", known.empty() ? "" : ", ", suite.name);
  throw UsageError(fmt::format("'{}' is neither a suite of the policy ({}) nor an executable", name,
                               known.empty() ? "which names none" : known));
}

}  // namespace

measure::SuiteToRun suite_of_executable(const std::string& path) {
  return {.name = fs::path(path).filename().string(),
          .command = {path.find('/') == std::string::npos ? "./" + path : path}};
}

std::vector<measure::SuiteToRun> choose_suites(std::span<const std::string> names,
                                               const FoundPolicy& found) {
  std::vector<measure::SuiteToRun> chosen;
  for (const auto& name : names) chosen.push_back(choose(name, found));
  if (!names.empty()) return chosen;
  for (const auto& entry : found.policy.suites) chosen.push_back(from_policy(entry, found.folder));
  if (chosen.empty()) {
    throw UsageError(
        "there is nothing to run: name a Google Benchmark executable (benchgate run ./my_bench), "
        "or write a benchgate.toml with [[suite]] entries");
  }
  return chosen;
}

}  // namespace benchgate::work
