#include <algorithm>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "benchgate/cli/command.h"
#include "benchgate/cli/policy_option.h"
#include "benchgate/cli/text_table.h"
#include "benchgate/formats/google_benchmark_name.h"
#include "benchgate/gate/policy_file.h"
#include "benchgate/gate/unused_policy.h"
#include "benchgate/measure/discover.h"
#include "benchgate/measure/environment_probe.h"
#include "benchgate/measure/suite.h"
#include "benchgate/report/terminal_text.h"
#include "benchgate/work/acceptances.h"
#include "benchgate/work/run_source.h"
#include "benchgate/work/suite_choice.h"

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

std::string rules_text(const gate::AppliedRule& rule, const gate::Policy& policy) {
  if (rule.matched.empty()) return "(defaults)";
  std::string text;
  for (const auto index : rule.matched) {
    text += fmt::format("{}line {}", text.empty() ? "" : ", ", policy.rules[index].position.line);
  }
  return text;
}

std::vector<std::string> row_for(const gate::Policy& policy, std::string_view benchmark,
                                 std::string_view metric, const gate::AppliedRule& rule) {
  const auto limit_text = [&](double limit) {
    return rule.is_judged() ? fmt::format("{:g} %", limit * 100) : "-";
  };
  return {std::string(benchmark),
          std::string(metric),
          std::string(model::severity_name(rule.severity)),
          std::string(model::kind_name(rule.definition.kind)),
          limit_text(rule.max_regression),
          limit_text(rule.paired_limit),
          rules_text(rule, policy),
          rule.budget ? fmt::format("line {}", policy.budgets[*rule.budget].position.line) : "-"};
}

/// The benchmarks of the suites, as far as those are built.
struct Listed {
  model::Run run;
  bool is_complete = true;
};

/// What the suites list, each with its clock: the metrics that are known before anything was run.
Listed list_suites(const work::FoundPolicy& found, const Console& console) {
  Listed listed;
  for (const auto& suite : work::choose_suites({}, found)) {
    const auto& executable = suite.command.front();
    if (executable.find('/') != std::string::npos && !std::filesystem::exists(executable)) {
      console.out << fmt::format("{}: {} is not built: its benchmarks are not shown.\n", suite.name,
                                 executable);
      listed.is_complete = false;
      continue;
    }
    for (auto& name : measure::discover(suite)) {
      const auto clock = std::string(formats::clock_of(name));
      listed.run.benchmarks.push_back(
          {.suite = suite.name,
           .name = std::move(name),
           .metrics = {{.metric = clock,
                        .samples = {},
                        .processes = {},
                        .definition = model::default_definition(clock)}},
           .pairs = {},
           .clock = clock});
    }
  }
  return listed;
}

/// Names entries that concern nothing; the policy is wrong then.
ExitCode print_unused(const work::FoundPolicy& found, const model::Run& run,
                      const Console& console) {
  auto exit_code = ExitCode::Passed;
  for (const auto& unused : gate::unused_entries(found.policy, {}, run)) {
    console.out << fmt::format("{}: {}\n", found.path->string(), unused.message);
    exit_code = ExitCode::Usage;
  }
  return exit_code;
}

void print_rules(const gate::Policy& policy, const model::Run& run, const Console& console) {
  std::vector<std::vector<std::string>> rows = {
      {"BENCHMARK", "METRIC", "SEVERITY", "KIND", "LIMIT", "TOGETHER", "RULES", "BUDGET"}};
  for (const auto& benchmark : run.benchmarks) {
    const model::TimedName name{.name = benchmark.name,
                                .clock = model::judged_clock(benchmark).metric};
    for (const auto& series : benchmark.metrics) {
      const auto rule = gate::rule_for(policy, name, series.named());
      // The rest would drown it.
      if (!rule.is_judged() && !rule.budget) continue;
      rows.push_back(row_for(policy, benchmark.name, series.metric, rule));
    }
  }
  console.out << '\n' << text_table(rows);
}

void print_acceptances(const work::FoundPolicy& found, const Console& console) {
  if (found.acceptances.empty()) return;
  const auto expired = std::ranges::count_if(
      found.acceptances, [](const auto& acceptance) { return acceptance.until < today_in_utc(); });
  console.out << fmt::format("{} is valid: {} accepted regressions, {} of them expired.\n",
                             work::acceptance_path(found).string(), found.acceptances.size(),
                             expired);
}

ExitCode check(const PolicyOptions& options, const Console& console) {
  const auto found = work::find_policy(options.policy);
  if (!found.path) {
    throw UsageError(
        "there is no benchgate.toml here or in any folder above; --policy names another file");
  }
  const auto& policy = found.policy;
  console.out << fmt::format(
      "{} is valid: {} suites, {} rules, {} budgets, {} renames; family_alpha {}.\n",
      found.path->string(), policy.suites.size(), policy.rules.size(), policy.budgets.size(),
      policy.renames.size(), policy.family_alpha);
  print_acceptances(found, console);
  if (!options.run.empty()) {
    const auto loaded = work::load_run(options.run, {found.baselines, {measure::machine_class()}});
    print_rules(policy, loaded.run, console);
    const bool complete = gate::holds_all_suites(policy, {}, loaded.run);
    return complete ? print_unused(found, loaded.run, console) : ExitCode::Passed;
  }
  if (policy.suites.empty()) return ExitCode::Passed;
  const auto listed = list_suites(found, console);
  print_rules(policy, listed.run, console);
  return listed.is_complete ? print_unused(found, listed.run, console) : ExitCode::Passed;
}

/// A heading for each table of the file; a default stands in brackets, as in --help.
ExitCode list_keys(const Console& console) {
  std::string text;
  std::string table;
  for (const auto& key : gate::policy_keys()) {
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
