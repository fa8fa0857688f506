#include "benchgate/model/run.h"

#include <algorithm>
#include <iterator>
#include <set>
#include <utility>

namespace benchgate::model {

const MetricSeries* Benchmark::find(std::string_view metric) const {
  const auto found = std::ranges::find(metrics, metric, &MetricSeries::metric);
  return found == metrics.end() ? nullptr : &*found;
}

const Suite* Run::find_suite(std::string_view name) const {
  const auto found = std::ranges::find(suites, name, &Suite::name);
  return found == suites.end() ? nullptr : &*found;
}

bool is_wall_time_of_shared_core(const Benchmark& benchmark, std::string_view metric) {
  return benchmark.pairs && benchmark.pairs->pacing == Pacing::Duet && is_wall_time(metric);
}

void append(Run& run, Run more) {
  std::set<std::pair<std::string_view, std::string_view>> known;
  for (const auto& benchmark : run.benchmarks) known.emplace(benchmark.suite, benchmark.name);
  Diagnostics twice;
  const bool first = run.suites.empty() && run.benchmarks.empty() && !run.session && !run.shard;
  if (first) {
    run.shard = more.shard;
  } else if (run.shard != more.shard) {
    run.shard.reset();
    twice.push_back({.level = DiagnosticLevel::Problem,
                     .code = "mixed-shards",
                     .benchmark = {},
                     .message = "files of this run are different shards: put them together with "
                                "`benchgate merge`, which also checks that none is missing"});
  }
  if (first) {
    run.session = more.session;
  } else if (run.session != more.session) {
    run.session.reset();
    twice.push_back({.level = DiagnosticLevel::Problem,
                     .code = "mixed-sessions",
                     .benchmark = {},
                     .message = "files of this run come from different sessions: they were not "
                                "measured against the same other side"});
  }
  for (const auto& benchmark : more.benchmarks) {
    if (!known.contains({benchmark.suite, benchmark.name})) continue;
    twice.push_back({.level = DiagnosticLevel::Problem,
                     .code = "duplicate-benchmark",
                     .benchmark = benchmark.name,
                     .message = "is in several of the files, so it is unknown which one counts"});
  }
  Diagnostics mixed;
  for (auto& suite : more.suites) {
    const auto* present = run.find_suite(suite.name);
    if (present == nullptr) {
      run.suites.push_back(std::move(suite));
      continue;
    }
    for (const auto& field : differences(suite.name, present->environment, suite.environment)) {
      mixed.push_back({.level = DiagnosticLevel::Problem,
                       .code = "mixed-environments",
                       .benchmark = {},
                       .message = "suite " + suite.name + " is in files that differ in " +
                                  field.field + ": " + field.base.value_or("(none)") + " and " +
                                  field.head.value_or("(none)")});
    }
  }
  std::ranges::move(more.benchmarks, std::back_inserter(run.benchmarks));
  std::ranges::move(more.diagnostics, std::back_inserter(run.diagnostics));
  std::ranges::move(mixed, std::back_inserter(run.diagnostics));
  std::ranges::move(twice, std::back_inserter(run.diagnostics));
}

}  // namespace benchgate::model
