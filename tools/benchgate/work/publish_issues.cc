#include "benchgate/work/publish_issues.h"

#include <memory>
#include <optional>
#include <sstream>
#include <string_view>
#include <unordered_map>

#include "benchgate/base/error.h"
#include "benchgate/github/change_issues.h"
#include "benchgate/github/consent.h"
#include "benchgate/github/dry_run_tracker.h"
#include "benchgate/github/github_issues.h"
#include "benchgate/github/workflow_api.h"
#include "benchgate/history/changes.h"
#include "benchgate/report/markdown_escape.h"
#include "benchgate/work/change_issue_list.h"

namespace benchgate::work {
namespace {

void check(const IssuesRequest& request) {
  if (!github::is_label(request.label)) {
    throw UsageError("--label: a label is one line of up to 50 characters, without commas");
  }
  if (!request.site_url.empty() && report::markdown_url(request.site_url).empty()) {
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

/// The changes of a history, and how issues about them are kept.
class StandingChanges {
 public:
  StandingChanges(const IssuesRequest& request, Observer& observer)
      : request_(request),
        history_(open_branch(request.history, observer)),
        places_(places_of(*history_)),
        changes_(issue_changes(
            history::report_on(*history_, [](const model::SeriesKey&) { return true; }))) {}

  IssuesOutcome sync(github::IssueTracker& tracker, std::ostream& log) const {
    const auto issues = github::sync_issues(tracker, changes_.list, options(), log);
    return {.standing = changes_.list.size() + changes_.without_commit,
            .without_commit = changes_.without_commit,
            .opened = issues.opened,
            .postponed = issues.postponed};
  }

 private:
  [[nodiscard]] std::optional<std::size_t> place_of(std::string_view commit) const {
    const auto found = places_.find(std::string(commit));
    return found == places_.end() ? std::nullopt : std::optional(found->second);
  }

  [[nodiscard]] github::IssueOptions options() const {
    return {.place_of = [this](std::string_view commit) { return place_of(commit); },
            .is_of_others =
                [this](const std::string& commit) { return history_->is_of_others(commit); },
            .texts = {.about =
                          [this](const std::string& before, const std::string& at) {
                            return issue_introduction(before, at, {.site_url = request_.site_url});
                          }},
            .most_new = request_.most};
  }

  const IssuesRequest& request_;
  std::unique_ptr<history::BranchView> history_;
  std::unordered_map<std::string, std::size_t> places_;
  IssueChanges changes_;
};

}  // namespace

IssuesOutcome publish_issues(const IssuesRequest& request, const Caller& caller,
                             std::ostream& log) {
  check(request);
  const StandingChanges changes(request, caller.observer);
  const auto workflow = github::read_workflow(caller.getenv);
  github::WorkflowApi access(workflow, request.patience, caller.getenv);
  github::GithubIssues tracker(access.api(), workflow, request.label);
  return changes.sync(tracker, log);
}

IssuesOutcome preview_issues(const IssuesRequest& request, Observer& observer, std::ostream& out) {
  check(request);
  const StandingChanges changes(request, observer);
  github::DryRunTracker tracker(out);
  std::ostringstream nothing_was_done;
  return changes.sync(tracker, nothing_was_done);
}

}  // namespace benchgate::work
