#include "benchgate/model/pooling.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>

#include "benchgate/base/hash.h"

namespace benchgate::model {
namespace {

using Place = std::pair<std::string_view, std::string_view>;  ///< suite, benchmark

std::map<Place, std::size_t> places_of(const Run& run) {
  std::map<Place, std::size_t> places;
  for (std::size_t i = 0; i < run.benchmarks.size(); ++i)
    places.try_emplace({run.benchmarks[i].suite, run.benchmarks[i].name}, i);
  return places;
}

/// Suites of which more than one file has the same benchmark.
std::set<std::string> repeated_suites(const std::vector<Run>& files) {
  std::map<Place, std::size_t> seen;
  std::set<std::string> repeated;
  for (std::size_t i = 0; i < files.size(); ++i) {
    for (const auto& benchmark : files[i].benchmarks) {
      const auto [known, is_new] = seen.try_emplace({benchmark.suite, benchmark.name}, i);
      if (!is_new && known->second != i) repeated.insert(benchmark.suite);
    }
  }
  return repeated;
}

/// Does a field say that another program ran, or the same one to do something else?
bool sets_apart(std::string_view field) {
  switch (aspect_of(field)) {
    case EnvironmentAspect::Build:
    case EnvironmentAspect::Engine:
    case EnvironmentAspect::Workload:
      return true;
    case EnvironmentAspect::Identity:
    case EnvironmentAspect::Machine:
    case EnvironmentAspect::Method:
    case EnvironmentAspect::Volatile:
      break;
  }
  return field == "executable";
}

/// Those of the fields that set apart whose values differ between files.
std::set<std::string> differing_fields(const std::vector<Run>& files, const std::string& suite) {
  std::map<std::string, std::optional<std::string>> first;
  std::set<std::string> differing;
  bool is_first = true;
  for (const auto& file : files) {
    const auto* found = file.find_suite(suite);
    if (found == nullptr) continue;
    for (const auto& [field, value] : found->environment.fields) {
      if (!sets_apart(field)) continue;
      const auto [known, is_new] = first.try_emplace(field, value);
      if ((is_new && !is_first) || known->second != value) differing.insert(field);
    }
    for (const auto& [field, value] : first) {
      if (!found->environment.find(field)) differing.insert(field);
    }
    is_first = false;
  }
  return differing;
}

/// "bench+mode-fast", of characters that the name of a stored suite may have.
std::string variant_name(const Suite& suite, const std::set<std::string>& fields) {
  constexpr std::size_t kMostBytes = 80;
  std::string what;
  for (const auto& field : fields) {
    what += '+' + field + '-' + std::string(suite.environment.find(field).value_or("none"));
  }
  if (what.size() > kMostBytes) what = '+' + short_hash(what);
  const auto is_plain = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           std::string_view("-_.+").find(c) != std::string_view::npos;
  };
  std::ranges::replace_if(
      what, [&](char c) { return !is_plain(c); }, '-');
  return suite.name + what;
}

void rename_suite(Run& run, const std::string& from, const std::string& to) {
  for (auto& suite : run.suites)
    if (suite.name == from) suite.name = to;
  for (auto& benchmark : run.benchmarks)
    if (benchmark.suite == from) benchmark.suite = to;
}

void keep_variants_apart(std::vector<Run>& files) {
  for (const auto& suite : repeated_suites(files)) {
    const auto fields = differing_fields(files, suite);
    if (fields.empty()) continue;
    for (auto& file : files) {
      const auto* found = file.find_suite(suite);
      if (found != nullptr) rename_suite(file, suite, variant_name(*found, fields));
    }
  }
}

/// Puts numbers of processes from `first` on where samples have none, else moves theirs.
void number_processes(Benchmark& benchmark, std::uint32_t first) {
  for (auto& series : benchmark.metrics) {
    series.processes.resize(series.samples.size(), 0);
    for (auto& process : series.processes) process += first;
  }
}

/// The first number that no process of the suite has.
std::uint32_t next_process(const Run& run, std::string_view suite) {
  std::uint32_t next = 0;
  for (const auto& benchmark : run.benchmarks) {
    if (benchmark.suite != suite) continue;
    next = std::max(next, 1U);
    for (const auto& series : benchmark.metrics)
      for (const auto process : series.processes) next = std::max(next, process + 1);
  }
  return next;
}

/// Adds the samples of `more`, whose processes have numbers of their own.
void pool(Benchmark& benchmark, Benchmark more) {
  number_processes(benchmark, 0);
  if (benchmark.label.empty()) benchmark.label = std::move(more.label);
  if (benchmark.clock.empty()) benchmark.clock = std::move(more.clock);
  if (!benchmark.failure) benchmark.failure = std::move(more.failure);
  for (auto& series : more.metrics) {
    const auto known = std::ranges::find(benchmark.metrics, series.metric, &MetricSeries::metric);
    if (known == benchmark.metrics.end()) {
      benchmark.metrics.push_back(std::move(series));
      continue;
    }
    std::ranges::copy(series.samples, std::back_inserter(known->samples));
    std::ranges::copy(series.processes, std::back_inserter(known->processes));
  }
}

/// The first commit that a file's suites record.
std::optional<std::string_view> commit_of(const Run& run) {
  for (const auto& suite : run.suites)
    if (const auto commit = suite.environment.find("commit")) return commit;
  return std::nullopt;
}

void add(Run& run, Run more, std::set<std::string>& pooled_suites) {
  std::map<std::string, std::uint32_t> first;
  for (const auto& suite : more.suites) first[suite.name] = next_process(run, suite.name);
  const auto places = places_of(run);
  std::vector<Benchmark> fresh;
  for (auto& benchmark : more.benchmarks) {
    const auto offset = first[benchmark.suite];
    if (offset > 0 && !benchmark.pairs) number_processes(benchmark, offset);
    const auto place = places.find({benchmark.suite, benchmark.name});
    auto* known = place == places.end() ? nullptr : &run.benchmarks[place->second];
    if (known == nullptr || known->pairs || benchmark.pairs) {
      fresh.push_back(std::move(benchmark));
    } else {
      pooled_suites.insert(benchmark.suite);
      pool(*known, std::move(benchmark));
    }
  }
  more.benchmarks = std::move(fresh);
  std::erase_if(more.diagnostics, [&](const Diagnostic& diagnostic) {
    return std::ranges::find(run.diagnostics, diagnostic) != run.diagnostics.end();
  });
  append(run, std::move(more));
}

Diagnostic pooled_note(const std::set<std::string>& suites, std::size_t files) {
  std::string names;
  for (const auto& suite : suites) names += (names.empty() ? "" : ", ") + suite;
  return {.level = DiagnosticLevel::Note,
          .code = "pooled-files",
          .benchmark = {},
          .message = std::to_string(files) +
                     " files are taken as restarts of the same program, each a process of its "
                     "own: " +
                     names};
}

Diagnostic mixed_commits(std::string_view one, std::string_view other) {
  return {.level = DiagnosticLevel::Problem,
          .code = "mixed-commits",
          .benchmark = {},
          .message = "files of this run were measured at different commits, " + std::string(one) +
                     " and " + std::string(other) + ": keep each in a folder of its own"};
}

}  // namespace

Run pooled(std::vector<Run> files) {
  keep_variants_apart(files);
  Run run;
  std::set<std::string> suites;
  for (auto& file : files) {
    const auto known = commit_of(run);
    const auto commit = commit_of(file);
    if (known && commit && *known != *commit) {
      run.diagnostics.push_back(mixed_commits(*known, *commit));
    }
    add(run, std::move(file), suites);
  }
  if (!suites.empty()) run.diagnostics.push_back(pooled_note(suites, files.size()));
  return run;
}

}  // namespace benchgate::model
