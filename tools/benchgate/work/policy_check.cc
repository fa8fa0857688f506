#include "benchgate/work/policy_check.h"

#include <algorithm>
#include <utility>

#include "benchgate/base/date.h"
#include "benchgate/base/error.h"
#include "benchgate/formats/google_benchmark_name.h"
#include "benchgate/gate/policy_file.h"
#include "benchgate/gate/unused_policy.h"
#include "benchgate/measure/discover.h"
#include "benchgate/measure/environment_probe.h"
#include "benchgate/model/judged_clock.h"
#include "benchgate/work/acceptances.h"
#include "benchgate/work/run_source.h"
#include "benchgate/work/suite_choice.h"

namespace benchgate::work {
namespace {

model::Benchmark listed_benchmark(const std::string& suite, std::string name) {
  const std::string clock(formats::clock_of(name));
  return {.suite = suite,
          .name = std::move(name),
          .metrics = {{.metric = clock,
                       .samples = {},
                       .processes = {},
                       .definition = model::default_definition(clock)}},
          .pairs = {},
          .clock = clock};
}

/// What the suites list, each with its clock: the metrics that are known before anything was run.
model::Run listed_run(const FoundPolicy& found, std::vector<UnbuiltSuite>& unbuilt) {
  model::Run run;
  for (const auto& suite : choose_suites({}, found)) {
    const auto& executable = suite.command.front();
    if (executable.find('/') != std::string::npos && !std::filesystem::exists(executable)) {
      unbuilt.push_back({suite.name, executable});
      continue;
    }
    for (auto& name : measure::discover(suite)) {
      run.benchmarks.push_back(listed_benchmark(suite.name, std::move(name)));
    }
  }
  return run;
}

std::vector<RuleOfMetric> rules_of(const gate::Policy& policy, const model::Run& run) {
  std::vector<RuleOfMetric> rules;
  for (const auto& benchmark : run.benchmarks) {
    const model::TimedName name{.name = benchmark.name,
                                .clock = model::judged_clock(benchmark).metric};
    for (const auto& series : benchmark.metrics) {
      auto rule = gate::rule_for(policy, name, series.named());
      // The rest would drown it.
      if (!rule.is_judged() && !rule.budget) continue;
      rules.push_back(
          {.benchmark = benchmark.name, .metric = series.metric, .rule = std::move(rule)});
    }
  }
  return rules;
}

}  // namespace

ValidPolicy require_policy(const PolicyPlace& place) {
  auto found = find_policy(place);
  if (!found.path) {
    throw UsageError(
        "there is no benchgate.toml here or in any folder above; --policy names another file");
  }
  const auto today = today_in_utc();
  const auto expired = std::ranges::count_if(
      found.acceptances, [&](const auto& acceptance) { return acceptance.until < today; });
  auto file = *found.path;
  auto acceptances = acceptance_path(found);
  return {.found = std::move(found),
          .file = std::move(file),
          .acceptances = std::move(acceptances),
          .expired = static_cast<std::size_t>(expired)};
}

RuleList list_rules(const FoundPolicy& found, const std::string& run) {
  RuleList list;
  const auto measured = run.empty()
                            ? listed_run(found, list.unbuilt)
                            : load_run(run, {found.baselines, {measure::machine_class()}}).run;
  list.rules = rules_of(found.policy, measured);
  const bool is_complete =
      run.empty() ? list.unbuilt.empty() : gate::holds_all_suites(found.policy, {}, measured);
  if (!is_complete) return list;
  for (auto& unused : gate::unused_entries(found.policy, {}, measured)) {
    list.unused.push_back(std::move(unused.message));
  }
  return list;
}

std::vector<gate::KeyDescription> policy_keys() {
  return gate::policy_keys();
}

}  // namespace benchgate::work
