#include <cmath>
#include <optional>
#include <set>
#include <string>
#include <utility>

#include "benchgate/base/error.h"
#include "benchgate/formats/google_benchmark_reader.h"
#include "benchgate/formats/google_benchmark_writer.h"
#include "fuzz/properties.h"

namespace benchgate::fuzz {
namespace {

std::optional<model::Run> read(std::string_view bytes) {
  try {
    return formats::read_google_benchmark(bytes, {});
  } catch (const InputError&) {
    return std::nullopt;
  }
}

void check_pairs(const model::Benchmark& benchmark) {
  std::set<std::uint32_t> processes;
  for (const auto& pair : benchmark.pairs->pairs) {
    require(processes.insert(pair.process).second, "pairs have processes of their own");
  }
  for (const auto& metric : benchmark.metrics) {
    require(!metric.processes.empty(), "samples of pairs know their process");
    for (const auto process : metric.processes)
      require(processes.contains(process), "samples belong to pairs");
  }
}

void check_run(const model::Run& run) {
  if (run.session) require(!run.session->id.empty(), "sessions have an id");
  std::set<std::pair<std::string, std::string>> names;
  for (const auto& benchmark : run.benchmarks) {
    require(run.find_suite(benchmark.suite) != nullptr, "every benchmark has its suite");
    require(!benchmark.name.empty(), "names are not empty");
    require(names.emplace(benchmark.suite, benchmark.name).second, "names are unique");
    if (benchmark.pairs) check_pairs(benchmark);
    for (const auto& metric : benchmark.metrics) {
      require(!metric.samples.empty(), "metrics have samples");
      require(metric.processes.empty() || metric.processes.size() == metric.samples.size(),
              "processes are parallel to samples");
      for (const double sample : metric.samples)
        require(std::isfinite(sample), "samples are finite");
    }
  }
}

}  // namespace

void check_google_benchmark(std::string_view bytes) {
  const auto run = read(bytes);
  if (!run) return;
  check_run(*run);
  const auto back = read(formats::write_google_benchmark(*run));
  require(back.has_value(), "what was written can be read");
  require(back->suites == run->suites, "suites come back");
  require(back->benchmarks == run->benchmarks, "benchmarks come back");
  require(back->diagnostics == run->diagnostics, "diagnostics come back");
  require(back->session == run->session, "the session comes back");
}

}  // namespace benchgate::fuzz
