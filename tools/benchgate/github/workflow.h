// Facts that GitHub Actions gives to a step: where it runs, for which commit, for which pull
// request.
//
// All of it comes from the runner (environment variables and the event's file), nothing from what a
// pull request's own code may have written. Asks nobody; what the event does not say is looked up
// by find_change().
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "benchgate/base/getenv.h"

namespace benchgate::github {

/// workflow_run: why the run that was to measure has no result to be read.
enum class RunState {
  Other,           ///< there may be one
  Cancelled,       ///< by somebody, by a newer run, or by its timeout-minutes
  AwaitsApproval,  ///< a first-time contributor's: somebody with write access has to start it
};

/// What started the workflow.
struct Event {
  std::string name;                          ///< "pull_request", "workflow_run", "push", ...
  std::optional<std::int64_t> pull_request;  ///< its number, where the event says it
  std::string head_commit;                   ///< the commit that is under review
  std::string base_branch;                   ///< that the pull request is meant for; may be empty
  /// When the pull request had `head_commit` as its head, by GitHub's own clock; may be empty.
  std::string head_seen_at;
  /// workflow_run: where the branch is whose workflow has ended.
  std::string head_owner;
  std::string head_branch;
  RunState run_state = RunState::Other;
  bool from_fork = false;  ///< then a token of the event itself may only read
  /// A merge queue tries several pull requests, each of which was let in before; also where the
  /// run of a workflow_run did.
  bool is_merge_group = false;
};

struct Workflow {
  std::string api_url;     ///< without a slash at its end
  std::string repository;  ///< "owner/name"
  std::string commit;      ///< GITHUB_SHA: for pull_request, its merge into the base branch
  std::string run_id;      ///< number of the run that measured; may be empty
  std::string run_url;     ///< its page; may be empty
  std::string summary_file;
  Event event;
};

/// Throws EnvironmentError where this is no workflow of GitHub Actions, InputError where the
/// event's file cannot be used.
[[nodiscard]] Workflow read_workflow(const Getenv& getenv);

/// GITHUB_TOKEN, else GH_TOKEN. Nothing where neither is set; throws EnvironmentError where it
/// cannot be a token.
[[nodiscard]] std::optional<std::string> read_token(const Getenv& getenv);

}  // namespace benchgate::github
