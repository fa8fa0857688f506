#include "benchgate/work/noise_check.h"

#include <algorithm>
#include <random>

#include <fmt/format.h>

#include "benchgate/compare/pair_differences.h"
#include "benchgate/compare/pair_planning.h"
#include "benchgate/measure/discover.h"
#include "benchgate/measure/interrupt.h"
#include "benchgate/model/judged_clock.h"
#include "benchgate/work/measuring_locks.h"
#include "benchgate/work/time_budget.h"

namespace benchgate::work {
namespace {

/// Every benchmark in turn, breadth first.
class RoundRobin : public measure::PairPlan {
 public:
  RoundRobin(const measure::PairOptions& options, const NoiseRequest& request)
      : options_(options), request_(request), states_(options.benchmarks.size()) {}

  std::optional<measure::PairOrder> next(const measure::PairRequest& request) override {
    std::optional<std::size_t> best;
    for (std::size_t i = 0; i < states_.size(); ++i) {
      const auto track = measure::track_of(options_.benchmarks[i].pacing);
      if (track != request.track || states_[i].failed) continue;
      if (!best || states_[i].ordered < states_[*best].ordered) best = i;
    }
    if (!best || states_[*best].ordered >= request_.pairs) return std::nullopt;
    if (request.elapsed > request_.budget && states_[*best].ordered >= 2) return std::nullopt;
    ++states_[*best].ordered;
    return measure::PairOrder{.benchmark = *best};
  }
  void take(const measure::PairOrder& order, const measure::MeasuredPair& pair) override {
    auto& state = states_[order.benchmark];
    state.failed = state.failed || pair.base.failure || pair.head.failure;
    state.seconds += pair.wall_time.count();
    ++state.taken;
  }
  [[nodiscard]] double seconds_per_pair(std::size_t benchmark) const {
    const auto& state = states_[benchmark];
    return state.taken == 0 ? 0 : state.seconds / static_cast<double>(state.taken);
  }

 private:
  struct State {
    std::size_t ordered = 0;
    std::size_t taken = 0;
    double seconds = 0;
    bool failed = false;
  };
  const measure::PairOptions& options_;
  const NoiseRequest& request_;
  std::vector<State> states_;
};

measure::PairOptions pair_options(const NoiseRequest& request) {
  std::random_device device;
  measure::PairOptions options{.cpus = request.cpus,
                               .seed = device(),
                               .first_patience = TimeBudget(request.budget).first_patience()};
  for (std::size_t i = 0; i < request.suites.size(); ++i) {
    options.suites.push_back({.base = request.suites[i], .head = request.suites[i]});
    for (const auto& name : measure::discover(request.suites[i])) {
      options.benchmarks.push_back({.suite = i,
                                    .base_name = name,
                                    .head_name = name,
                                    .pacing = measure::pacing_for(name, !request.cpus.empty())});
    }
  }
  return options;
}

std::optional<BenchmarkNoise> noise_of(const model::Run& base, const model::Benchmark& head) {
  const auto other = std::ranges::find_if(base.benchmarks, [&](const auto& benchmark) {
    return benchmark.suite == head.suite && benchmark.name == head.name;
  });
  if (other == base.benchmarks.end() || !head.pairs) return std::nullopt;
  const auto metric = model::judged_clock(head).metric;
  const auto* base_series = other->find(metric);
  const auto* head_series = head.find(metric);
  if (base_series == nullptr || head_series == nullptr) return std::nullopt;
  const auto differences = compare::pair_differences(*head.pairs, *base_series, *head_series);
  if (!differences || differences->screening.size() < 2) return std::nullopt;
  return BenchmarkNoise{.suite = head.suite,
                        .name = head.name,
                        .pacing = head.pairs->pacing,
                        .pairs = differences->screening.size(),
                        .log_sd = *compare::noise_of_pairs(differences->screening)};
}

}  // namespace

NoiseReport check_noise(const NoiseRequest& request, const Caller& caller) {
  const MeasuringLocks locks({}, caller);
  const measure::InterruptHandler interrupts;
  const auto options = pair_options(request);
  RoundRobin plan(options, request);
  measure::PairResult result;
  {
    const Phase phase(caller.observer);
    const auto show = [&](const measure::PairProgress& now) {
      caller.observer.measuring({.benchmark = now.benchmark,
                                 .done = now.pairs,
                                 .total = request.pairs * options.benchmarks.size(),
                                 .elapsed = now.elapsed});
    };
    result = measure::measure_pairs(options, plan, {.on_progress = show});
  }
  NoiseReport report{.diagnostics = result.head.diagnostics, .interrupted = result.interrupted};
  for (const auto& head : result.head.benchmarks) {
    if (head.failure) {
      report.failures.push_back(
          fmt::format("{}/{}: {}", head.suite, head.name, head.failure->message));
      continue;
    }
    auto noise = noise_of(result.base, head);
    if (!noise) continue;
    const auto place = std::ranges::find_if(options.benchmarks, [&](const auto& each) {
      return each.head_name == head.name && options.suites[each.suite].head.name == head.suite;
    });
    const auto index = static_cast<std::size_t>(place - options.benchmarks.begin());
    const bool alone = head.pairs->pairs.back().cpu < 0;
    const double at_once =
        alone ? 1 : static_cast<double>(std::max<std::size_t>(options.cpus.size(), 1));
    noise->seconds_per_pair = plan.seconds_per_pair(index) / at_once;
    report.benchmarks.push_back(*std::move(noise));
  }
  return report;
}

compare::NoiseSummary summary_of(const NoiseReport& report) {
  std::vector<double> log_sds;
  for (const auto& benchmark : report.benchmarks) log_sds.push_back(benchmark.log_sd);
  return compare::summary_of_noise(log_sds);
}

std::array<Reach, 3> reach_of(const NoiseReport& report, std::size_t benchmarks) {
  double seconds = 0;
  for (const auto& benchmark : report.benchmarks)
    seconds += benchmark.seconds_per_pair / static_cast<double>(report.benchmarks.size());
  const auto noise = summary_of(report);
  std::array<Reach, 3> reaches{Reach{.minutes = 1}, Reach{.minutes = 5}, Reach{.minutes = 15}};
  for (auto& reach : reaches) {
    const auto found = [&](double log_sd) {
      return compare::smallest_slowdown_found(
          {.log_sd = log_sd, .seconds_per_pair = seconds, .benchmarks = benchmarks},
          reach.minutes * 60);
    };
    reach.median = found(noise.median);
    reach.worst = found(noise.worst);
  }
  return reaches;
}

}  // namespace benchgate::work
