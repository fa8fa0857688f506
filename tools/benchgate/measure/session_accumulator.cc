#include "benchgate/measure/session_accumulator.h"

#include <algorithm>
#include <chrono>
#include <random>
#include <utility>

#include <fmt/format.h>
#include <unistd.h>

namespace benchgate::measure {

std::string new_session_id(std::uint64_t seed) {
  const auto now = std::chrono::system_clock::now().time_since_epoch().count();
  const auto part = [](auto number, int shift) {
    return static_cast<std::uint32_t>(static_cast<std::uint64_t>(number) >> shift);
  };
  std::seed_seq sequence{part(seed, 0), part(seed, 32), part(now, 0), part(now, 32),
                         part(::getpid(), 0)};
  return fmt::format("{:016x}", std::mt19937_64(sequence)());
}

SessionAccumulator::SessionAccumulator(const PairOptions& options, std::string id)
    : options_(options), id_(std::move(id)) {
  for (const auto& suite : options.suites) {
    base_.add_suite(suite.base.name, suite.base.provenance);
    head_.add_suite(suite.head.name, suite.head.provenance);
  }
}

void SessionAccumulator::add(const PairToAdd& pair) {
  const auto& suite = options_.suites[options_.benchmarks[pair.benchmark].suite];
  base_.add(suite.base.name, pair.pair.process, pair.base);
  head_.add(suite.head.name, pair.pair.process, pair.head);
  auto& pairs = pairs_[pair.benchmark];
  pairs.pacing = pair.pacing;
  const auto failed = [](const model::Run& run) {
    return std::ranges::any_of(run.benchmarks, [](const auto& each) { return !!each.failure; });
  };
  if (!failed(pair.base) && !failed(pair.head)) pairs.pairs.push_back(pair.pair);
}

void SessionAccumulator::forget(std::size_t benchmark) {
  const auto& [index, base_name, head_name, pacing] = options_.benchmarks[benchmark];
  base_.forget(options_.suites[index].base.name, base_name);
  head_.forget(options_.suites[index].head.name, head_name);
  pairs_.erase(benchmark);
}

void SessionAccumulator::add_diagnostic(const model::Diagnostic& diagnostic) {
  base_.add_diagnostic(diagnostic);
  head_.add_diagnostic(diagnostic);
}

model::Run SessionAccumulator::run(model::Session::Side side) const {
  const bool is_base = side == model::Session::Side::Base;
  model::Run run = is_base ? base_.run() : head_.run();
  run.session = model::Session{.side = side, .id = id_, .seed = options_.seed};
  if (duration_) run.session->seconds = duration_->count();
  run.shard = options_.shard;
  std::map<std::pair<std::string, std::string>, std::size_t> places;
  for (std::size_t i = 0; i < options_.benchmarks.size(); ++i) {
    const auto& benchmark = options_.benchmarks[i];
    const auto& suite = options_.suites[benchmark.suite];
    places.emplace(is_base ? std::pair(suite.base.name, benchmark.base_name)
                           : std::pair(suite.head.name, benchmark.head_name),
                   i);
  }
  const auto place_of = [&](const model::Benchmark& benchmark) {
    return places.at({benchmark.suite, benchmark.name});
  };
  std::ranges::sort(run.benchmarks, {}, place_of);
  for (auto& benchmark : run.benchmarks) benchmark.pairs = pairs_.at(place_of(benchmark));
  return run;
}

}  // namespace benchgate::measure
