#include "benchgate/measure/run_accumulator.h"

#include <algorithm>

#include <fmt/format.h>

namespace benchgate::measure {
namespace {

using model::DiagnosticLevel;

model::MetricSeries& same_series(model::Benchmark& benchmark, const model::MetricSeries& series) {
  const auto found =
      std::ranges::find(benchmark.metrics, series.metric, &model::MetricSeries::metric);
  if (found != benchmark.metrics.end()) return *found;
  return benchmark.metrics.emplace_back(model::MetricSeries{
      .metric = series.metric, .samples = {}, .processes = {}, .definition = series.definition});
}

}  // namespace

void RunAccumulator::add_suite(const std::string& suite, const model::Environment& provenance) {
  run_.suites.push_back({.name = suite, .environment = provenance});
}

model::Benchmark& RunAccumulator::benchmark(const std::string& suite, const std::string& name) {
  const auto [place, is_new] = places_.try_emplace({suite, name}, run_.benchmarks.size());
  if (is_new) {
    run_.benchmarks.push_back(
        {.suite = suite, .name = name, .label = {}, .failure = std::nullopt, .metrics = {}});
  }
  return run_.benchmarks[place->second];
}

void RunAccumulator::add(const std::string& suite, std::uint32_t process,
                         const model::Run& measured) {
  const auto known = std::ranges::find(run_.suites, suite, &model::Suite::name);
  if (known != run_.suites.end() && !measured.suites.empty()) {
    add_environment(*known, measured.suites.front().environment);
  }
  for (const auto& from : measured.benchmarks) {
    auto& into = benchmark(suite, from.name);
    if (into.label.empty()) into.label = from.label;
    if (into.clock.empty()) into.clock = from.clock;
    if (!into.failure) into.failure = from.failure;
    for (const auto& series : from.metrics) {
      auto& whole = same_series(into, series);
      whole.samples.insert(whole.samples.end(), series.samples.begin(), series.samples.end());
      whole.processes.resize(whole.samples.size(), process);
    }
  }
  for (const auto& diagnostic : measured.diagnostics) add_diagnostic(diagnostic);
}

void RunAccumulator::set_core_time(const std::string& suite, const model::CoreTime& time) {
  const auto known = std::ranges::find(run_.suites, suite, &model::Suite::name);
  if (known != run_.suites.end()) model::set_core_time(known->environment, time);
}

void RunAccumulator::add_environment(model::Suite& suite, const model::Environment& measured) {
  const auto [first, is_new] = first_contexts_.try_emplace(suite.name, measured);
  if (!is_new) {
    for (const auto& changed : model::differences(suite.name, first->second, measured)) {
      // A process tells of the engines that its benchmarks needed, and each may have others.
      if (!changed.base || !changed.head) continue;
      // A field that we do not know may well be a start time or a temporary folder.
      const bool is_known = changed.aspect != model::EnvironmentAspect::Workload ||
                            changed.field.starts_with("dataset");
      add_diagnostic(
          {.level = is_known ? DiagnosticLevel::Problem : DiagnosticLevel::Warning,
           .code = "environment-changed",
           .benchmark = {},
           .message = fmt::format("suite {}: {} changed between two of its processes, "
                                  "from \"{}\" to \"{}\": they may not have measured "
                                  "the same thing",
                                  suite.name, changed.field, *changed.base, *changed.head)});
    }
    first->second.fields.insert(measured.fields.begin(), measured.fields.end());
  }
  for (const auto& [field, value] : measured.fields) {
    // What we looked up ourselves is better than what the suite was told, but for its compiler,
    // which we can only guess from the file.
    if (field == "compiler") {
      suite.environment.fields.insert_or_assign(field, value);
    } else {
      suite.environment.fields.emplace(field, value);
    }
  }
}

void RunAccumulator::add_failure(const std::string& suite, const std::string& name,
                                 model::Failure failure) {
  auto& failed = benchmark(suite, name);
  if (!failed.failure) failed.failure = std::move(failure);
}

void RunAccumulator::forget(const std::string& suite, const std::string& name) {
  const auto found = places_.find({suite, name});
  if (found == places_.end()) return;
  run_.benchmarks[found->second] = {.suite = suite, .name = name};
}

void RunAccumulator::add_diagnostic(model::Diagnostic diagnostic) {
  if (std::ranges::find(run_.diagnostics, diagnostic) != run_.diagnostics.end()) return;
  run_.diagnostics.push_back(std::move(diagnostic));
}

}  // namespace benchgate::measure
