#include "benchgate/measure/agent_answer.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <sstream>

#include <fmt/format.h>

#include "benchgate/base/error.h"
#include "benchgate/formats/google_benchmark_reader.h"

namespace benchgate::measure {
namespace {

using Kind = model::Failure::Kind;

}  // namespace

std::optional<Hello> read_hello(const std::string& line) {
  std::istringstream words(line);
  std::string word;
  if (!(words >> word) || word != kAgentGreeting || !(words >> word)) return std::nullopt;
  Hello hello;
  const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), hello.protocol);
  if (error != std::errc{} || end != word.data() + word.size()) return std::nullopt;
  while (words >> word) {
    if (word.starts_with("benchmark=")) hello.library_version = word.substr(word.find('=') + 1);
    if (word == "iterations=yes") hello.has_fixed_iterations = true;
    if (word == "allocations=yes") hello.counts_allocations = true;
  }
  return hello;
}

model::Run failed_run(const std::string& suite, const std::string& benchmark,
                      model::Failure::Kind kind, std::string message) {
  model::Run run;
  run.suites.push_back({.name = suite, .environment = {}});
  run.benchmarks.push_back({.suite = suite,
                            .name = benchmark,
                            .label = {},
                            .failure = model::Failure{.kind = kind, .message = std::move(message)},
                            .metrics = {}});
  return run;
}

model::Run read_result(const std::string& suite, const std::string& benchmark,
                       const std::string& json) {
  try {
    auto run = formats::read_google_benchmark(json, {.path = "the suite's answer"});
    // The suite is called as the user calls it, whatever its executable says.
    if (run.suites.size() > 1) run.suites.resize(1);
    for (auto& known : run.suites) known.name = suite;
    for (auto& measured : run.benchmarks) measured.suite = suite;
    std::erase_if(run.benchmarks, [&](const auto& row) { return row.name != benchmark; });
    if (!run.benchmarks.empty()) return run;
    return failed_run(suite, benchmark, Kind::Errored,
                      "the suite ran it but reported no row of it");
  } catch (const InputError& error) {
    return failed_run(suite, benchmark, Kind::Errored,
                      fmt::format("its result cannot be read: {}", error.what()));
  }
}

model::Run read_counts(const std::string& suite, const std::string& benchmark,
                       const std::string& text) {
  model::Run run;
  run.suites.push_back({.name = suite, .environment = {}});
  auto& counted = run.benchmarks.emplace_back();
  counted.suite = suite;
  counted.name = benchmark;
  std::istringstream words(text);
  std::string metric;
  for (std::string number; words >> metric >> number;) {
    double value = 0;
    const auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), value);
    const bool is_number = error == std::errc{} && end == number.data() + number.size();
    const bool is_known = metric == "allocs_per_iter" || metric == "max_bytes_used";
    if (!is_known) continue;
    if (!is_number || !std::isfinite(value) || value < 0) {
      return failed_run(suite, benchmark, Kind::Errored, "its counts cannot be read");
    }
    const auto series = std::ranges::find(counted.metrics, metric, &model::MetricSeries::metric);
    if (series != counted.metrics.end()) {
      series->samples.push_back(value);
    } else {
      counted.metrics.push_back({.metric = metric,
                                 .samples = {value},
                                 .processes = {},
                                 .definition = model::default_definition(metric)});
    }
  }
  return run;
}

}  // namespace benchgate::measure
