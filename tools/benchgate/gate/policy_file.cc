#include "benchgate/gate/policy_file.h"

#include <array>
#include <cstddef>

#include <fmt/format.h>

#include "benchgate/base/file.h"
#include "benchgate/gate/config_problems.h"
#include "benchgate/gate/config_reader.h"
#include "benchgate/gate/config_tree.h"
#include "benchgate/gate/policy_sections.h"

namespace benchgate::gate {
namespace {

constexpr std::size_t kMostBytes = 1 << 20;  // a policy is written by hand
constexpr std::int64_t kMostRuns = 100'000;
constexpr std::size_t kMostTables = 1000;  // of one kind; checking rules against rules is quadratic

constexpr std::array<std::string_view, 10> kSections = {
    "gate", "apart", "duet", "on", "build", "suite", "rule", "budget", "renames", "acceptances"};
constexpr std::array<std::string_view, 3> kGateKeys = {"family_alpha", "level", "max_regression"};
constexpr std::array<std::string_view, 2> kApartKeys = {"noise_floor", "history_runs"};
constexpr std::array<std::string_view, 4> kDuetKeys = {"max_regression", "unchanged_within",
                                                       "min_time", "budget"};
constexpr std::array<std::string_view, 6> kOnKeys = {"missing",      "errored",      "new",
                                                     "inconclusive", "not_measured", "undecided"};
constexpr std::array<std::string_view, 2> kAcceptanceKeys = {"file", "label"};

void read_gate(const ConfigNode& root, Policy& policy, ConfigProblems& problems) {
  const auto* table = table_of(root, "gate", problems);
  if (table == nullptr) return;
  const ConfigReader reader(*table, "[gate]", kGateKeys, problems);
  // Both are numbers between 0 and 1, and easily swapped.
  policy.family_alpha = reader.number_between("family_alpha", 0, 0.5).value_or(policy.family_alpha);
  policy.level = reader.number_between("level", 0.5, 1).value_or(policy.level);
  policy.max_regression = reader.percent("max_regression").value_or(policy.max_regression);
  if (policy.max_regression <= 0) {
    reader.problem("max_regression",
                   "max_regression of 0 % can never be shown for timings; write "
                   "how much may be lost, like \"5 %\"");
  }
}

void read_apart(const ConfigNode& root, Policy& policy, ConfigProblems& problems) {
  const auto* table = table_of(root, "apart", problems);
  if (table == nullptr) return;
  const ConfigReader reader(*table, "[apart]", kApartKeys, problems);
  policy.apart.noise_floor = reader.percent("noise_floor").value_or(policy.apart.noise_floor);
  if (const auto runs = reader.integer("history_runs", 3, kMostRuns)) {
    policy.apart.history_runs = static_cast<std::size_t>(*runs);
  }
}

void read_duet(const ConfigNode& root, Policy& policy, ConfigProblems& problems) {
  const auto* table = table_of(root, "duet", problems);
  if (table == nullptr) return;
  const ConfigReader reader(*table, "[duet]", kDuetKeys, problems);
  auto& duet = policy.duet;
  duet.max_regression = reader.percent("max_regression").value_or(duet.max_regression);
  duet.unchanged_within = reader.percent("unchanged_within").value_or(duet.unchanged_within);
  duet.min_time = reader.duration("min_time").value_or(duet.min_time);
  duet.budget = reader.duration("budget");
  if (duet.max_regression <= 0) {
    reader.problem("max_regression",
                   "max_regression of 0 % calls the layout of a build a regression; write how "
                   "much may be lost, like \"0.5 %\"");
  }
  if (duet.unchanged_within <= 0) {
    reader.problem("unchanged_within",
                   "unchanged_within of 0 % can never be shown; write how little is no change, "
                   "like \"2 %\"");
  } else if (reader.find("unchanged_within") != nullptr &&
             duet.unchanged_within < duet.max_regression) {
    reader.problem("unchanged_within",
                   fmt::format("unchanged_within ({:g} %) is below max_regression ({:g} %), so "
                               "what may be lost would still be a change; raise it",
                               duet.unchanged_within * 100, duet.max_regression * 100));
  }
  if (duet.budget && *duet.budget <= duet.min_time) {
    reader.problem("budget",
                   "budget is not above min_time, so not one pair could be measured; "
                   "raise it");
  }
}

void read_on(const ConfigNode& root, Policy& policy, ConfigProblems& problems) {
  const auto* table = table_of(root, "on", problems);
  if (table == nullptr) return;
  const ConfigReader reader(*table, "[on]", kOnKeys, problems);
  const auto severity = [&](std::string_view key, Severity& field) {
    field = reader.word(key, model::kSeverityNames).value_or(field);
  };
  severity("missing", policy.on.missing);
  severity("errored", policy.on.errored);
  severity("new", policy.on.added);
  severity("inconclusive", policy.on.inconclusive);
  severity("not_measured", policy.on.not_measured);
  severity("undecided", policy.on.undecided);
}

void read_acceptances(const ConfigNode& root, Policy& policy, ConfigProblems& problems) {
  const auto* table = table_of(root, "acceptances", problems);
  if (table == nullptr) return;
  const ConfigReader reader(*table, "[acceptances]", kAcceptanceKeys, problems);
  policy.acceptances.file = reader.text("file").value_or("");
  policy.acceptances.label = reader.text("label").value_or("");
}

}  // namespace

std::vector<const ConfigNode*> tables_of(const ConfigNode& root, std::string_view key,
                                         ConfigProblems& problems) {
  std::vector<const ConfigNode*> tables;
  for (const auto& entry : root.entries) {
    if (entry.key != key) continue;
    if (entry.value.kind != ConfigNode::Kind::List) {
      problems.add(entry.position, fmt::format("{} is {}, but there may be several; write [[{}]]",
                                               key, kind_name(entry.value.kind), key));
      continue;
    }
    if (entry.value.items.size() > kMostTables) {
      problems.add(entry.position, fmt::format("there are {} [[{}]], more than {}; use patterns",
                                               entry.value.items.size(), key, kMostTables));
      continue;
    }
    for (const auto& item : entry.value.items) {
      if (item.kind == ConfigNode::Kind::Table) {
        tables.push_back(&item);
      } else {
        problems.add(item.position,
                     fmt::format("{} holds {}; write [[{}]]", key, kind_name(item.kind), key));
      }
    }
  }
  return tables;
}

const ConfigNode* table_of(const ConfigNode& root, std::string_view key, ConfigProblems& problems) {
  for (const auto& entry : root.entries) {
    if (entry.key != key) continue;
    if (entry.value.kind == ConfigNode::Kind::Table) return &entry.value;
    problems.add(entry.position, fmt::format("{} is {}, but must be a table; write [{}]", key,
                                             kind_name(entry.value.kind), key));
  }
  return nullptr;
}

Policy parse_policy(std::string_view toml, const std::filesystem::path& path) {
  ConfigProblems problems(path);
  const auto root = parse_config(toml, problems);
  problems.throw_if_any();
  const ConfigReader sections(root, "the file", kSections, problems);
  Policy policy;
  read_gate(root, policy, problems);
  read_apart(root, policy, problems);
  read_duet(root, policy, problems);
  read_on(root, policy, problems);
  read_acceptances(root, policy, problems);
  policy.build = read_build(root, problems);
  policy.suites = read_suites(root, problems);
  policy.rules = read_rules(root, problems);
  policy.budgets = read_budgets(root, policy.rules, problems);
  policy.renames = read_renames(root, problems);
  problems.throw_if_any();
  return policy;
}

Policy load_policy(const std::filesystem::path& path) {
  std::string toml;
  try {
    toml = read_file(path, kMostBytes);
  } catch (const InputError& error) {
    throw UsageError(
        fmt::format("{}; name the policy file, or write one: README.md shows how", error.what()));
  }
  return parse_policy(toml, path);
}

}  // namespace benchgate::gate
