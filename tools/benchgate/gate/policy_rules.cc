#include <algorithm>
#include <map>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "benchgate/gate/policy_key.h"
#include "benchgate/gate/policy_sections.h"
#include "benchgate/gate/rule_kind.h"

namespace benchgate::gate {
namespace {

/// What a rule is about, and what it can set there.
PolicyTable<Rule> make_rule_table() {
  PolicyTable<Rule> table{
      .title = "[[rule]]",
      .applies_to = "metrics, compared with base; the last rule that sets a key decides it",
      .keys = {key("benchmark", &Rule::benchmark, Text(), "Pattern for names of benchmarks"),
               key("metric", &Rule::metric, Text(),
                   "Pattern for names of metrics; \"clock\" is the one that a benchmark is judged "
                   "by")}};
  for (const auto& kind : rule_kinds()) table.keys.push_back(kind.key);
  table.keys.push_back(
      key("optional", &Rule::optional, Flag(), "It may match nothing that was measured"));
  return table;
}

const PolicyTable<Rule>& rule_table() {
  static const auto table = make_rule_table();
  return table;
}

void check_sets_something(const ConfigReader& reader) {
  std::string names;
  for (const auto& kind : rule_kinds()) {
    if (reader.find(kind.key.name) != nullptr) return;
    const bool is_last = &kind == &rule_kinds().back();
    names += fmt::format("{}{}", names.empty() ? "" : is_last ? " or " : ", ", kind.key.name);
  }
  reader.problem("", fmt::format("this rule sets nothing; add {}, or remove it", names));
}

/// Names the earlier of two rules for the same benchmarks and metric that set a key differently.
class Contradictions {
 public:
  void check(const ConfigReader& reader, const Rule& rule) {
    for (const auto& kind : rule_kinds()) {
      const auto name = kind.key.name;
      if (kind.key.text(rule).empty()) continue;  // not set, or refused
      auto& earlier = earlier_[{rule.benchmark, rule.metric, std::string(name)}];
      if (earlier.rule != nullptr && !kind.key.is_the_same(*earlier.rule, rule)) {
        reader.problem(name, fmt::format("{} contradicts line {}, a rule for the same benchmark {} "
                                         "and metric {}; keep one of them",
                                         name, earlier.line, in_quotes(rule.benchmark),
                                         in_quotes(rule.metric)));
      }
      earlier = {.rule = &rule, .line = reader.position_of(name).line};
    }
  }

 private:
  struct Earlier {
    const Rule* rule = nullptr;
    std::size_t line = 0;
  };
  std::map<std::tuple<std::string, std::string, std::string>, Earlier> earlier_;
};

void read_rules(const ConfigNode& root, Policy& policy, ConfigProblems& problems) {
  std::vector<ConfigReader> readers;
  auto& rules = policy.rules;
  for (const auto* table : tables_of(root, "rule", problems)) {
    auto& rule = rules.emplace_back();
    readers.push_back(read_keys(rule_table(), *table, rule, problems));
    rule.position = readers.back().position();
  }
  Contradictions contradictions;
  for (std::size_t i = 0; i < rules.size(); ++i) {
    check_sets_something(readers[i]);
    for (const auto& kind : rule_kinds()) {
      const bool is_set = readers[i].find(kind.key.name) != nullptr;
      if (is_set && kind.check != nullptr) kind.check(readers[i], rules[i], rules);
    }
    contradictions.check(readers[i], rules[i]);
  }
}

}  // namespace

PolicySection rule_section() {
  return {"rule", read_rules, [] { return describe(rule_table()); }};
}

}  // namespace benchgate::gate
