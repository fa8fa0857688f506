#include "benchgate/work/second_measurement.h"

#include <algorithm>
#include <filesystem>
#include <map>
#include <set>

#include <fmt/format.h>

#include "benchgate/base/error.h"

namespace benchgate::work {
namespace {

/// What fits into an argument of a process; of more, the whole suite is measured.
constexpr std::size_t kLongestFilter = 100'000;

/// suite -> benchmarks
using Doubts = std::map<std::string, std::set<std::string>>;

Doubts doubts_of(const gate::Assessment& assessment) {
  Doubts doubts;
  for (const auto& judgement : assessment.judgements) {
    const bool is_blamed = judgement.reason == gate::Reason::Unconfirmed ||
                           (judgement.verdict == gate::Verdict::Regressed && judgement.closes_gate);
    if (is_blamed) doubts[judgement.suite].insert(judgement.benchmark);
  }
  for (const auto& budget : assessment.budgets) {
    if (budget.is_unconfirmed) doubts[budget.suite].insert(budget.benchmark);
  }
  return doubts;
}

}  // namespace

void make_second_measurement(const LoadedRun& head, LoadedRun& again) {
  const auto refuse = [&](const std::string& why) {
    throw UsageError(
        fmt::format("--again {}: {}; it must be a second measurement of the same "
                    "build as {}",
                    again.identity.name, why, head.identity.name));
  };
  if (head.identity.commit != again.identity.commit ||
      head.identity.dirty != again.identity.dirty) {
    refuse("it is of another commit");
  }
  if (head.identity.machine_class != again.identity.machine_class) {
    refuse("it was measured on another class of machine");
  }
  if (head.identity.date == again.identity.date && head.run.benchmarks == again.run.benchmarks) {
    refuse("it is the same measurement");
  }
  if (head.run.suites.size() != 1 || again.run.suites.size() != 1) return;
  const auto& name = head.run.suites.front().name;
  again.run.suites.front().name = name;
  for (auto& benchmark : again.run.benchmarks) benchmark.suite = name;
}

std::string again_file(const std::string& output) {
  std::filesystem::path file(output);
  const auto extension = file.extension();
  file.replace_extension(".again" + extension.string());
  return file.string();
}

std::vector<measure::SuiteToRun> suites_in_doubt(std::span<const measure::SuiteToRun> suites,
                                                 const gate::Assessment& assessment) {
  const auto doubts = doubts_of(assessment);
  std::vector<measure::SuiteToRun> chosen;
  for (const auto& suite : suites) {
    const auto found = doubts.find(suite.name);
    if (found == doubts.end()) continue;
    auto& again = chosen.emplace_back(suite);
    const std::vector<std::string> names(found->second.begin(), found->second.end());
    auto filter = measure::exact_filter(names);
    if (filter.size() <= kLongestFilter) again.filter = std::move(filter);
  }
  return chosen;
}

}  // namespace benchgate::work
