#include <array>
#include <map>
#include <string>
#include <utility>

#include <fmt/format.h>

#include "benchgate/base/glob.h"
#include "benchgate/gate/config_reader.h"
#include "benchgate/gate/metric_facts.h"
#include "benchgate/gate/policy_sections.h"

namespace benchgate::gate {
namespace {

constexpr std::array<std::string_view, 9> kKeys = {"benchmark",      "metric",   "unit",
                                                   "direction",      "kind",     "max_regression",
                                                   "absolute_floor", "severity", "optional"};

Rule read_rule(const ConfigReader& reader) {
  return {.benchmark = reader.text("benchmark").value_or("*"),
          .metric = reader.text("metric").value_or("*"),
          .unit = reader.word("unit", model::kUnitNames),
          .direction = reader.word("direction", model::kDirectionNames),
          .kind = reader.word("kind", model::kMetricKindNames),
          .max_regression = reader.percent("max_regression"),
          .absolute_floor = reader.quantity("absolute_floor"),
          .severity = reader.word("severity", model::kSeverityNames),
          .optional = reader.boolean("optional").value_or(false),
          .position = reader.position()};
}

void check_sets_something(const ConfigReader& reader) {
  for (const auto key : kKeys) {
    const bool sets = key != "benchmark" && key != "metric" && key != "optional";
    if (sets && reader.find(key) != nullptr) return;
  }
  reader.problem("",
                 "this rule sets nothing; add max_regression, absolute_floor, severity, unit, "
                 "direction or kind, or remove it");
}

/// Google Benchmark's clocks are what they are.
void check_definition(const ConfigReader& reader, const Rule& rule) {
  const bool clock = rule.metric == kClockPattern || glob_match(rule.metric, model::kCpuTime) ||
                     glob_match(rule.metric, model::kRealTime);
  if (!clock) return;
  for (const std::string_view key : {"unit", "direction", "kind"}) {
    if (reader.find(key) == nullptr) continue;
    reader.problem(key, fmt::format("{} cannot be set for metric {}, which takes in the clocks "
                                    "cpu_time and real_time; name the metric that is meant",
                                    key, in_quotes(rule.metric)));
  }
}

void check_tolerance(const ConfigReader& reader, const Rule& rule, std::span<const Rule> rules) {
  const bool timing = may_be_timing(rule.metric, rules);
  if (rule.max_regression && *rule.max_regression <= 0 && timing) {
    reader.problem("max_regression",
                   fmt::format("max_regression of 0 % can never be shown for timings, and metric "
                               "{} may be one; write how much may be lost (\"3 %\"), or set "
                               "kind = \"exact\" if the metric is a count",
                               in_quotes(rule.metric)));
  }
  if (!rule.absolute_floor) return;
  if (rule.absolute_floor->value <= 0) {
    reader.problem("absolute_floor", "absolute_floor is not above zero; remove it to have none");
  }
  const auto mismatch = unit_mismatch(rule.metric, rule.absolute_floor->unit, rules);
  if (mismatch) reader.problem("absolute_floor", "absolute_floor: " + *mismatch);
}

/// Names the earlier of two rules for the same benchmarks and metric that set a field differently.
class Contradictions {
 public:
  void check(const ConfigReader& reader, const Rule& rule) {
    Rule& known = known_[{rule.benchmark, rule.metric}];
    const auto compare = [&](std::string_view key, auto field) {
      if (!(rule.*field)) return;
      auto& line = lines_[{rule.benchmark, rule.metric, std::string(key)}];
      if (known.*field && known.*field != rule.*field) {
        reader.problem(key,
                       fmt::format("{} contradicts line {}, a rule for the same benchmark {} "
                                   "and metric {}; keep one of them",
                                   key, line, in_quotes(rule.benchmark), in_quotes(rule.metric)));
      }
      known.*field = rule.*field;
      line = reader.position_of(key).line;
    };
    compare("unit", &Rule::unit);
    compare("direction", &Rule::direction);
    compare("kind", &Rule::kind);
    compare("max_regression", &Rule::max_regression);
    compare("absolute_floor", &Rule::absolute_floor);
    compare("severity", &Rule::severity);
  }

 private:
  std::map<std::pair<std::string, std::string>, Rule> known_;
  std::map<std::tuple<std::string, std::string, std::string>, std::size_t> lines_;
};

}  // namespace

std::vector<Rule> read_rules(const ConfigNode& root, ConfigProblems& problems) {
  std::vector<ConfigReader> readers;
  std::vector<Rule> rules;
  for (const auto* table : tables_of(root, "rule", problems)) {
    readers.emplace_back(*table, "[[rule]]", kKeys, problems);
    rules.push_back(read_rule(readers.back()));
  }
  Contradictions contradictions;
  for (std::size_t i = 0; i < rules.size(); ++i) {
    check_sets_something(readers[i]);
    check_definition(readers[i], rules[i]);
    check_tolerance(readers[i], rules[i], rules);
    contradictions.check(readers[i], rules[i]);
  }
  return rules;
}

}  // namespace benchgate::gate
