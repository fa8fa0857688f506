// A session without a machine: the schedule asks for pairs, a model of the noise answers, and two
// runs come out as if they had been measured together.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "benchgate/compare/pair_schedule.h"
#include "benchgate/compare/paired_comparison.h"
#include "benchgate/model/run.h"
#include "support/requests.h"

namespace test_support {

struct SimulatedPair {
  double base = 1;  ///< CPU time, ns
  double head = 1;
  double seconds = 0.1;  ///< wall time on one core
};

struct SimulatedSession {
  std::size_t benchmarks = 100;
  /// The next pair of a benchmark.
  std::function<SimulatedPair(std::size_t benchmark)> draw;
  double tolerated = 0.005;
  double unchanged_within = 0.02;
  double family_alpha = 0.01;
  std::size_t cores = 2;
  std::optional<double> budget{};
};

struct SimulatedResult {
  benchgate::model::Run base;
  benchgate::model::Run head;
  double seconds = 0;  ///< wall time of the whole, with all cores at work
  std::size_t pairs = 0;
  std::size_t suspects = 0;  ///< benchmarks that were confirmed or given up
};

inline std::string simulated_name(std::size_t benchmark) {
  return "simulated/" + std::to_string(benchmark);
}

/// Runs the schedule to its end, one pair at a time on each core's clock.
inline SimulatedResult simulate(const SimulatedSession& session) {
  using namespace benchgate;
  const auto question = compare::screening_question(session.tolerated, session.unchanged_within);
  compare::PairSchedule schedule({.pacings = std::vector<model::Pacing>(session.benchmarks),
                                  .question =
                                      [&](std::size_t, std::string_view) {
                                        return std::optional(
                                            compare::MetricQuestion{.screening = question});
                                      },
                                  .family_alpha = session.family_alpha,
                                  .budget = session.budget});
  SimulatedResult result;
  const auto begin = [&](model::Run& run, model::Session::Side side) {
    run.suites.push_back({.name = "suite", .environment = {}});
    run.session = model::Session{.side = side, .id = "simulated"};
    for (std::size_t i = 0; i < session.benchmarks; ++i) {
      run.benchmarks.push_back({.suite = "suite",
                                .name = simulated_name(i),
                                .metrics = {{.metric = "cpu_time"}},
                                .pairs = model::Pairs{}});
    }
  };
  begin(result.base, model::Session::Side::Base);
  begin(result.head, model::Session::Side::Head);
  std::vector<double> clocks(session.cores, 0.0);
  for (;;) {
    auto& clock = *std::min_element(clocks.begin(), clocks.end());
    const auto order = schedule.next(model::Track::Duets, clock);
    if (!order) break;
    const auto pair = session.draw(order->benchmark);
    clock += pair.seconds;
    ++result.pairs;
    const compare::PairSchedule::Difference difference{"cpu_time", std::log(pair.head / pair.base)};
    schedule.take(*order, {&difference, 1}, pair.seconds);
    const auto add = [&](model::Run& run, double value) {
      auto& benchmark = run.benchmarks[order->benchmark];
      auto& series = benchmark.metrics[0];
      const auto process = static_cast<std::uint32_t>(series.samples.size());
      series.samples.push_back(value);
      series.processes.push_back(process);
      benchmark.pairs->pairs.push_back({.process = process, .stage = order->stage});
    };
    add(result.base, pair.base);
    add(result.head, pair.head);
  }
  result.seconds = *std::max_element(clocks.begin(), clocks.end());
  result.suspects = schedule.progress().suspects;
  return result;
}

/// The two runs of a session, compared as it was measured.
inline benchgate::compare::Comparison compared(const SimulatedResult& result,
                                               const SimulatedSession& session) {
  return benchgate::compare::compare_together(
      request_for(result.base, result.head, {}, session.tolerated),
      {.unchanged_within = session.unchanged_within, .family_alpha = session.family_alpha});
}

}  // namespace test_support
