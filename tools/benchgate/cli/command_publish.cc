#include "benchgate/cli/command_publish.h"

#include <exception>
#include <filesystem>
#include <fstream>
#include <map>
#include <memory>
#include <optional>
#include <ostream>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "benchgate/base/error.h"
#include "benchgate/cli/policy_option.h"
#include "benchgate/cli/publish_api.h"
#include "benchgate/github/annotations.h"
#include "benchgate/github/comment.h"
#include "benchgate/github/consent.h"
#include "benchgate/github/dry_run_forge.h"
#include "benchgate/github/github_forge.h"
#include "benchgate/github/publish.h"
#include "benchgate/report/foreign_results.h"
#include "benchgate/report/markdown_escape.h"

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
  std::string result;
  std::string name = "benchgate";
  std::string report_url;
  std::string required_label;  // empty: none
  std::string policy = "benchgate.toml";
  std::string patience = "3min";
  github::CommentMode comment = github::CommentMode::Always;
  bool no_check = false;
  bool started = false;
  bool dry_run = false;
};

void check_options(const PublishOptions& options) {
  if (!github::is_comment_name(options.name)) {
    throw UsageError("--name: use up to 60 letters, digits and -_.");
  }
  if (!options.required_label.empty() && !github::is_label(options.required_label)) {
    throw UsageError("--require-label: a label is one line of up to 50 characters, without commas");
  }
  if (!options.report_url.empty() && report::markdown_url(options.report_url).empty()) {
    throw UsageError("--report-url: an address begins with https://");
  }
  if (options.started == options.result.empty()) return;
  throw UsageError(options.started ? "--started says that a result is on its way: name no RESULT"
                                   : "name the RESULT to publish, or say --started");
}

/// A step's summary is a file that is added to.
void write_summary(const std::string& file, const std::string& report) {
  if (file.empty()) return;
  std::ofstream out(file, std::ios::app | std::ios::binary);
  out << report << '\n';
  out.close();
  if (!out) throw EnvironmentError(fmt::format("cannot write the job's summary, {}", file));
}

github::Status status_of(const github::Publication& publication, const PublishOptions& options,
                         const github::Workflow& workflow) {
  return {.name = options.name,
          .state = publication.state,
          .title = publication.title,
          .summary = publication.report,
          .details_url = workflow.run_url,
          .annotations = publication.annotations};
}

/// The change's own files, as far as this is a checkout of it: a workflow that only publishes what
/// another one measured has some other commit's.
std::optional<github::WorkTree> work_tree(const github::Workflow& workflow,
                                          const Console& console) {
  const auto root = console.getenv("GITHUB_WORKSPACE");
  if (!root || root->empty() || workflow.event.name == "workflow_run") return std::nullopt;
  github::WorkTree tree{.root = std::filesystem::weakly_canonical(*root)};
  try {
    auto found = work::find_policy({});
    if (!found.path) return tree;
    const auto path = std::filesystem::weakly_canonical(*found.path).lexically_relative(tree.root);
    if (path.empty() || *path.begin() == "..") return tree;
    tree.policy = std::move(found.policy);
    tree.policy_path = path.generic_string();
  } catch (const Error&) {
    return tree;  // the gate has said what is wrong with it
  }
  return tree;
}

/// What is to be published, and why it is not the result, if it is not.
struct Prepared {
  github::Publication publication;
  std::optional<std::string> unusable;
  ExitCode exit_code = ExitCode::Passed;
};

/// A result that kept to all limits and still cannot be shown is none: publishing must come to an
/// end whatever is in it.
github::Publication shown(const gate::Assessment& assessment, const PublishOptions& options,
                          const github::Workflow& workflow) {
  try {
    return github::publication_of(assessment,
                                  {.run_url = workflow.run_url, .report_url = options.report_url});
  } catch (const std::exception& error) {
    throw InputError(options.result, fmt::format("cannot be shown: {}", error.what()));
  }
}

/// What the event alone decides; nothing where a result is to be read.
std::optional<github::Publication> without_result(const PublishOptions& options,
                                                  const github::Workflow& workflow) {
  switch (workflow.event.run_state) {
    case github::RunState::AwaitsApproval:
      return github::awaits_approval(workflow.run_url);
    case github::RunState::Cancelled:
      return github::cancelled(workflow.run_url);
    case github::RunState::Other:
      break;
  }
  if (options.started) return github::begun(workflow.run_url);
  return std::nullopt;
}

Prepared prepare(const PublishOptions& options, const github::Workflow& workflow,
                 const github::Change& change, github::Api* api, const Console& console) {
  if (auto known = without_result(options, workflow))
    return {.publication = std::move(*known), .unusable = {}};
  try {
    const auto assessment = report::read_foreign_results(options.result);
    const auto wrong = github::disagreement(assessment.head, change, workflow, api);
    if (!wrong.empty()) throw InputError(options.result, wrong);
    Prepared prepared{.publication = shown(assessment, options, workflow), .unusable = {}};
    if (const auto tree = work_tree(workflow, console)) {
      prepared.publication.annotations = github::annotations_of(assessment, *tree);
    }
    return prepared;
  } catch (const Error& error) {
    // Also where GitHub does not answer: what was begun must come to an end.
    return {github::no_result(workflow.run_url, error.what()), error.what(), error.exit_code()};
  }
}

class Publishing {
 public:
  Publishing(const PublishOptions& options, const github::Workflow& workflow,
             const github::Change& change, std::ostream& log)
      : options_(options), workflow_(workflow), change_(change), log_(log) {}

  void to(github::Forge& forge, github::Publication publication) {
    ask_for_consent(forge, publication);
    // First what needs no permission; then each for itself: one that is refused costs no other.
    if (!news_of(publication) && !options_.dry_run) {
      attempt([&] { write_summary(workflow_.summary_file, publication.report); });
    }
    if (!options_.no_check) {
      attempt([&] {
        forge.put_status(status_of(publication, options_, workflow_));
        log_ << fmt::format("check \"{}\": {}\n", options_.name, publication.title);
      });
    }
    attempt([&] { comment(forge, publication); });
    if (!failures_.empty()) throw EnvironmentError(failures_);
  }

  /// What went wrong before: told at the end.
  void has_failed(const std::string& message) {
    failures_ += (failures_.empty() ? "" : "\n") + message;
  }

 private:
  /// Nothing where the publication is about a result.
  static std::optional<github::RunNews> news_of(const github::Publication& publication) {
    switch (publication.state) {
      case github::StatusState::Running:
        return github::RunNews::Started;
      case github::StatusState::Cancelled:
        return github::RunNews::Cancelled;
      case github::StatusState::Waiting:
        return github::RunNews::AwaitsApproval;
      default:
        return std::nullopt;
    }
  }

  /// A merge queue holds pull requests that were asked before. Where it cannot be asked for, there
  /// is none.
  void ask_for_consent(github::Forge& forge, github::Publication& publication) {
    if (options_.required_label.empty() || workflow_.event.is_merge_group) return;
    if (news_of(publication)) return;
    github::ChangeAcceptances accepted;
    if (change_.pull_request) {
      accepted.unknown = "GitHub could not be asked";
      attempt(
          [&] { accepted = github::change_acceptances(forge, change_.commit, options_.policy); });
    }
    if (!github::needs_consent(publication, accepted)) return;
    github::Consent consent;
    if (change_.pull_request) attempt([&] { consent = forge.consent(options_.required_label); });
    github::demand_consent(publication, accepted, consent, options_.required_label);
  }

  void comment(github::Forge& forge, const github::Publication& publication) {
    if (options_.comment == github::CommentMode::Never) return;
    if (!change_.pull_request) {
      log_ << fmt::format("no comment: {}\n", change_.why_none);
      return;
    }
    const github::CommentOptions comment{
        .name = options_.name, .commit = change_.commit, .mode = options_.comment};
    if (const auto news = news_of(publication)) {
      github::mark_out_of_date(forge, comment, workflow_.run_url, *news, log_);
    } else {
      github::publish_comment(forge, publication, comment, log_);
    }
  }

  template <class Work>
  void attempt(Work work) {
    try {
      work();
    } catch (const EnvironmentError& error) {
      has_failed(error.what());
    }
  }

  const PublishOptions& options_;
  const github::Workflow& workflow_;
  const github::Change& change_;
  std::ostream& log_;
  std::string failures_;
};

ExitCode finish(const Prepared& prepared, const Console& console) {
  if (!prepared.unusable) return ExitCode::Passed;
  console.err << fmt::format("benchgate: {}; published \"No result\"\n", *prepared.unusable);
  return prepared.exit_code;
}

std::string change_text(const github::Workflow& workflow, const github::Change& change) {
  if (change.pull_request) {
    return fmt::format("pull request {}#{}", workflow.repository, *change.pull_request);
  }
  return fmt::format("commit {} of {}", change.commit, workflow.repository);
}

ExitCode show(const PublishOptions& options, const github::Workflow& workflow,
              const Console& console) {
  const auto change = github::change_of_event(workflow);
  const auto prepared = prepare(options, workflow, change, nullptr, console);
  github::DryRunForge forge(console.out, change_text(workflow, change));
  std::ostringstream nothing_was_done;
  Publishing(options, workflow, change, nothing_was_done).to(forge, prepared.publication);
  return finish(prepared, console);
}

ExitCode publish(const PublishOptions& options, const Console& console) {
  check_options(options);
  const auto workflow = github::read_workflow(console.getenv);
  if (options.dry_run) return show(options, workflow, console);
  PublishApi publish_api(workflow, options.patience, console);
  auto& api = publish_api.api();
  auto change = github::change_of_event(workflow);
  Publishing publishing(options, workflow, change, console.err);
  try {
    change = github::find_change(workflow, api);
  } catch (const EnvironmentError& error) {
    // The check belongs to the commit, and is finished without the pull request.
    change.why_none = "the pull request could not be looked up";
    publishing.has_failed(error.what());
  }
  const auto prepared = prepare(options, workflow, change, &api, console);
  github::GithubForge forge(api, workflow, change);
  publishing.to(forge, prepared.publication);
  return finish(prepared, console);
}

void add_options(CLI::App& command, PublishOptions& options) {
  command.add_option("result", options.result, "A results file")->type_name("RESULT");
  command.add_flag("--started", options.started,
                   "A run has begun: mark the comment as out of date");
  const std::map<std::string, github::CommentMode> modes = {
      {"always", github::CommentMode::Always},
      {"on-change", github::CommentMode::OnChange},
      {"never", github::CommentMode::Never}};
  command.add_option("--comment", options.comment, "always, on-change or never [always]")
      ->transform(CLI::CheckedTransformer(modes).description(""))
      ->type_name("WHEN");
  command
      .add_option("--require-label", options.required_label,
                  "Label that a change with new acceptances needs")
      ->type_name("LABEL");
  command
      .add_option("--policy", options.policy,
                  "Path of the policy in the repository, for --require-label [benchgate.toml]")
      ->type_name("PATH");
  command.add_flag("--no-check", options.no_check, "Do not write a check");
  command
      .add_option("--name", options.name,
                  "Name of the check; give each publisher of a pull request its own [benchgate]")
      ->type_name("NAME");
  command.add_option("--report-url", options.report_url, "Address of the HTML report")
      ->type_name("URL");
  add_patience_option(command, options.patience);
  command.add_flag("--dry-run", options.dry_run, "Show the requests without sending them");
}

}  // namespace

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
