// What a metric is: its unit, which direction is better, timing or exact.
//
// Readers set it (MetricSeries::definition); what benchgate knows by a name alone is here for them,
// and for a policy, which has nothing but names. benchgate.toml may say otherwise for any metric;
// whether and how a change of it is judged is the policy's business (gate/).
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "benchgate/base/name_table.h"
#include "benchgate/model/unit.h"

namespace benchgate::model {

enum class Direction {
  LowerIsBetter,
  HigherIsBetter,
  /// Exact: any move is a change for the worse (rows returned, the query plan). Timing: nobody
  /// knows which way is better, so a move is neither for the worse nor for the better.
  NeitherIsBetter,
};

inline constexpr NameTable<Direction, 3> kDirectionNames = {{
    {Direction::LowerIsBetter, "lower"},
    {Direction::HigherIsBetter, "higher"},
    {Direction::NeitherIsBetter, "neither"},
}};

[[nodiscard]] constexpr bool higher_is_better(Direction direction) {
  return direction == Direction::HigherIsBetter;
}

/// A ratio head / base turned so that above 1 is worse. Where neither direction is better, as it
/// is.
[[nodiscard]] constexpr double worse_up(double ratio, Direction direction) {
  return higher_is_better(direction) ? 1 / ratio : ratio;
}

/// Is `value` worse than `other`? Where neither direction is better, as if lower were.
[[nodiscard]] constexpr bool is_worse(double value, double other, Direction direction) {
  return higher_is_better(direction) ? value < other : value > other;
}

enum class MetricKind {
  Timing,  ///< noisy: judged by statistics over samples
  Exact,   ///< a count that must not move: allocations, rows, bytes, the query plan
};

inline constexpr NameTable<MetricKind, 2> kMetricKindNames = {{
    {MetricKind::Timing, "timing"},
    {MetricKind::Exact, "exact"},
}};

struct MetricDefinition {
  Unit unit = Unit::None;
  Direction direction = Direction::LowerIsBetter;
  MetricKind kind = MetricKind::Timing;
  bool operator==(const MetricDefinition&) const = default;
};

/// A metric by its name, and what its reader says it is.
struct NamedMetric {
  std::string_view name;
  MetricDefinition definition;
};

inline constexpr std::string_view kCpuTime = "cpu_time";
inline constexpr std::string_view kRealTime = "real_time";

/// The definition that a metric has by its name alone: Google Benchmark's own (times, rates,
/// memory), latency percentiles (`p50` ... `p999`, nanoseconds), and the counters of
/// benchgate's suites (`rows`, `bytes`, `plan_hash`, `hit_ratio`, ...). Any other name is a
/// plain timing-kind number of which nobody knows which way is better.
[[nodiscard]] MetricDefinition default_definition(std::string_view metric);

/// Which way is better of values in a unit as people write it: what happens per time ("ops/ms",
/// "req/min", "MB/s", "fps", "Hz") higher; times ("ms"), and times, bytes or allocations per thing
/// ("ns/op", "B/op") lower; of any other ("%", "points") nobody knows.
[[nodiscard]] Direction direction_of_unit(std::string_view unit);

/// The same where somebody limits how much worse a metric of this name may get, and does not say
/// which way that is: by its name, which may be a unit, else lower is better.
[[nodiscard]] Direction direction_where_limited(std::string_view metric);

/// Is `metric` one of the two clocks of Google Benchmark?
[[nodiscard]] bool is_clock(std::string_view metric);

/// Is `metric` read off the clock on the wall: `real_time`, and percentiles of latency? Rates are
/// not: Google Benchmark divides by CPU time, unless the name says that real_time is the clock.
[[nodiscard]] bool is_wall_time(std::string_view metric);

[[nodiscard]] constexpr std::string_view direction_name(Direction direction) {
  return name_in(kDirectionNames, direction);
}
[[nodiscard]] constexpr std::string_view kind_name(MetricKind kind) {
  return name_in(kMetricKindNames, kind);
}
[[nodiscard]] constexpr std::optional<Direction> parse_direction(std::string_view name) {
  return value_in(kDirectionNames, name);
}
[[nodiscard]] constexpr std::optional<MetricKind> parse_metric_kind(std::string_view name) {
  return value_in(kMetricKindNames, name);
}

}  // namespace benchgate::model
