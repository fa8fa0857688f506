#include "benchgate/cli/app.h"

#include <algorithm>
#include <exception>
#include <filesystem>
#include <memory>
#include <new>
#include <ranges>
#include <span>
#include <system_error>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "benchgate/base/database_name.h"
#include "benchgate/base/system_reason.h"
#include "benchgate/base/version.h"
#include "benchgate/cli/command.h"
#include "benchgate/cli/help_formatter.h"
#include "benchgate/cli/usage_error.h"
#include "benchgate/report/unicode.h"

namespace benchgate::cli {
namespace {

constexpr const char* kDescription =
    "Performance regression gates for C++ that you can trust.\n\n"
    "Measures Google Benchmark suites and compares two builds, or a run with a stored baseline. "
    "A policy (benchgate.toml) says what blocks merging. Reports come as text, Markdown, HTML "
    "and JSON; the exit code is the verdict.";

constexpr const char* kFooter =
    "Exit codes:\n"
    "  0  passed\n"
    "  1  blocks merging: regressed, over budget, errored, missing, or a problem\n"
    "  2  the command line or benchgate.toml is wrong\n"
    "  3  a file is unreadable or invalid\n"
    "  4  the machine lacks something: a program, a server, a permission, disk space\n"
    "  5  undecided: too little was shown to pass or to block\n\n"
    "Start here:\n"
    "  benchgate duet base/bench head/bench        compare two builds of a benchmark\n"
    "  benchgate gate --base origin/main           build a change and its base, compare both\n"
    "  benchgate COMMAND --help                    explains one command";

/// Commands under the heading that help shows them under, the most used ones first.
struct CommandGroup {
  const char* heading;
  std::vector<void (*)(CLI::App&, Action&)> add;
};

std::vector<CommandGroup> command_groups() {
  return {
      {"Measure",
       {add_duet_command, add_gate_command, add_run_command, add_bisect_command,
        add_affected_command, add_merge_command, add_doctor_command}},
      {"Decide", {add_compare_command, add_report_command, add_accept_command, add_policy_command}},
      {"Keep", {add_baseline_command, add_history_command, add_store_command, add_nightly_command}},
      {"Publish", {add_publish_command, add_site_command, add_metrics_command}},
      {"Set up", {add_init_command, add_completion_command, add_man_command}},
  };
}

void add_commands(CLI::App& app, Action& chosen) {
  app.require_subcommand(1);
  app.set_version_flag("--version", std::string("benchgate ") + kVersion);
  app.footer(kFooter);
  const auto every = [](const CLI::App*) { return true; };
  for (const auto& group : command_groups()) {
    const auto before = app.get_subcommands(every).size();
    for (const auto add : group.add) add(app, chosen);
    const auto commands = app.get_subcommands(every);
    for (auto* command : commands | std::views::drop(before)) command->group(group.heading);
  }
}

/// Messages quote what stands in files: all but their line ends is made visible.
void print_error(const Console& console, std::string_view message) {
  console.err << "benchgate: ";
  while (!message.empty()) {
    const auto end = message.find('\n');
    console.err << report::visible(message.substr(0, end)) << '\n';
    message.remove_prefix(end == std::string_view::npos ? message.size() : end + 1);
  }
}

/// --help and --version come as ParseErrors of exit code 0; CLI11's own codes (105, 106) stay in.
ExitCode handle(const CLI::ParseError& error, CLI::App& app, const Console& console,
                std::span<const std::string> arguments) {
  if (error.get_exit_code() == 0) {
    app.exit(error, console.out, console.err);
    return ExitCode::Passed;
  }
  print_error(console, without_databases(usage_error(error, app), arguments));
  const auto command = parsed_command(app);
  if (lacks_a_command(error, app)) {
    console.err << '\n' << app.help();
  } else {
    console.err << "Run `" << command << " --help` for what is possible.\n";
  }
  return ExitCode::Usage;
}

bool is_working_folder_gone() {
  std::error_code error;
  static_cast<void>(std::filesystem::current_path(error));
  return error.operator bool();
}

std::string reason_of(const std::filesystem::filesystem_error& error) {
  return fmt::format("{}: {}", error.path1().string(), system_reason(error.code().value()));
}

ExitCode parse_and_run(const std::vector<std::string>& arguments, const Console& console) {
  CLI::App app(kDescription, "benchgate");
  Action chosen;
  // Before the commands, which inherit it.
  app.formatter(
      std::make_shared<HelpFormatter>(console.width, use_colour(ColourChoice::Auto, console)));
  add_commands(app, chosen);
  try {
    // CLI11 takes them last first.
    app.parse(std::vector<std::string>(arguments.rbegin(), arguments.rend()));
  } catch (const CLI::ParseError& error) {
    return handle(error, app, console, arguments);
  }
  return chosen(console);
}

}  // namespace

int run(const std::vector<std::string>& arguments, const Console& console) {
  ExitCode code = ExitCode::Environment;
  try {
    code = parse_and_run(arguments, console);
  } catch (const Error& error) {
    print_error(console, without_databases(error.what(), arguments));
    code = error.exit_code();
  } catch (const std::filesystem::filesystem_error& error) {
    print_error(console, without_databases(reason_of(error), arguments));
  } catch (const std::system_error& error) {
    print_error(console,
                fmt::format("the system refuses: {}", system_reason(error.code().value())));
  } catch (const std::bad_alloc&) {
    print_error(console, "out of memory");
  } catch (const std::exception& error) {
    print_error(console, fmt::format("unexpected: {}; please report this",
                                     without_databases(error.what(), arguments)));
  }
  if (code != ExitCode::Passed && is_working_folder_gone()) {
    print_error(console,
                "the folder that it was started in does not exist any more; enter another");
  }
  console.out.flush();
  if (!console.out && code == ExitCode::Passed) {
    print_error(console, "cannot write to standard output");
    code = ExitCode::Environment;
  }
  return static_cast<int>(code);
}

}  // namespace benchgate::cli
