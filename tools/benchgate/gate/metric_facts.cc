#include "benchgate/gate/metric_facts.h"

#include <algorithm>

#include <fmt/format.h>

#include "benchgate/base/glob.h"
#include "benchgate/gate/config_problems.h"

namespace benchgate::gate {
namespace {

model::MetricDefinition definition_of(std::string_view metric) {
  return model::default_definition(metric == kClockPattern ? model::kCpuTime : metric);
}

/// What the metric has by its name, and what every rule that may mean it sets.
template <class Field, class Member>
std::vector<Field> possible(std::string_view metric, Field by_name, Member member,
                            std::span<const Rule> rules) {
  std::vector<Field> result = {by_name};
  for (const auto& rule : rules) {
    const auto& set = rule.*member;
    if (set && glob_match(rule.metric, metric) && std::ranges::find(result, *set) == result.end()) {
      result.push_back(*set);
    }
  }
  return result;
}

std::string_view example(model::Unit unit) {
  switch (unit) {
    case model::Unit::Nanoseconds:
      return "\"5 ms\"";
    case model::Unit::Bytes:
      return "\"64 KiB\"";
    case model::Unit::BytesPerSecond:
      return "\"10 MB/s\"";
    case model::Unit::ItemsPerSecond:
      return "\"1000 items/s\"";
    case model::Unit::Fraction:
      return "\"95 %\"";
    case model::Unit::Count:
    case model::Unit::None:
      break;
  }
  return "a plain number";
}

}  // namespace

bool fits(model::Unit written, model::Unit metric) {
  return written == metric || (written == model::Unit::None && metric == model::Unit::Count);
}

bool is_pattern(std::string_view metric) {
  return metric.find_first_of("*?") != std::string_view::npos;
}

std::vector<model::Unit> possible_units(std::string_view metric, std::span<const Rule> rules) {
  return possible(metric, definition_of(metric).unit, &Rule::unit, rules);
}

std::vector<model::Direction> possible_directions(std::string_view metric,
                                                  std::span<const Rule> rules) {
  const auto definition = definition_of(metric);
  const bool unknown = definition.direction == model::Direction::NeitherIsBetter &&
                       definition.kind == model::MetricKind::Timing;
  const auto by_name = unknown ? model::direction_where_limited(metric) : definition.direction;
  return possible(metric, by_name, &Rule::direction, rules);
}

bool may_be_timing(std::string_view metric, std::span<const Rule> rules) {
  // A rule for this very pattern (or for all that it means) that says "exact" settles it.
  for (const auto& rule : rules) {
    if (rule.metric == metric && rule.kind) return *rule.kind == model::MetricKind::Timing;
  }
  if (is_pattern(metric)) return true;
  const auto kinds = possible(metric, definition_of(metric).kind, &Rule::kind, rules);
  return kinds.size() == 1 && kinds.front() == model::MetricKind::Timing;
}

std::optional<std::string> unit_mismatch(std::string_view metric, model::Unit unit,
                                         std::span<const Rule> rules) {
  if (is_pattern(metric)) return std::nullopt;
  const auto units = possible_units(metric, rules);
  if (std::ranges::any_of(units, [&](model::Unit its) { return fits(unit, its); })) {
    return std::nullopt;
  }
  const auto written = unit == model::Unit::None
                           ? std::string("a plain number")
                           : fmt::format("a value in {}", model::unit_name(unit));
  if (units.front() == model::Unit::None) {
    return fmt::format(
        "{} has no unit that benchgate knows of, {} does not fit; write a plain "
        "number, or add a rule for it with unit = \"{}\"",
        in_quotes(metric), written, model::unit_name(unit));
  }
  return fmt::format("{} is measured in {}, {} does not fit; write {}", in_quotes(metric),
                     model::unit_name(units.front()), written, example(units.front()));
}

}  // namespace benchgate::gate
