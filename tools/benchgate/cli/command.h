// What a subcommand is: options added to the parser, and what to do once they were parsed.
//
// One file per subcommand (command_run.cc, command_compare.cc, ...), each with one of the functions
// below. Options live in a struct shared between the parser and the action.
#pragma once

#include <functional>

#include <CLI/CLI.hpp>

#include "benchgate/base/error.h"
#include "benchgate/cli/console.h"

namespace benchgate::cli {

/// The action of the chosen subcommand. Runs after the whole command line was parsed.
using Action = std::function<ExitCode(const Console&)>;

void add_accept_command(CLI::App& app, Action& chosen);
void add_history_command(CLI::App& app, Action& chosen);
void add_nightly_command(CLI::App& app, Action& chosen);
void add_site_command(CLI::App& app, Action& chosen);
void add_metrics_command(CLI::App& app, Action& chosen);
void add_init_command(CLI::App& app, Action& chosen);
void add_run_command(CLI::App& app, Action& chosen);
void add_doctor_command(CLI::App& app, Action& chosen);
void add_duet_command(CLI::App& app, Action& chosen);
void add_gate_command(CLI::App& app, Action& chosen);
void add_affected_command(CLI::App& app, Action& chosen);
void add_bisect_command(CLI::App& app, Action& chosen);
void add_compare_command(CLI::App& app, Action& chosen);
void add_merge_command(CLI::App& app, Action& chosen);
void add_report_command(CLI::App& app, Action& chosen);
void add_publish_command(CLI::App& app, Action& chosen);
void add_baseline_command(CLI::App& app, Action& chosen);
void add_store_command(CLI::App& app, Action& chosen);
void add_policy_command(CLI::App& app, Action& chosen);
void add_completion_command(CLI::App& app, Action& chosen);
void add_man_command(CLI::App& app, Action& chosen);

}  // namespace benchgate::cli
