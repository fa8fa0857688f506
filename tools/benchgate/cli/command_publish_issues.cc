#include <memory>
#include <string>

#include <fmt/format.h>

#include "benchgate/cli/command_publish.h"
#include "benchgate/cli/console_observer.h"
#include "benchgate/cli/place_options.h"
#include "benchgate/report/wording.h"
#include "benchgate/work/publish_issues.h"

namespace benchgate::cli {
namespace {

constexpr const char* kFooter =
    "Opens one issue for each change point that made things slower and stands. Changes at the "
    "same commits share one. Its text is kept up to date, and it is closed when the change has "
    "gone away. An issue that a person closed stays closed. A hidden line in each issue names "
    "its changes; nothing else is stored.\n\n"
    "Runs in a step of GitHub Actions. The token comes from GITHUB_TOKEN or GH_TOKEN and needs "
    "`issues: write`. LOCATION is a folder or a database, as for `benchgate store`.\n\n"
    "Examples:\n"
    "  benchgate publish issues history\n"
    "  benchgate publish issues history --site-url https://octo.github.io/words\n"
    "  benchgate publish issues history --dry-run       shows what it would send";

struct IssuesOptions {
  work::IssuesRequest request;
  std::string patience = "3min";
  bool dry_run = false;
};

/// What a dry run printed, in numbers, also where that is nothing.
std::string dry_run_summary(const work::IssuesOutcome& issues) {
  if (issues.standing == 0) {
    return "Nothing to open: no change for the worse stands in this history. Open issues whose "
           "change has gone away would be closed.\n";
  }
  auto text = fmt::format("{} for the worse: {} would be opened, where there is none yet.\n",
                          report::counted(issues.standing, "standing change", "standing changes"),
                          report::counted(issues.opened, "issue", "issues"));
  if (issues.postponed > 0) {
    text += fmt::format("{} more would wait for the next time: --most sets how many at once.\n",
                        issues.postponed);
  }
  return text;
}

/// Changes that get no issue must not vanish without a word.
std::string without_commit_text(const work::IssuesOutcome& issues) {
  if (issues.without_commit == 0) return {};
  return fmt::format("{} no issue: the runs around them name no full commit.\n",
                     report::counted(issues.without_commit, "change gets", "changes get"));
}

ExitCode publish(const IssuesOptions& options, const Console& console) {
  auto request = options.request;
  request.patience = patience_of(options.patience);
  ConsoleObserver observer(console);
  if (options.dry_run) {
    const auto issues = work::preview_issues(request, observer, console.out);
    console.out << dry_run_summary(issues) << without_commit_text(issues);
    return ExitCode::Passed;
  }
  const auto issues = work::publish_issues(request, observer.caller(), console.err);
  console.err << fmt::format(
                     "{} for the worse\n",
                     report::counted(issues.standing, "standing change", "standing changes"))
              << without_commit_text(issues);
  return ExitCode::Passed;
}

}  // namespace

void add_publish_issues_command(CLI::App& publish_command, Action& chosen) {
  auto options = std::make_shared<IssuesOptions>();
  auto* command =
      publish_command.add_subcommand("issues", "Keep an issue for each change point that stands");
  command->footer(kFooter);
  command->add_option("location", options->request.history.location, "The history")
      ->type_name("LOCATION")
      ->required();
  add_branch_option(*command, options->request.history.branch);
  command->add_option("--site-url", options->request.site_url, "Address of the dashboard")
      ->type_name("URL");
  command->add_option("--label", options->request.label, "Label of the issues [benchgate]")
      ->type_name("LABEL");
  command
      ->add_option("--most", options->request.most,
                   "Most issues opened in one call, worst changes first [10]")
      ->type_name("COUNT")
      ->check(CLI::Range(1, 100).description(""));
  add_patience_option(*command, options->patience);
  command->add_flag("--dry-run", options->dry_run, "Show the requests without sending them");
  command->callback([options, &chosen] {
    chosen = [options](const Console& console) { return publish(*options, console); };
  });
}

}  // namespace benchgate::cli
