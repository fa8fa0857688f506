#include "benchgate/work/publish.h"

#include <fstream>
#include <sstream>
#include <utility>

#include <fmt/format.h>

#include "benchgate/github/change_acceptances.h"
#include "benchgate/github/comment.h"
#include "benchgate/github/consent.h"
#include "benchgate/github/dry_run_forge.h"
#include "benchgate/github/github_forge.h"
#include "benchgate/github/workflow_api.h"
#include "benchgate/report/markdown_escape.h"

namespace benchgate::work {
namespace {

void check(const PublishRequest& request) {
  if (!github::is_comment_name(request.name)) {
    throw UsageError("--name: use up to 60 letters, digits and -_.");
  }
  if (!request.required_label.empty() && !github::is_label(request.required_label)) {
    throw UsageError("--require-label: a label is one line of up to 50 characters, without commas");
  }
  if (!request.source.report_url.empty() &&
      report::markdown_url(request.source.report_url).empty()) {
    throw UsageError("--report-url: an address begins with https://");
  }
  if (request.started == request.source.result.empty()) return;
  throw UsageError(request.started ? "--started says that a result is on its way: name no RESULT"
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

github::Status status_of(const github::Publication& publication, const PublishRequest& request,
                         const github::Workflow& workflow) {
  return {.name = request.name,
          .state = publication.state,
          .title = publication.title,
          .summary = publication.report,
          .details_url = workflow.run_url,
          .annotations = publication.annotations};
}

class Publishing {
 public:
  Publishing(const PublishRequest& request, const github::Workflow& workflow,
             const github::Change& change, std::ostream& log)
      : request_(request), workflow_(workflow), change_(change), log_(log) {}

  void to(github::Forge& forge, github::Publication publication) {
    ask_for_consent(forge, publication);
    // First what needs no permission; then each for itself: one that is refused costs no other.
    if (!news_of(publication)) {
      attempt([&] { write_summary(workflow_.summary_file, publication.report); });
    }
    if (!request_.no_check) {
      attempt([&] {
        forge.put_status(status_of(publication, request_, workflow_));
        log_ << fmt::format("check \"{}\": {}\n", request_.name, publication.title);
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
    if (request_.required_label.empty() || workflow_.event.is_merge_group) return;
    if (news_of(publication)) return;
    github::ChangeAcceptances accepted;
    if (change_.pull_request) {
      accepted.unknown = "GitHub could not be asked";
      attempt(
          [&] { accepted = github::change_acceptances(forge, change_.commit, request_.policy); });
    }
    if (!github::needs_consent(publication, accepted)) return;
    github::Consent consent;
    if (change_.pull_request) attempt([&] { consent = forge.consent(request_.required_label); });
    github::demand_consent(publication, accepted, consent, request_.required_label);
  }

  void comment(github::Forge& forge, const github::Publication& publication) {
    if (request_.comment == github::CommentMode::Never) return;
    if (!change_.pull_request) {
      log_ << fmt::format("no comment: {}\n", change_.why_none);
      return;
    }
    const github::CommentOptions comment{
        .name = request_.name, .commit = change_.commit, .mode = request_.comment};
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

  const PublishRequest& request_;
  const github::Workflow& workflow_;
  const github::Change& change_;
  std::ostream& log_;
  std::string failures_;
};

std::string change_text(const github::Workflow& workflow, const github::Change& change) {
  if (change.pull_request) {
    return fmt::format("pull request {}#{}", workflow.repository, *change.pull_request);
  }
  return fmt::format("commit {} of {}", change.commit, workflow.repository);
}

}  // namespace

std::optional<UnusableResult> preview_publication(const PublishRequest& request,
                                                  const Getenv& getenv, std::ostream& out) {
  check(request);
  auto workflow = github::read_workflow(getenv);
  workflow.summary_file.clear();
  const auto change = github::change_of_event(workflow);
  const auto prepared = prepare_publication(request.source, workflow, change, nullptr, getenv);
  github::DryRunForge forge(out, change_text(workflow, change));
  std::ostringstream nothing_was_done;
  Publishing(request, workflow, change, nothing_was_done).to(forge, prepared.publication);
  return prepared.unusable;
}

std::optional<UnusableResult> publish(const PublishRequest& request, const Getenv& getenv,
                                      std::ostream& log) {
  check(request);
  const auto workflow = github::read_workflow(getenv);
  github::WorkflowApi access(workflow, request.patience, getenv);
  auto& api = access.api();
  auto change = github::change_of_event(workflow);
  Publishing publishing(request, workflow, change, log);
  try {
    change = github::find_change(workflow, api);
  } catch (const EnvironmentError& error) {
    // The check belongs to the commit, and is finished without the pull request.
    change.why_none = "the pull request could not be looked up";
    publishing.has_failed(error.what());
  }
  const auto prepared = prepare_publication(request.source, workflow, change, &api, getenv);
  github::GithubForge forge(api, workflow, change);
  publishing.to(forge, prepared.publication);
  return prepared.unusable;
}

}  // namespace benchgate::work
