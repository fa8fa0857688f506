#include "benchgate/cli/command_publish.h"

#include <chrono>
#include <map>
#include <memory>
#include <string>

#include <fmt/format.h>

#include "benchgate/base/error.h"
#include "benchgate/work/duration.h"
#include "benchgate/work/publish.h"

namespace benchgate::cli {
namespace {

constexpr const char* kFooter =
    "Runs in a step of GitHub Actions, after `benchgate gate ... --output "
    "json=out/results.json`. RESULT may come from a fork: the event names the pull request, and "
    "a result of another commit is refused. The token comes from GITHUB_TOKEN or GH_TOKEN and "
    "needs `pull-requests: write` for the comment and `checks: write` for the check.\n\n"
    "There is one comment, updated by every run. The exit code is 0 once everything is "
    "published, whatever the verdict. It is 3 for an unusable result, which is published as "
    "such, and 4 if GitHub refuses.\n\n"
    "Examples:\n"
    "  benchgate publish github --started              before measuring: what is there is "
    "outdated\n"
    "  benchgate publish github out/results.json\n"
    "  benchgate publish github out/results.json --comment on-change --report-url "
    "\"$ARTIFACT_URL\"\n"
    "  benchgate publish github out/results.json --dry-run       shows what it would send";

struct PublishOptions {
  work::PublishRequest request;
  std::string patience = "3min";
  bool dry_run = false;
};

ExitCode publish(const PublishOptions& options, const Console& console) {
  auto request = options.request;
  request.patience = patience_of(options.patience);
  const auto unusable = options.dry_run
                            ? work::preview_publication(request, console.getenv, console.out)
                            : work::publish(request, console.getenv, console.err);
  if (!unusable) return ExitCode::Passed;
  console.err << fmt::format("benchgate: {}; published \"No result\"\n", unusable->reason);
  return unusable->exit_code;
}

void add_options(CLI::App& command, PublishOptions& options) {
  command.add_option("result", options.request.source.result, "A results file")
      ->type_name("RESULT");
  command.add_flag("--started", options.request.started,
                   "A run has begun: mark the comment as out of date");
  const std::map<std::string, github::CommentMode> modes = {
      {"always", github::CommentMode::Always},
      {"on-change", github::CommentMode::OnChange},
      {"never", github::CommentMode::Never}};
  command.add_option("--comment", options.request.comment, "always, on-change or never [always]")
      ->transform(CLI::CheckedTransformer(modes).description(""))
      ->type_name("WHEN");
  command
      .add_option("--require-label", options.request.required_label,
                  "Label that a change with new acceptances needs")
      ->type_name("LABEL");
  command
      .add_option("--policy", options.request.policy,
                  "Path of the policy in the repository, for --require-label [benchgate.toml]")
      ->type_name("PATH");
  command.add_flag("--no-check", options.request.no_check, "Do not write a check");
  command
      .add_option("--name", options.request.name,
                  "Name of the check; give each publisher of a pull request its own [benchgate]")
      ->type_name("NAME");
  command
      .add_option("--report-url", options.request.source.report_url, "Address of the HTML report")
      ->type_name("URL");
  add_patience_option(command, options.patience);
  command.add_flag("--dry-run", options.dry_run, "Show the requests without sending them");
}

}  // namespace

std::chrono::milliseconds patience_of(const std::string& text) {
  return std::chrono::ceil<std::chrono::milliseconds>(work::parse_duration(text, "--patience"));
}

void add_patience_option(CLI::App& command, std::string& patience) {
  command
      .add_option("--patience", patience,
                  "The most that is waited, all together, where GitHub limits or fails [3min]")
      ->type_name("TIME");
}

void add_publish_command(CLI::App& app, Action& chosen) {
  auto options = std::make_shared<PublishOptions>();
  auto* publish_command = app.add_subcommand("publish", "Publish a verdict on GitHub");
  publish_command->require_subcommand(1);
  auto* command =
      publish_command->add_subcommand("github", "Write a comment, a check and the job's summary");
  command->footer(kFooter);
  add_options(*command, *options);
  command->callback([options, &chosen] {
    chosen = [options](const Console& console) { return publish(*options, console); };
  });
  add_publish_issues_command(*publish_command, chosen);
}

}  // namespace benchgate::cli
