#include "benchgate/github/workflow.h"

#include <algorithm>
#include <cstddef>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "benchgate/base/commit_id.h"
#include "benchgate/base/error.h"
#include "benchgate/base/file.h"
#include "benchgate/github/json_text.h"

namespace benchgate::github {
namespace {

using Json = nlohmann::json;

constexpr std::size_t kMostEventBytes = std::size_t{32} << 20U;  // GitHub's own limit is 25 MB

std::string required(const Getenv& getenv, const char* name) {
  auto value = getenv(name);
  if (value && !value->empty()) return std::move(*value);
  throw EnvironmentError(
      fmt::format("{} is not set: `benchgate publish` runs in a step of GitHub Actions", name));
}

std::string without_slash(std::string url) {
  while (url.ends_with('/')) url.pop_back();
  return url;
}

/// "owner/name", of characters that mean nothing in a path.
bool is_repository(std::string_view text) {
  const auto is_plain = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '_' || c == '.' || c == '/';
  };
  return std::ranges::all_of(text, is_plain) && std::ranges::count(text, '/') == 1 &&
         !text.starts_with('/') && !text.ends_with('/') &&
         text.find("..") == std::string_view::npos;
}

void read_pull_request(const Json& json, const std::string& repository, Event& event) {
  event.pull_request = number_at(json, {"pull_request", "number"});
  event.head_commit = text_at(json, {"pull_request", "head", "sha"});
  event.base_branch = text_at(json, {"pull_request", "base", "ref"});
  event.head_seen_at = text_at(json, {"pull_request", "updated_at"});
  // The repository of a branch that was deleted is null: then nobody knows, and it counts as one.
  event.from_fork = text_at(json, {"pull_request", "head", "repo", "full_name"}) != repository;
}

RunState run_state(std::string_view conclusion, std::string_view status) {
  if (conclusion == "cancelled") return RunState::Cancelled;
  if (conclusion == "action_required" || status == "action_required" || status == "waiting") {
    return RunState::AwaitsApproval;
  }
  return RunState::Other;
}

void read_workflow_run(const Json& json, Workflow& workflow) {
  workflow.event.head_commit = text_at(json, {"workflow_run", "head_sha"});
  workflow.event.head_seen_at = text_at(json, {"workflow_run", "created_at"});
  workflow.event.head_branch = text_at(json, {"workflow_run", "head_branch"});
  workflow.event.head_owner = text_at(json, {"workflow_run", "head_repository", "owner", "login"});
  workflow.event.run_state = run_state(text_at(json, {"workflow_run", "conclusion"}),
                                       text_at(json, {"workflow_run", "status"}));
  workflow.event.is_merge_group = text_at(json, {"workflow_run", "event"}) == "merge_group";
  const auto id = number_at(json, {"workflow_run", "id"});
  workflow.run_id = id ? fmt::format("{}", *id) : std::string();
  workflow.run_url = text_at(json, {"workflow_run", "html_url"});
}

void read_event(const std::string& path, Workflow& workflow) {
  const auto json = Json::parse(read_file(path, kMostEventBytes), nullptr, false);
  if (!json.is_object()) throw InputError(path, "is not an event of GitHub Actions");
  auto& event = workflow.event;
  if (json.contains("pull_request")) read_pull_request(json, workflow.repository, event);
  if (json.contains("workflow_run")) read_workflow_run(json, workflow);
  if (json.contains("merge_group")) {
    event.head_commit = text_at(json, {"merge_group", "head_sha"});
    event.is_merge_group = true;
  }
  if (event.head_commit.empty()) event.head_commit = workflow.commit;
  if (!is_full_commit(event.head_commit))
    throw InputError(path, "names no commit that is under review");
}

}  // namespace

Workflow read_workflow(const Getenv& getenv) {
  Workflow workflow;
  workflow.repository = required(getenv, "GITHUB_REPOSITORY");
  if (!is_repository(workflow.repository)) {
    throw EnvironmentError("GITHUB_REPOSITORY does not read OWNER/NAME");
  }
  workflow.api_url = without_slash(getenv("GITHUB_API_URL").value_or("https://api.github.com"));
  workflow.commit = getenv("GITHUB_SHA").value_or("");
  workflow.summary_file = getenv("GITHUB_STEP_SUMMARY").value_or("");
  workflow.event.name = getenv("GITHUB_EVENT_NAME").value_or("");
  if (const auto run = getenv("GITHUB_RUN_ID"); run && !run->empty()) {
    workflow.run_id = *run;
    const auto server = getenv("GITHUB_SERVER_URL").value_or("https://github.com");
    workflow.run_url =
        fmt::format("{}/{}/actions/runs/{}", without_slash(server), workflow.repository, *run);
  }
  read_event(required(getenv, "GITHUB_EVENT_PATH"), workflow);
  return workflow;
}

std::optional<std::string> read_token(const Getenv& getenv) {
  for (const char* name : {"GITHUB_TOKEN", "GH_TOKEN"}) {
    auto token = getenv(name);
    if (!token) continue;
    while (!token->empty() && (token->back() == '\n' || token->back() == '\r')) token->pop_back();
    if (token->empty()) continue;
    const bool usable = token->size() < 4096 &&
                        std::ranges::all_of(*token, [](char c) { return c > ' ' && c < '\x7f'; });
    if (!usable) throw EnvironmentError(fmt::format("{} does not hold a token", name));
    return token;
  }
  return std::nullopt;
}

}  // namespace benchgate::github
