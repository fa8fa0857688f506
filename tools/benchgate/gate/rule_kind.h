// The kinds of rules: what a `[[rule]]` can set, each with its key, its checks and, where it judges
// values of head by itself, its judgement.
//
// A new kind is a file with its RuleKind and an entry in the table of rule_kind.cc. The kinds that
// shape how rows are judged (max_regression, severity ...) have a field in Rule; a kind that judges
// by itself keeps its value in Rule::settings.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "benchgate/gate/policy.h"
#include "benchgate/gate/policy_key.h"

namespace benchgate::gate {

/// A metric of a benchmark of head that a rule with a setting applies to.
struct RuleSubject {
  std::string_view benchmark;
  std::string_view metric;
  const AppliedRule& rule;
  double setting;              ///< of the last rule that matches and sets the kind
  double value;                ///< median of head
  std::optional<double> base;  ///< median of base
  const Budget* budget;        ///< of the metric; null: it has none
};

struct RuleKind {
  PolicyKey<Rule> key;
  /// Adds what is wrong with a rule that sets this kind; `rules` are all of the file. May be null.
  void (*check)(const ConfigReader& reader, const Rule& rule, std::span<const Rule> rules);
  /// Why a metric breaks the rule, as a sentence; nothing where it keeps to it. Null: the kind
  /// shapes how rows are judged, and says nothing by itself.
  std::optional<std::string> (*judge)(const RuleSubject& subject);
};

/// All there are, in the order of the documentation.
[[nodiscard]] std::span<const RuleKind> rule_kinds();

/// The key of a kind that judges by itself: a number in Rule::settings, written as a `Type`
/// (Percentage, NumberBetween ...).
template <class Type>
[[nodiscard]] PolicyKey<Rule> setting_key(std::string_view name, const Type& type,
                                          std::string_view help) {
  const std::string key(name);
  const auto find = [key](const Rule& rule) -> std::optional<double> {
    const auto found = rule.settings.find(key);
    return found == rule.settings.end() ? std::nullopt : std::optional(found->second);
  };
  return {.name = name,
          .type = type.name(),
          .help = help,
          .otherwise = "none",
          .read =
              [=](const ConfigReader& reader, Rule& rule) {
                if (const auto value = type.read(reader, key)) rule.settings[key] = *value;
              },
          .text = [=](const Rule& rule) { return find(rule) ? type.text(*find(rule)) : ""; },
          .is_the_same = [=](const Rule& a, const Rule& b) { return find(a) == find(b); }};
}

}  // namespace benchgate::gate
