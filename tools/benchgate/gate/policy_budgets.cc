#include <algorithm>
#include <array>
#include <map>
#include <span>
#include <string>
#include <utility>

#include <fmt/format.h>

#include "benchgate/gate/metric_facts.h"
#include "benchgate/gate/policy_key.h"
#include "benchgate/gate/policy_sections.h"

namespace benchgate::gate {
namespace {

constexpr std::array<std::string_view, 3> kLimits = {"target", "warning", "error"};

const PolicyTable<Budget>& budget_table() {
  // In the metric's unit, which is known once all rules are read.
  const auto limit = [](std::string_view name, std::string_view help) {
    return key_by_hand<Budget>(name, Amount::name(), help, "none");
  };
  static const PolicyTable<Budget> table{
      .title = "[[budget]]",
      .applies_to = "values of head, whatever base was",
      .keys = {
          key("benchmark", &Budget::benchmark, Text(), "Pattern for names of benchmarks"),
          key("metric", &Budget::metric, Text(),
              "Full name of a metric, or \"clock\" for the judged one", "required"),
          limit("target", "The goal; a worse value is shown and passes"),
          limit("warning", "A worse value is a warning"),
          limit("error", "A worse value blocks merging"),
          key("optional", &Budget::optional, Flag(), "It may match nothing that was measured")}};
  return table;
}

/// A limit below zero, or a time of zero, could never be met; a share above 100 % never be passed.
std::optional<std::string> senseless(const model::Quantity& value) {
  using enum model::Unit;
  const bool needs_more =
      value.unit == Nanoseconds || value.unit == BytesPerSecond || value.unit == ItemsPerSecond;
  if (needs_more && value.value <= 0)
    return "is not above zero; write a value that can be "
           "reached";
  if (value.unit != None && value.value < 0)
    return "is below zero; write a value that can be "
           "reached";
  if (value.unit == Fraction && value.value > 1)
    return "is more than 100 %; write a share of 100 %";
  return std::nullopt;
}

std::optional<double> read_limit(const ConfigReader& reader, std::string_view key,
                                 const std::string& metric, std::span<const Rule> rules) {
  const auto value = reader.quantity(key);
  if (!value) return std::nullopt;
  if (const auto mismatch = unit_mismatch(metric, value->unit, rules)) {
    reader.problem(key, fmt::format("{}: {}", key, *mismatch));
    return std::nullopt;
  }
  if (const auto why = senseless(*value)) {
    reader.problem(key, fmt::format("{} {}", key, *why));
    return std::nullopt;
  }
  return value->value;
}

bool has_metric(const ConfigReader& reader, const std::string& metric) {
  if (reader.find("metric") == nullptr) {
    reader.problem("metric",
                   "a [[budget]] names no metric; write metric = \"p95\", \"clock\" or another");
  } else if (is_pattern(metric)) {
    reader.problem("metric", fmt::format("the metric {} of a budget is a pattern; write one "
                                         "[[budget]] for each metric, with its whole name",
                                         in_quotes(metric)));
  } else {
    return !metric.empty();
  }
  return false;
}

/// From the mildest limit to the hardest, each further to the worse (or at the same place).
bool in_order(const Budget& budget, model::Direction direction) {
  std::optional<double> last;
  for (const auto& limit : {budget.target, budget.warning, budget.error}) {
    if (!limit) continue;
    if (last && model::is_worse(*last, *limit, direction)) return false;
    last = limit;
  }
  return true;
}

void check_order(const ConfigReader& reader, const Budget& budget, std::span<const Rule> rules) {
  const auto directions = possible_directions(budget.metric, rules);
  const auto has = [&](model::Direction one) {
    return std::ranges::find(directions, one) != directions.end();
  };
  const bool lower = has(model::Direction::LowerIsBetter);
  const bool higher = has(model::Direction::HigherIsBetter);
  if (!lower && !higher) {
    reader.problem("metric", fmt::format("of {} neither direction is better, so it cannot pass a "
                                         "limit; add a rule for it with direction = \"lower\" or "
                                         "\"higher\"",
                                         in_quotes(budget.metric)));
    return;
  }
  if (lower && in_order(budget, model::Direction::LowerIsBetter)) return;
  if (higher && in_order(budget, model::Direction::HigherIsBetter)) return;
  reader.problem(
      reader.find("error") != nullptr ? "error" : "warning",
      fmt::format("the limits contradict each other: {} is better for {}, so it must be {}",
                  lower ? "lower" : "higher", in_quotes(budget.metric),
                  lower ? "target <= warning <= error" : "target >= warning >= error"));
}

Budget read_budget(const ConfigReader& reader, Budget budget, std::span<const Rule> rules) {
  budget.position = reader.position();
  if (!has_metric(reader, budget.metric)) return budget;
  budget.target = read_limit(reader, "target", budget.metric, rules);
  budget.warning = read_limit(reader, "warning", budget.metric, rules);
  budget.error = read_limit(reader, "error", budget.metric, rules);
  const auto given = [&](std::string_view key) { return reader.find(key) != nullptr; };
  if (std::ranges::none_of(kLimits, given)) {
    reader.problem("", "this budget has no limit; add target, warning or error, or remove it");
  }
  check_order(reader, budget, rules);
  return budget;
}

void read_budgets(const ConfigNode& root, Policy& policy, ConfigProblems& problems) {
  std::map<std::pair<std::string, std::string>, std::size_t> lines;
  for (const auto* table : tables_of(root, "budget", problems)) {
    Budget entry;
    const auto reader = read_keys(budget_table(), *table, entry, problems);
    auto budget = read_budget(reader, std::move(entry), policy.rules);
    const auto [first, added] =
        lines.emplace(std::pair(budget.benchmark, budget.metric), budget.position.line);
    if (!added && !budget.metric.empty()) {
      reader.problem(
          "", fmt::format("there is a budget for benchmark {} and metric {} on line {} "
                          "already, which would not count any more; make them one",
                          in_quotes(budget.benchmark), in_quotes(budget.metric), first->second));
    }
    policy.budgets.push_back(std::move(budget));
  }
}

}  // namespace

PolicySection budget_section() {
  return {"budget", read_budgets, [] { return describe(budget_table()); }};
}

}  // namespace benchgate::gate
