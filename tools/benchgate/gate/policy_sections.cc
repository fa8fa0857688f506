#include "benchgate/gate/policy_sections.h"

#include <cstdint>

#include <fmt/format.h>

#include "benchgate/gate/policy_key.h"

namespace benchgate::gate {
namespace {

constexpr std::int64_t kMostRuns = 100'000;
constexpr std::size_t kMostTables = 1000;  // of one kind; checking rules against rules is quadratic

const PolicyTable<Policy>& gate_table() {
  // The first two are numbers between 0 and 1, and easily swapped: each has its half.
  static const PolicyTable<Policy> table{
      .title = "[gate]",
      .applies_to = "every comparison",
      .keys = {key("family_alpha", &Policy::family_alpha, NumberBetween{0, 0.5},
                   "Chance that noise blocks merging, over all rows together"),
               key("level", &Policy::level, NumberBetween{0.5, 1},
                   "Confidence level of the intervals that are shown"),
               key("max_regression", &Policy::max_regression, Percentage(),
                   "Allowed slowdown between runs measured apart, if no rule sets one")}};
  return table;
}

void read_gate(const ConfigNode& root, Policy& policy, ConfigProblems& problems) {
  const auto* node = table_of(root, "gate", problems);
  if (node == nullptr) return;
  const auto reader = read_keys(gate_table(), *node, policy, problems);
  if (policy.max_regression <= 0) {
    reader.problem("max_regression",
                   "max_regression of 0 % can never be shown for timings; write the allowed "
                   "slowdown, like \"5 %\"");
  }
}

const PolicyTable<ApartPolicy>& apart_table() {
  static const PolicyTable<ApartPolicy> table{
      .title = "[apart]",
      .applies_to = "base and head measured at different moments",
      .keys = {key("noise_floor", &ApartPolicy::noise_floor, Percentage(),
                   "How much separate runs differ by themselves, until stored runs show it"),
               key("history_runs", &ApartPolicy::history_runs, WholeNumber{3, kMostRuns},
                   "Stored runs of a machine class from which that is learnt")}};
  return table;
}

void read_apart(const ConfigNode& root, Policy& policy, ConfigProblems& problems) {
  const auto* node = table_of(root, "apart", problems);
  if (node != nullptr) read_keys(apart_table(), *node, policy.apart, problems);
}

const PolicyTable<DuetPolicy>& duet_table() {
  static const PolicyTable<DuetPolicy> table{
      .title = "[duet]",
      .applies_to = "base and head measured together",
      .keys = {key("max_regression", &DuetPolicy::max_regression, Percentage(),
                   "Allowed slowdown, if no rule sets one"),
               key("unchanged_within", &DuetPolicy::unchanged_within, Percentage(),
                   "A timing that is shown to have moved by no more than this is unchanged"),
               key("min_time", &DuetPolicy::min_time, Time(), "Run time of each side of a pair"),
               key("budget", &DuetPolicy::budget, Time(), "Time limit for measuring",
                   Time::text(kDefaultDuetBudget))}};
  return table;
}

void check_duet(const ConfigReader& reader, const DuetPolicy& duet) {
  if (duet.max_regression <= 0) {
    reader.problem("max_regression",
                   "max_regression of 0 % calls the layout of a build a regression; write the "
                   "allowed slowdown, like \"0.5 %\"");
  }
  if (duet.unchanged_within <= 0) {
    reader.problem("unchanged_within",
                   "unchanged_within of 0 % can never be shown; write a small change that does "
                   "not matter, like \"2 %\"");
  } else if (reader.find("unchanged_within") != nullptr &&
             duet.unchanged_within < duet.max_regression) {
    reader.problem("unchanged_within",
                   fmt::format("unchanged_within ({:g} %) is below max_regression ({:g} %), so "
                               "an allowed slowdown would still be a change; raise it",
                               duet.unchanged_within * 100, duet.max_regression * 100));
  }
  if (duet.budget && *duet.budget <= duet.min_time) {
    reader.problem("budget",
                   "budget is not above min_time, so not one pair could be measured; "
                   "raise it");
  }
}

void read_duet(const ConfigNode& root, Policy& policy, ConfigProblems& problems) {
  const auto* node = table_of(root, "duet", problems);
  if (node == nullptr) return;
  check_duet(read_keys(duet_table(), *node, policy.duet, problems), policy.duet);
}

const PolicyTable<OnFinding>& on_table() {
  const auto severity = word(model::kSeverityNames);
  static const PolicyTable<OnFinding> table{
      .title = "[on]",
      .applies_to = "every comparison",
      .keys = {
          key("missing", &OnFinding::missing, severity, "A benchmark or metric that only base has"),
          key("errored", &OnFinding::errored, severity,
              "A benchmark that reported an error, crashed or hung"),
          key("new", &OnFinding::added, severity, "A benchmark or metric that only head has"),
          key("inconclusive", &OnFinding::inconclusive, severity,
              "An inconclusive row; \"fail\" exits with 5"),
          key("not_measured", &OnFinding::not_measured, severity,
              "A benchmark that was not measured in time; \"fail\" exits with 5"),
          key("undecided", &OnFinding::undecided, severity,
              "A row that changed much and could not be tested, or no row that could block "
              "merging; \"fail\" exits with 5")}};
  return table;
}

void read_on(const ConfigNode& root, Policy& policy, ConfigProblems& problems) {
  const auto* node = table_of(root, "on", problems);
  if (node != nullptr) read_keys(on_table(), *node, policy.on, problems);
}

const PolicyTable<AcceptancePolicy>& acceptances_table() {
  static const PolicyTable<AcceptancePolicy> table{
      .title = "[acceptances]",
      .applies_to = "accepted regressions",
      .keys = {
          key("file", &AcceptancePolicy::file, Text(),
              "File of the acceptances, relative to this one", "accepted.toml among the baselines"),
          key("label", &AcceptancePolicy::label, Text(),
              "Label that a pull request with new acceptances needs", "none")}};
  return table;
}

void read_acceptances(const ConfigNode& root, Policy& policy, ConfigProblems& problems) {
  const auto* node = table_of(root, "acceptances", problems);
  if (node != nullptr) read_keys(acceptances_table(), *node, policy.acceptances, problems);
}

const PolicyTable<BuildPolicy>& build_table() {
  static const PolicyTable<BuildPolicy> table{
      .title = "[build]",
      .applies_to = "builds of `gate` and `bisect`",
      .keys = {
          key("preset", &BuildPolicy::preset, Text(),
              "CMake preset to configure and build with, instead of commands", "none"),
          key("configure", &BuildPolicy::configure, Texts(),
              "Command that configures a side, in this file's folder", "as any CMake project"),
          key("build", &BuildPolicy::build, Texts(),
              "Command that builds a side, in this file's folder", "as any CMake project"),
          key("time_limit", &BuildPolicy::time_limit, Time(), "Limit for each command", "none"),
          key("flags", &BuildPolicy::flags, word(kAddedFlagsNames),
              "Whether compiler flags are added that make equal code run equally fast")}};
  return table;
}

void check_build(const ConfigReader& reader) {
  const bool has_commands = reader.find("configure") != nullptr || reader.find("build") != nullptr;
  if (reader.find("preset") != nullptr && has_commands) {
    reader.problem("preset",
                   "[build] has a preset and commands; keep the preset, or configure and build");
  } else if (reader.find("configure") != nullptr && reader.find("build") == nullptr) {
    reader.problem("configure",
                   "[build] has configure and no build; write build = [\"cmake\", \"--build\", "
                   "\"...\"]");
  }
}

void read_build(const ConfigNode& root, Policy& policy, ConfigProblems& problems) {
  const auto* node = table_of(root, "build", problems);
  if (node != nullptr) check_build(read_keys(build_table(), *node, policy.build, problems));
}

}  // namespace

PolicySection gate_section() {
  return {"gate", read_gate, [] { return describe(gate_table()); }};
}
PolicySection apart_section() {
  return {"apart", read_apart, [] { return describe(apart_table()); }};
}
PolicySection duet_section() {
  return {"duet", read_duet, [] { return describe(duet_table()); }};
}
PolicySection on_section() {
  return {"on", read_on, [] { return describe(on_table()); }};
}
PolicySection acceptances_section() {
  return {"acceptances", read_acceptances, [] { return describe(acceptances_table()); }};
}

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

PolicySection build_section() {
  return {"build", read_build, [] { return describe(build_table()); }};
}

}  // namespace benchgate::gate
