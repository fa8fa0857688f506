// How often unchanged code closes the gate when it is measured apart: the noise floor of separate
// runs against real histories of hosted runners whose code is practically constant.
//
//   noise_floor [HISTORY.csv]
//
// Every commit from the 22nd on is taken for a pull request, its predecessor for the stored
// baseline, the 20 runs before for what the floor is learnt from. A benchmark alarms where it is
// worse than the baseline by more than the limit (5 %) and the floor. Significance is taken for
// granted, as if each run had measured without error: the worst case for the floor.
//
// The last rows measure the suspects once more: a benchmark alarms where the run after it, of code
// that is practically the same, says the same of it. A true doubling is put into both to see what
// that costs.

#include <charconv>
#include <cmath>
#include <fstream>
#include <map>
#include <numbers>
#include <optional>
#include <sstream>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "benchgate/compare/run_noise.h"
#include "benchgate/stats/student_t.h"
#include "source_tree.h"

namespace {

using benchgate::compare::RunHistory;

constexpr std::size_t kHistoryRuns = 20;
constexpr double kLimit = 0.05;
constexpr double kFamilyAlpha = 0.01;

/// One run of a suite: benchmark -> how long it took. Values of which more is better are inverted.
using Values = std::map<std::string, double>;

/// suite -> runs in the order of time.
std::map<std::string, std::vector<Values>> read_history(const std::string& path) {
  std::ifstream file(path);
  if (!file) throw std::runtime_error(path + ": cannot be opened");
  std::map<std::string, std::map<std::string, Values>> by_time;
  std::string line;
  std::getline(file, line);  // the head: suite,benchmark,unix_ms,value,unit,range
  while (std::getline(file, line)) {
    std::istringstream fields(line);
    std::string suite, benchmark, time, value, unit;
    std::getline(fields, suite, ',');
    std::getline(fields, benchmark, ',');
    std::getline(fields, time, ',');
    std::getline(fields, value, ',');
    std::getline(fields, unit, ',');
    double number = 0;
    const auto parsed = std::from_chars(value.data(), value.data() + value.size(), number);
    if (parsed.ec != std::errc{} || !(number > 0)) continue;
    const bool is_rate = unit.ends_with("/sec") || unit.ends_with("/s");
    by_time[suite][time][benchmark] = is_rate ? 1 / number : number;
  }
  std::map<std::string, std::vector<Values>> suites;
  for (auto& [suite, runs] : by_time) {
    for (auto& [time, values] : runs) suites[suite].push_back(std::move(values));
  }
  return suites;
}

benchgate::model::Run as_run(const Values& values) {
  benchgate::model::Run run;
  for (const auto& [name, value] : values) {
    run.benchmarks.push_back({.name = name, .metrics = {{.metric = "t", .samples = {value}}}});
  }
  return run;
}

struct Tally {
  std::size_t pull_requests = 0;
  std::size_t alarmed_pull_requests = 0;
  std::size_t benchmarks = 0;
  std::size_t alarmed_benchmarks = 0;
};

/// One way to judge.
struct Rule {
  bool is_confirmed = false;  ///< by the run that follows
  double slowdown = 1;        ///< of the last benchmark, in head and the run that confirms it
};

/// The floor of one benchmark, or nothing to leave it out.
using Floor = std::optional<double> (*)(const RunHistory&, const std::string&, std::size_t family);

std::optional<double> no_floor(const RunHistory&, const std::string&, std::size_t) {
  return 0.0;
}

std::optional<double> fixed_floor(const RunHistory&, const std::string&, std::size_t) {
  return 0.30;
}

std::optional<double> learnt_floor(const RunHistory& history, const std::string& name,
                                   std::size_t family) {
  const auto spread = history.spread({"", name, "t"}, kHistoryRuns);
  if (!spread) return std::nullopt;
  const double tail = kFamilyAlpha / static_cast<double>(family);
  const double t = benchgate::stats::student_t_upper_quantile(tail, spread->runs - 1);
  return std::expm1(t * spread->log_sd * std::numbers::sqrt2);
}

/// How much worse, or nothing where either run lacks it.
std::optional<double> worsening(const Values& base, const Values& head, const std::string& name) {
  const auto before = base.find(name);
  const auto after = head.find(name);
  if (before == base.end() || after == head.end()) return std::nullopt;
  return after->second / before->second - 1;
}

void judge(const std::vector<Values>& runs, std::size_t head, Floor floor, const Rule& rule,
           Tally& tally) {
  RunHistory history;
  for (std::size_t i = head - kHistoryRuns; i < head; ++i) history.add(as_run(runs[i]));
  const auto& base = runs[head - 1];
  bool alarmed = false;
  bool judged = false;
  for (const auto& [name, value] : runs[head]) {
    const bool is_slowed = rule.slowdown != 1;
    if (is_slowed && name != runs[head].rbegin()->first) continue;
    const auto worse = worsening(base, runs[head], name);
    const auto at_least = floor(history, name, runs[head].size());
    const auto again = rule.is_confirmed ? worsening(base, runs[head + 1], name) : worse;
    if (!worse || !at_least || !again) continue;
    judged = true;
    ++tally.benchmarks;
    const auto is_beyond = [&](double worsening) {
      const double slowed = (1 + worsening) * rule.slowdown - 1;
      return slowed >= kLimit && slowed >= *at_least;
    };
    if (!is_beyond(*worse) || !is_beyond(*again)) continue;
    ++tally.alarmed_benchmarks;
    alarmed = true;
  }
  tally.pull_requests += judged ? 1 : 0;
  tally.alarmed_pull_requests += alarmed ? 1 : 0;
}

void print_row(const char* name, const std::map<std::string, std::vector<Values>>& suites,
               Floor floor, const Rule& rule = {}) {
  Tally tally;
  for (const auto& [suite, runs] : suites) {
    const std::size_t end = runs.size() - (rule.is_confirmed && !runs.empty() ? 1 : 0);
    for (std::size_t head = kHistoryRuns + 1; head < end; ++head) {
      judge(runs, head, floor, rule, tally);
    }
  }
  const auto percent = [](std::size_t part, std::size_t whole) {
    return whole == 0 ? 0.0 : 100.0 * static_cast<double>(part) / static_cast<double>(whole);
  };
  fmt::print("| {} | {} of {} ({:.1f} %) | {} of {} ({:.2f} %) |\n", name,
             tally.alarmed_pull_requests, tally.pull_requests,
             percent(tally.alarmed_pull_requests, tally.pull_requests), tally.alarmed_benchmarks,
             tally.benchmarks, percent(tally.alarmed_benchmarks, tally.benchmarks));
}

}  // namespace

int main(int argc, char** argv) {
  const std::string path =
      argc > 1 ? argv[1] : BENCHGATE_TESTDATA "/histories/github-action-benchmark/history.csv";
  try {
    const auto suites = read_history(path);
    fmt::print("| rule | pull requests that alarm | benchmarks that alarm |\n|---|---|---|\n");
    print_row("worse by 5 % than the previous run", suites, no_floor);
    print_row("and beyond a floor of 30 %", suites, fixed_floor);
    print_row("and beyond the floor learnt from 20 runs", suites, learnt_floor);
    const Rule twice{.is_confirmed = true};
    print_row("beyond a floor of 30 %, twice", suites, fixed_floor, twice);
    print_row("beyond the learnt floor, twice", suites, learnt_floor, twice);
    fmt::print("\n| one benchmark twice as slow | found | |\n|---|---|---|\n");
    print_row("beyond a floor of 30 %, once", suites, fixed_floor, {.slowdown = 2});
    print_row("beyond a floor of 30 %, twice", suites, fixed_floor,
              {.is_confirmed = true, .slowdown = 2});
    print_row("beyond the learnt floor, once", suites, learnt_floor, {.slowdown = 2});
    print_row("beyond the learnt floor, twice", suites, learnt_floor,
              {.is_confirmed = true, .slowdown = 2});
  } catch (const std::exception& error) {
    fmt::print(stderr, "noise_floor: {}\n", error.what());
    return 1;
  }
}
