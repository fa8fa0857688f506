#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "benchgate/cli/command.h"
#include "benchgate/cli/place_options.h"
#include "benchgate/cli/text_table.h"
#include "benchgate/report/terminal_text.h"
#include "benchgate/work/policy_check.h"

namespace benchgate::cli {
namespace {

constexpr const char* kFooter =
    "Shows which rule each benchmark of RUN, a result file, falls under. Without RUN, it asks "
    "the built suites for their benchmarks and shows their clocks. A rule or budget that matches "
    "none of them is an error (exit code 2). LIMIT is the allowed slowdown between runs measured "
    "apart, TOGETHER if base and head are measured together (`duet`, `gate`).\n\n"
    "Examples:\n"
    "  benchgate policy check                    is benchgate.toml valid?\n"
    "  benchgate policy check out/run.json       with all metrics that a run has";

struct PolicyOptions {
  work::PolicyPlace policy;
  std::string run;
};

std::string lines_of(const gate::AppliedRule& rule, const gate::Policy& policy) {
  if (rule.matched.empty()) return "(defaults)";
  std::string text;
  for (const auto index : rule.matched) {
    text += fmt::format("{}line {}", text.empty() ? "" : ", ", policy.rules[index].position.line);
  }
  return text;
}

std::vector<std::string> row_for(const work::RuleOfMetric& of, const gate::Policy& policy) {
  const auto& rule = of.rule;
  const auto limit_text = [&](double limit) {
    return rule.is_judged() ? fmt::format("{:g} %", limit * 100) : "-";
  };
  return {of.benchmark,
          of.metric,
          std::string(model::severity_name(rule.severity)),
          std::string(model::kind_name(rule.definition.kind)),
          limit_text(rule.max_regression),
          limit_text(rule.paired_limit),
          lines_of(rule, policy),
          rule.budget ? fmt::format("line {}", policy.budgets[*rule.budget].position.line) : "-"};
}

void print_policy(const work::ValidPolicy& valid, const Console& console) {
  const auto& policy = valid.found.policy;
  console.out << fmt::format(
      "{} is valid: {} suites, {} rules, {} budgets, {} renames; family_alpha {}.\n",
      valid.file.string(), policy.suites.size(), policy.rules.size(), policy.budgets.size(),
      policy.renames.size(), policy.family_alpha);
  if (valid.found.acceptances.empty()) return;
  console.out << fmt::format("{} is valid: {} accepted regressions, {} of them expired.\n",
                             valid.acceptances.string(), valid.found.acceptances.size(),
                             valid.expired);
}

void print_rules(const work::RuleList& list, const work::ValidPolicy& valid,
                 const Console& console) {
  for (const auto& suite : list.unbuilt) {
    console.out << fmt::format("{}: {} is not built: its benchmarks are not shown.\n", suite.name,
                               suite.executable);
  }
  std::vector<std::vector<std::string>> rows = {
      {"BENCHMARK", "METRIC", "SEVERITY", "KIND", "LIMIT", "TOGETHER", "RULES", "BUDGET"}};
  for (const auto& of : list.rules) rows.push_back(row_for(of, valid.found.policy));
  console.out << '\n' << text_table(rows);
  for (const auto& message : list.unused) {
    console.out << fmt::format("{}: {}\n", valid.file.string(), message);
  }
}

ExitCode check(const PolicyOptions& options, const Console& console) {
  const auto valid = work::require_policy(options.policy);
  print_policy(valid, console);
  if (options.run.empty() && valid.found.policy.suites.empty()) return ExitCode::Passed;
  const auto list = work::list_rules(valid.found, options.run);
  print_rules(list, valid, console);
  return list.unused.empty() ? ExitCode::Passed : ExitCode::Usage;
}

/// A heading for each table of the file; a default stands in brackets, as in --help.
ExitCode list_keys(const Console& console) {
  std::string text;
  std::string table;
  for (const auto& key : work::policy_keys()) {
    if (key.table != table) {
      text += fmt::format("{}{}  {}\n", table.empty() ? "" : "\n", key.table, key.applies_to);
      table = key.table;
    }
    text += fmt::format("  {}  {} [{}]\n      {}\n", key.name, key.type, key.fallback, key.help);
  }
  console.out << report::wrap_lines(text, static_cast<std::size_t>(console.width));
  return ExitCode::Passed;
}

}  // namespace

void add_policy_command(CLI::App& app, Action& chosen) {
  auto options = std::make_shared<PolicyOptions>();
  auto* command = app.add_subcommand("policy", "Work on benchgate.toml");
  command->require_subcommand(1);
  auto* verb = command->add_subcommand(
      "check", "Validate the policy; with a run, show which rule each benchmark falls under");
  verb->footer(kFooter);
  verb->add_option("run", options->run, "A result to show the rules for")->type_name("RUN");
  add_policy_option(*verb, options->policy);
  verb->callback([options, &chosen] {
    chosen = [options](const Console& console) { return check(*options, console); };
  });
  auto* keys = command->add_subcommand(
      "keys", "List every key of benchgate.toml with its default, type and meaning");
  keys->footer("Examples:\n  benchgate policy keys");
  keys->callback([&chosen] { chosen = list_keys; });
}

}  // namespace benchgate::cli
