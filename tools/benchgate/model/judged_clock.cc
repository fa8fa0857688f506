#include "benchgate/model/judged_clock.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace benchgate::model {
namespace {

/// Of samples that are not empty.
double median_of(std::vector<double> samples) {
  const auto middle = samples.begin() + static_cast<std::ptrdiff_t>(samples.size() / 2);
  std::ranges::nth_element(samples, middle);
  if (samples.size() % 2 == 1) return *middle;
  return (*middle + *std::max_element(samples.begin(), middle)) / 2;
}

struct Times {
  double real_time;
  double cpu_time;
};

bool has_samples(const MetricSeries* series) {
  return series != nullptr && !series->samples.empty();
}

std::optional<Times> times_of(const Benchmark& benchmark) {
  if (is_wall_time_of_shared_core(benchmark, kRealTime)) return std::nullopt;
  const auto* real_time = benchmark.find(kRealTime);
  const auto* cpu_time = benchmark.find(kCpuTime);
  if (!has_samples(real_time) || !has_samples(cpu_time)) return std::nullopt;
  const Times times{median_of(real_time->samples), median_of(cpu_time->samples)};
  if (times.real_time <= 0 || times.cpu_time <= 0) return std::nullopt;
  return times;
}

bool waits(const Benchmark& benchmark) {
  const auto share = cpu_share(benchmark);
  return share && *share < kWaitingCpuShare;
}

bool lacks_cpu_time_alone(const Benchmark& benchmark) {
  return !has_samples(benchmark.find(kCpuTime)) && has_samples(benchmark.find(kRealTime)) &&
         !is_wall_time_of_shared_core(benchmark, kRealTime);
}

/// Of a harness that measures neither clock, throughput say.
const MetricSeries* other_timing(const Benchmark& benchmark) {
  if (has_samples(benchmark.find(kCpuTime)) || benchmark.find(kRealTime) != nullptr) return nullptr;
  const auto found = std::ranges::find_if(benchmark.metrics, [](const MetricSeries& series) {
    return series.definition.kind == MetricKind::Timing && !series.samples.empty() &&
           series.definition.direction != Direction::NeitherIsBetter;
  });
  return found == benchmark.metrics.end() ? nullptr : &*found;
}

bool real_time_moved_in_pairs(const Benchmark& base, const Benchmark& head) {
  if (!base.pairs || !head.pairs) return false;
  const auto moves = clock_moves(base, head);
  return moves && std::abs(std::log(moves->parting())) >= std::log(kClocksParted) &&
         std::abs(std::log(moves->real_time)) > std::abs(std::log(moves->cpu_time));
}

}  // namespace

TimedName timed_by_metric(std::string_view benchmark, std::string_view metric) {
  return {.name = benchmark, .clock = std::string(is_clock(metric) ? metric : kCpuTime)};
}

std::optional<double> cpu_share(const Benchmark& benchmark) {
  const auto times = times_of(benchmark);
  if (!times) return std::nullopt;
  return times->cpu_time / times->real_time;
}

std::string_view judged_clock(std::string_view stated, const ClockMedians& medians) {
  if (!stated.empty()) return stated;
  if (!medians.real_time) return kCpuTime;
  if (!medians.cpu_time) return kRealTime;
  const bool have_values = *medians.cpu_time > 0 && *medians.real_time > 0;
  const bool waits = have_values && *medians.cpu_time / *medians.real_time < kWaitingCpuShare;
  return waits ? kRealTime : kCpuTime;
}

JudgedClock judged_clock(const Benchmark& benchmark) {
  return judged_clock(benchmark, benchmark);
}

JudgedClock judged_clock(const Benchmark& base, const Benchmark& head) {
  using enum ClockSource;
  const auto by_wall_time = [](ClockSource source) {
    return JudgedClock{.metric = std::string(kRealTime), .source = source};
  };
  if (!head.clock.empty()) return {.metric = head.clock, .source = Name};
  if (lacks_cpu_time_alone(base) && lacks_cpu_time_alone(head)) return by_wall_time(NoCpuTime);
  if (waits(base) || waits(head)) return by_wall_time(Waits);
  if (real_time_moved_in_pairs(base, head)) return by_wall_time(MovedInPairs);
  const auto* other = other_timing(head);
  if (other != nullptr && other_timing(base) != nullptr && has_samples(base.find(other->metric))) {
    return {.metric = other->metric, .source = NoCpuTime};
  }
  return {};
}

bool is_by_wall_clock(const JudgedClock& clock, const NamedMetric& metric) {
  if (is_wall_time(metric.name)) return true;
  if (metric.name == kCpuTime || metric.definition.kind != MetricKind::Timing) return false;
  if (clock.source == ClockSource::NoCpuTime) return true;
  return clock.source == ClockSource::Name && clock.metric == kRealTime;
}

std::optional<ClockMoves> clock_moves(const Benchmark& base, const Benchmark& head) {
  const auto in_base = times_of(base);
  const auto in_head = times_of(head);
  if (!in_base || !in_head) return std::nullopt;
  return ClockMoves{.real_time = in_head->real_time / in_base->real_time,
                    .cpu_time = in_head->cpu_time / in_base->cpu_time};
}

}  // namespace benchgate::model
