#include <memory>
#include <sstream>
#include <string>
#include <unordered_map>
#include <vector>

#include <fmt/format.h>

#include "benchgate/base/error.h"
#include "benchgate/cli/branch_option.h"
#include "benchgate/cli/command_publish.h"
#include "benchgate/cli/publish_api.h"
#include "benchgate/github/change_issues.h"
#include "benchgate/github/consent.h"
#include "benchgate/github/dry_run_tracker.h"
#include "benchgate/github/github_issues.h"
#include "benchgate/history/changes.h"
#include "benchgate/report/markdown_escape.h"
#include "benchgate/report/wording.h"
#include "benchgate/store/history_store.h"
#include "benchgate/work/change_issue_list.h"

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
  std::string location;
  BranchOption branch;
  std::string site_url;
  std::string label = "benchgate";
  std::string patience = "3min";
  std::size_t most = 10;
  bool dry_run = false;
};

void check_options(const IssuesOptions& options) {
  if (!github::is_label(options.label)) {
    throw UsageError("--label: a label is one line of up to 50 characters, without commas");
  }
  if (!options.site_url.empty() && report::markdown_url(options.site_url).empty()) {
    throw UsageError("--site-url: an address begins with https://");
  }
}

/// Where a commit stands among the runs: the place of the first run of it.
std::unordered_map<std::string, std::size_t> places_of(const store::HistoryStore& history) {
  std::unordered_map<std::string, std::size_t> places;
  std::size_t place = 0;
  for (const auto& run : history.runs()) places.try_emplace(run.commit, place++);
  return places;
}

/// What a dry run printed, in numbers, also where that is nothing.
std::string dry_run_summary(const work::IssueChanges& changes, const github::OpenedIssues& issues) {
  const auto standing = changes.list.size() + changes.without_commit;
  if (standing == 0) {
    return "Nothing to open: no change for the worse stands in this history. Open issues whose "
           "change has gone away would be closed.\n";
  }
  auto text = fmt::format("{} for the worse: {} would be opened, where there is none yet.\n",
                          report::counted(standing, "standing change", "standing changes"),
                          report::counted(issues.opened, "issue", "issues"));
  if (issues.postponed > 0) {
    text += fmt::format("{} more would wait for the next time: --most sets how many at once.\n",
                        issues.postponed);
  }
  return text;
}

/// Changes that get no issue must not vanish without a word.
std::string without_commit_text(const work::IssueChanges& changes) {
  if (changes.without_commit == 0) return {};
  return fmt::format("{} no issue: the runs around them name no full commit.\n",
                     report::counted(changes.without_commit, "change gets", "changes get"));
}

ExitCode publish(const IssuesOptions& options, const Console& console) {
  check_options(options);
  const auto history = open_branch(options.location, options.branch, console);
  const auto changes =
      work::issue_changes(history::report_on(*history, [](const auto& /*key*/) { return true; }));
  const auto places = places_of(*history);
  const github::IssueOptions how{
      .place_of = [&places](std::string_view commit) -> std::optional<std::size_t> {
        const auto found = places.find(std::string(commit));
        if (found == places.end()) return std::nullopt;
        return found->second;
      },
      .is_of_others = [&](const std::string& commit) { return history->is_of_others(commit); },
      .texts = {.about =
                    [&options](const std::string& before, const std::string& at) {
                      return work::issue_introduction(before, at, {.site_url = options.site_url});
                    }},
      .most_new = options.most};
  if (options.dry_run) {
    github::DryRunTracker tracker(console.out);
    std::ostringstream nothing_was_done;
    const auto issues = github::sync_issues(tracker, changes.list, how, nothing_was_done);
    console.out << dry_run_summary(changes, issues) << without_commit_text(changes);
    return ExitCode::Passed;
  }
  const auto workflow = github::read_workflow(console.getenv);
  PublishApi api(workflow, options.patience, console);
  github::GithubIssues tracker(api.api(), workflow, options.label);
  github::sync_issues(tracker, changes.list, how, console.err);
  console.err << fmt::format("{} for the worse\n",
                             report::counted(changes.list.size() + changes.without_commit,
                                             "standing change", "standing changes"));
  console.err << without_commit_text(changes);
  return ExitCode::Passed;
}

}  // namespace

void add_publish_issues_command(CLI::App& publish_command, Action& chosen) {
  auto options = std::make_shared<IssuesOptions>();
  auto* command =
      publish_command.add_subcommand("issues", "Keep an issue for each change point that stands");
  command->footer(kFooter);
  command->add_option("location", options->location, "The history")
      ->type_name("LOCATION")
      ->required();
  add_branch_option(*command, options->branch);
  command->add_option("--site-url", options->site_url, "Address of the dashboard")
      ->type_name("URL");
  command->add_option("--label", options->label, "Label of the issues [benchgate]")
      ->type_name("LABEL");
  command
      ->add_option("--most", options->most,
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
