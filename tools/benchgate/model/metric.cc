#include "benchgate/model/metric.h"

#include <algorithm>
#include <array>
#include <span>
#include <string>

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

std::string lower_case(std::string_view text) {
  std::string result(text);
  for (char& c : result)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return result;
}

bool is_one_of(std::string_view text, std::span<const std::string_view> names) {
  return std::ranges::find(names, text) != names.end();
}

bool is_time(std::string_view unit) {
  static constexpr std::array kTimes = std::to_array<std::string_view>(
      {"ps",      "ns",          "nsec",         "nanosecond",  "nanoseconds",  "us",
       "\u00b5s", "\u03bcs",     "usec",         "microsecond", "microseconds", "ms",
       "msec",    "millisecond", "milliseconds", "s",           "sec",          "secs",
       "second",  "seconds",     "min",          "mins",        "minute",       "minutes",
       "h",       "hr",          "hour",         "hours",       "day",          "days",
       "cycle",   "cycles"});
  return is_one_of(unit, kTimes);
}

/// What is counted per time where the unit does not say so: "fps", "qps", also in thousands.
bool is_rate_word(std::string_view unit) {
  static constexpr std::array kRates =
      std::to_array<std::string_view>({"fps", "qps", "rps", "tps", "ops", "iops", "pps", "bps",
                                       "hz", "flops", "mips", "throughput"});
  if (is_one_of(unit, kRates)) return true;
  constexpr std::string_view kThousands = "kmgt";
  return !unit.empty() && kThousands.find(unit.front()) != std::string_view::npos &&
         is_one_of(unit.substr(1), kRates);
}

/// The last word of "cache_misses" and "dropped frames" says what is counted.
std::string_view last_word(std::string_view text) {
  const auto separator = text.find_last_of(" _-.:");
  return separator == std::string_view::npos ? text : text.substr(separator + 1);
}

/// Of these, more is worse even per second.
bool is_failure(std::string_view word) {
  static constexpr std::array kFailures = std::to_array<std::string_view>(
      {"error", "errors", "failure", "failures", "fault", "faults", "miss", "misses", "drop",
       "drops", "timeout", "timeouts", "retry", "retries", "abort", "aborts"});
  return is_one_of(word, kFailures);
}

/// "failed req", "dropped packets": which way is better nobody knows for sure.
bool speaks_of_failure(std::string_view counted) {
  static constexpr std::array kWords = std::to_array<std::string_view>(
      {"error", "fail", "fault", "miss", "drop", "timeout", "retr", "abort", "lost", "reject"});
  return std::ranges::any_of(
      kWords, [&](std::string_view word) { return counted.find(word) != std::string_view::npos; });
}

/// Lower case, "ops / ms" and "ops per ms" as "ops/ms".
std::string plain_unit(std::string_view unit) {
  auto text = lower_case(unit);
  constexpr std::string_view kPer = " per ";
  if (const auto per = text.find(kPer); per != std::string::npos) {
    text.erase(per + 1, kPer.size() - 1);
    text[per] = '/';
  }
  for (auto slash = text.find('/'); slash != std::string::npos; slash = text.find('/', slash)) {
    while (slash > 0 && text[slash - 1] == ' ') text.erase(--slash, 1);
    ++slash;
    while (slash < text.size() && text[slash] == ' ') text.erase(slash, 1);
  }
  return text;
}

bool is_cost(std::string_view unit) {
  static constexpr std::array kCosts =
      std::to_array<std::string_view>({"b", "byte", "bytes", "kb", "mb", "gb", "kib", "mib", "gib",
                                       "alloc", "allocs", "allocations", "instructions", "faults"});
  return is_one_of(unit, kCosts);
}

}  // namespace

Direction direction_of_unit(std::string_view unit) {
  const auto text = plain_unit(unit);
  const auto slash = text.find_last_of('/');
  if (slash == std::string::npos) {
    if (is_time(text)) return kLower;
    return is_rate_word(text) ? kHigher : kNeither;
  }
  const auto counted = std::string_view(text).substr(0, text.find('/'));
  const auto per = std::string_view(text).substr(slash + 1);
  // "ns/iter", and "s/s": a time per something is a cost.
  if (is_time(counted)) return kLower;
  if (is_failure(last_word(counted))) return kLower;
  if (is_time(per)) return speaks_of_failure(counted) ? kNeither : kHigher;
  return is_cost(counted) ? kLower : kNeither;
}

Direction direction_where_limited(std::string_view metric) {
  const auto direction = direction_of_unit(metric);
  return direction == kNeither ? kLower : direction;
}

MetricDefinition default_definition(std::string_view metric) {
  const auto known = std::ranges::find(kKnown, metric, &Known::name);
  if (known != kKnown.end()) return known->definition;
  if (is_percentile(metric)) return {Unit::Nanoseconds, kLower, MetricKind::Timing};
  return {Unit::None, kNeither, MetricKind::Timing};
}

bool is_clock(std::string_view metric) {
  return metric == kCpuTime || metric == kRealTime;
}

bool is_wall_time(std::string_view metric) {
  return metric == kRealTime || is_percentile(metric);
}

}  // namespace benchgate::model
