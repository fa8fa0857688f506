#include "benchgate/model/metric.h"

#include <algorithm>
#include <array>

#include "benchgate/model/benchmark_name.h"

namespace benchgate::model {
namespace {

struct Known {
  std::string_view name;
  MetricDefinition definition;
};

constexpr auto kLower = Direction::LowerIsBetter;
constexpr auto kHigher = Direction::HigherIsBetter;
constexpr auto kNeither = Direction::NeitherIsBetter;

constexpr std::array kKnown = {
    Known{kCpuTime, {Unit::Nanoseconds, kLower, MetricKind::Timing}},
    Known{kRealTime, {Unit::Nanoseconds, kLower, MetricKind::Timing}},
    Known{"server_cpu_time", {Unit::Nanoseconds, kLower, MetricKind::Timing}},
    Known{"items_per_second", {Unit::ItemsPerSecond, kHigher, MetricKind::Timing}},
    Known{"bytes_per_second", {Unit::BytesPerSecond, kHigher, MetricKind::Timing}},
    Known{"allocs_per_iter", {Unit::Count, kLower, MetricKind::Exact}},
    Known{"max_bytes_used", {Unit::Bytes, kLower, MetricKind::Exact}},
    Known{"total_allocated_bytes", {Unit::Bytes, kLower, MetricKind::Exact}},
    Known{"net_heap_growth", {Unit::Bytes, kLower, MetricKind::Exact}},
    Known{"rows", {Unit::Count, kNeither, MetricKind::Exact}},
    Known{"bytes", {Unit::Bytes, kLower, MetricKind::Exact}},
    Known{"plan_hash", {Unit::None, kNeither, MetricKind::Exact}},
    Known{"ratio", {Unit::None, kHigher, MetricKind::Exact}},
    Known{"hit_ratio", {Unit::Fraction, kHigher, MetricKind::Timing}},
    Known{"error_rate", {Unit::Fraction, kLower, MetricKind::Timing}},
};

/// p50, p90, p95, p99, p999, p9999: a latency percentile.
bool is_percentile(std::string_view metric) {
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  return metric.size() >= 2 && metric.size() <= 6 && metric.front() == 'p' &&
         std::ranges::all_of(metric.substr(1), is_digit);
}

}  // namespace

MetricDefinition default_definition(std::string_view metric) {
  const auto known = std::ranges::find(kKnown, metric, &Known::name);
  if (known != kKnown.end()) return known->definition;
  if (is_percentile(metric)) return {Unit::Nanoseconds, kLower, MetricKind::Timing};
  return {};
}

bool is_clock(std::string_view metric) {
  return metric == kCpuTime || metric == kRealTime;
}

bool is_wall_time(std::string_view metric) {
  return metric == kRealTime || is_percentile(metric);
}

std::string_view clock_of(std::string_view benchmark) {
  return timed_by(benchmark).the_wall ? kRealTime : kCpuTime;
}

std::string_view direction_name(Direction direction) {
  switch (direction) {
    case Direction::LowerIsBetter:
      return "lower";
    case Direction::HigherIsBetter:
      return "higher";
    case Direction::NeitherIsBetter:
      return "neither";
  }
  return "lower";
}

std::string_view kind_name(MetricKind kind) {
  return kind == MetricKind::Timing ? "timing" : "exact";
}

std::optional<Direction> parse_direction(std::string_view name) {
  for (const auto direction :
       {Direction::LowerIsBetter, Direction::HigherIsBetter, Direction::NeitherIsBetter}) {
    if (direction_name(direction) == name) return direction;
  }
  return std::nullopt;
}

std::optional<MetricKind> parse_metric_kind(std::string_view name) {
  for (const auto kind : {MetricKind::Timing, MetricKind::Exact}) {
    if (kind_name(kind) == name) return kind;
  }
  return std::nullopt;
}

}  // namespace benchgate::model
