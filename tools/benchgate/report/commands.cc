#include "benchgate/report/commands.h"

#include <algorithm>
#include <tuple>
#include <vector>

#include <fmt/format.h>

#include "benchgate/base/commit_id.h"

namespace benchgate::report {
namespace {

using compare::Pairing;
using gate::Assessment;
using gate::Verdict;

constexpr std::string_view kResults = "out/results.json";

/// A path that a shell takes as it is.
bool is_plain_path(std::string_view path) {
  return !path.empty() && path.size() <= 200 && path.front() != '-' &&
         std::ranges::all_of(path, [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                  std::string_view("_/.+-").find(c) != std::string_view::npos;
         });
}

/// A commit goes into a command only if it is one.
std::string_view plain_commit(std::string_view commit) {
  return is_commit(commit) ? commit.substr(0, 12) : std::string_view();
}

/// The option that selects the benchmarks of one verdict, by name; empty where they are many.
std::string filter_for(const Assessment& assessment, Verdict verdict) {
  std::vector<std::string_view> names;
  for (const auto& judgement : assessment.judgements) {
    if (judgement.verdict != verdict || judgement.reason == gate::Reason::FailedInBase) continue;
    if (std::ranges::count(names, judgement.benchmark) > 0) continue;
    if (!is_plain(judgement.benchmark)) return {};
    names.push_back(judgement.benchmark);
  }
  if (names.empty() || names.size() > 3) return {};
  std::string filter;
  for (const auto name : names) filter += (filter.empty() ? "" : "|") + std::string(name);
  const auto pattern = names.size() == 1 ? filter : fmt::format("({})", filter);
  return fmt::format(" --filter '^{}$'", pattern);
}

bool is_result_file(std::string_view path) {
  return is_plain_path(path) && path.ends_with(".json");
}

/// `benchgate duet` names the two executables.
bool names_executables(const Assessment& assessment) {
  const auto& [base, head] = std::tie(assessment.base.name, assessment.head.name);
  return is_plain_path(base) && is_plain_path(head) && head != "HEAD" && !base.ends_with(".json") &&
         !head.ends_with(".json");
}

}  // namespace

bool is_plain(std::string_view name) {
  return !name.empty() && name.size() <= 200 && name.front() != '-' &&
         std::ranges::all_of(name, [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                  std::string_view("_/:=,-.<>& ").find(c) != std::string_view::npos;
         });
}

bool Commands::is_measured_by_benchgate() const {
  // Other files do not record the class of the machine.
  return !assessment_.head.machine_class.empty();
}

std::string Commands::pairs_again() const {
  const auto& [base, head] = std::tie(assessment_.base, assessment_.head);
  const auto commit = plain_commit(base.commit);
  if (head.name == "HEAD" && !commit.empty())
    return fmt::format("benchgate gate --base {}", commit);
  if (!names_executables(assessment_)) return {};
  return fmt::format("benchgate duet {} {}", base.name, head.name);
}

std::string Commands::compare_again() const {
  const auto& [base, head] = std::tie(assessment_.base, assessment_.head);
  if (assessment_.method.pairing == Pairing::Together) {
    const auto again = pairs_again();
    if (!again.empty()) return again + filter_for(assessment_, Verdict::Regressed);
  }
  if (!is_result_file(base.name) || !is_result_file(head.name)) return {};
  return fmt::format("benchgate compare {} {}", base.name, head.name);
}

std::string Commands::run_again(Verdict verdict) const {
  const auto filter = filter_for(assessment_, verdict);
  if (assessment_.method.pairing == Pairing::Together) {
    const auto again = pairs_again();
    return again.empty() ? again : again + filter;
  }
  if (!is_measured_by_benchgate()) return {};
  return filter.empty() ? "benchgate run" : "benchgate run" + filter + " -o out/again.json";
}

std::string Commands::with_budget(std::string_view budget) const {
  const auto again = pairs_again();
  return again.empty() ? again : fmt::format("{} --budget {}", again, budget);
}

std::string Commands::measure_again() const {
  if (!is_measured_by_benchgate()) return {};
  if (assessment_.method.pairing == Pairing::Alone) return "benchgate run";
  std::string_view base = assessment_.base.name;
  constexpr std::string_view kBaseline = "baseline ";
  if (base.starts_with(kBaseline)) {
    base.remove_prefix(std::min(base.size(), base.rfind('/') + 1));
  } else if (!is_result_file(base)) {
    return {};
  }
  return is_plain_path(base) ? fmt::format("benchgate run --against {}", base) : std::string();
}

std::string Commands::together(Verdict verdict) const {
  const auto commit = plain_commit(assessment_.base.commit);
  if (commit.empty() || !is_measured_by_benchgate()) return {};
  return fmt::format("benchgate gate --base {}{}", commit, filter_for(assessment_, verdict));
}

std::string Commands::base_again() const {
  if (!is_measured_by_benchgate() || !is_result_file(assessment_.head.name)) return {};
  return fmt::format(
      "benchgate run -o /tmp/base.json   # in a checkout of base\n"
      "benchgate compare /tmp/base.json {}   # here",
      assessment_.head.name);
}

std::string Commands::more_samples(std::size_t samples) const {
  return is_measured_by_benchgate() ? fmt::format("benchgate run --restarts {}", samples)
                                    : fmt::format("--benchmark_repetitions={}", samples);
}

std::string Commands::save_baseline() const {
  if (assessment_.method.pairing == Pairing::Together) return {};
  const auto& head = assessment_.head;
  if (!is_result_file(head.name)) return {};
  const auto name = plain_commit(head.commit).empty() ? " --name main" : "";
  return fmt::format("benchgate baseline save {}{}", head.name, name);
}

std::string Commands::accept(std::string_view benchmark) const {
  if (!is_plain(benchmark)) return {};
  const auto accept = fmt::format("benchgate accept {} --benchmark '{}' --reason '…'",
                                  knows_results_file() ? results_file_ : kResults, benchmark);
  if (knows_results_file()) return accept;
  const auto again = compare_again();
  return again.empty() ? "" : fmt::format("{} --output json={}\n{}", again, kResults, accept);
}

bool Commands::knows_results_file() const {
  return is_plain_path(results_file_);
}

std::string Commands::reproduce() const {
  const auto base = plain_commit(assessment_.base.commit);
  const auto head = plain_commit(assessment_.head.commit);
  const bool together = assessment_.method.pairing == Pairing::Together;
  if (!together || base.empty() || head.empty() || base == head) return {};
  const auto regressed = filter_for(assessment_, Verdict::Regressed);
  const auto filter = regressed.empty() ? filter_for(assessment_, Verdict::Errored) : regressed;
  return fmt::format("git switch --detach {}\nbenchgate gate --base {}{}", head, base, filter);
}

}  // namespace benchgate::report
