#include "benchgate/github/change.h"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "benchgate/base/commit_id.h"
#include "benchgate/base/percent_encoding.h"
#include "benchgate/github/json_text.h"

namespace benchgate::github {
namespace {

bool is_workflow_run(const Workflow& workflow) {
  return workflow.event.name == "workflow_run";
}

/// "owner:branch" that the run was about, as GitHub writes it in pull requests; empty where the
/// event does not know.
std::string head_label(const Event& event) {
  if (event.head_owner.empty() || event.head_branch.empty()) return {};
  return event.head_owner + ":" + event.head_branch;
}

/// An open pull request of this repository whose head is the commit, as GitHub lists it; and is the
/// branch of the run: several branches, of several owners, may be at the same commit.
struct Candidates {
  const Workflow& workflow;
  std::vector<std::int64_t> numbers;
  std::string base_branch;

  void take(const Json& pull) {
    if (text_at(pull, {"state"}) != "open") return;
    if (text_at(pull, {"head", "sha"}) != workflow.event.head_commit) return;
    if (text_at(pull, {"base", "repo", "full_name"}) != workflow.repository) return;
    const auto label = head_label(workflow.event);
    if (!label.empty() && text_at(pull, {"head", "label"}) != label) return;
    const auto number = number_at(pull, {"number"});
    if (!number || std::ranges::count(numbers, *number) > 0) return;
    numbers.push_back(*number);
    base_branch = text_at(pull, {"base", "ref"});
  }
};

/// By the branch; by the commit only where the event names no branch, as where a fork is gone.
Candidates candidates(const Workflow& workflow, Api& api) {
  Candidates found{.workflow = workflow, .numbers = {}, .base_branch = {}};
  const auto& event = workflow.event;
  const auto take = [&found](const Json& pull) { found.take(pull); };
  if (const auto label = head_label(event); !label.empty()) {
    api.each(fmt::format("/repos/{}/pulls?state=open&head={}", workflow.repository,
                         percent_encoded(label)),
             "", take);
    return found;
  }
  try {
    api.each(fmt::format("/repos/{}/commits/{}/pulls", workflow.repository, event.head_commit), "",
             take);
  } catch (const ApiError& error) {
    // The repository does not know a fork's commit.
    if (error.status() != 404 && error.status() != 422) throw;
  }
  return found;
}

/// Does the repository know `merge` as a merge of `commit`? Nothing where it shows no such commit:
/// then there is none, or the token may not see it.
std::optional<bool> is_merge_of(const std::string& merge, const std::string& commit,
                                const Workflow& workflow, Api& api) {
  if (!is_full_commit(merge)) return false;
  Json answer;
  try {
    answer = api.get(fmt::format("/repos/{}/git/commits/{}", workflow.repository, merge));
  } catch (const ApiError& error) {
    if (error.status() != 403 && error.status() != 404 && error.status() != 422) throw;
    return std::nullopt;
  }
  if (!answer.is_object() || !answer.contains("parents")) return false;
  const auto& parents = answer.at("parents");
  return parents.is_array() && parents.size() == 2 &&
         std::ranges::any_of(
             parents, [&commit](const Json& parent) { return text_at(parent, {"sha"}) == commit; });
}

Candidates permitted_candidates(const Workflow& workflow, Api& api) {
  try {
    return candidates(workflow, api);
  } catch (const ApiError& error) {
    if (error.status() != 403 && error.status() != 404) throw;
    throw EnvironmentError(fmt::format(
        "{}: the token may not look for the pull request; give the job\n  permissions:\n    "
        "pull-requests: write",
        error.what()));
  }
}

}  // namespace

Change change_of_event(const Workflow& workflow) {
  const auto& event = workflow.event;
  return {.commit = event.head_commit,
          .pull_request = event.pull_request,
          .base_branch = event.base_branch,
          .why_none = event.pull_request
                          ? std::string()
                          : fmt::format("the event '{}' is not about a pull request", event.name)};
}

Change find_change(const Workflow& workflow, Api& api) {
  auto change = change_of_event(workflow);
  if (change.pull_request || !is_workflow_run(workflow)) return change;
  const auto found = permitted_candidates(workflow, api);
  if (found.numbers.size() == 1) {
    change.pull_request = found.numbers.front();
    change.base_branch = found.base_branch;
    change.why_none.clear();
  } else if (found.numbers.empty()) {
    change.why_none =
        fmt::format("no open pull request has the commit {} as its head", change.commit);
  } else {
    change.why_none = fmt::format(
        "the commit {} is the head of several pull requests, #{}, and which of them was "
        "measured is not known",
        change.commit, fmt::join(found.numbers, ", #"));
  }
  return change;
}

std::string disagreement(const gate::SideIdentity& head, const Change& change,
                         const Workflow& workflow, Api* api) {
  const bool elsewhere = is_workflow_run(workflow);
  if (head.commit.empty()) {
    return elsewhere ? "does not say which commit it measured" : std::string();
  }
  if (head.commit == change.commit) return {};
  // Only there is GITHUB_SHA the merge; of pull_request_target it is the base branch's tip.
  if (workflow.event.name == "pull_request" && head.commit == workflow.commit) return {};
  if (api == nullptr) return {};
  const auto is_merge = is_merge_of(head.commit, change.commit, workflow, *api);
  if (is_merge == true) return {};
  return fmt::format(
      "measured another commit than {}, which this run is about{}", change.commit,
      is_merge ? ""
               : "; were it a merge of that, seeing so would take the permission `contents: read`, "
                 "or measuring the commit itself: check out with `ref: head.sha` of the pull "
                 "request");
}

}  // namespace benchgate::github
