#include "benchgate/github/github_forge.h"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <utility>

#include <fmt/format.h>

#include "benchgate/base/commit_id.h"
#include "benchgate/base/percent_encoding.h"
#include "benchgate/github/json_text.h"
#include "benchgate/github/label_consent.h"
#include "benchgate/github/repository_file.h"

namespace benchgate::github {
namespace {

constexpr std::string_view kExternalId = "benchgate:";
/// GitHub takes 50 annotations in one request, and adds those of the next one to them.
constexpr std::size_t kMostAnnotations = 50;

/// FNV-1a: tells whether a status is the one that was put already.
std::uint64_t digest(std::string_view text) {
  std::uint64_t hash = 0xcbf29ce484222325U;
  for (const char c : text) {
    hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3U;
  }
  return hash;
}

std::string_view conclusion_of(StatusState state) {
  switch (state) {
    case StatusState::Passed:
      return "success";
    case StatusState::Neutral:
      return "neutral";
    case StatusState::Cancelled:
      return "cancelled";
    case StatusState::Waiting:
      return "action_required";
    case StatusState::Failed:
    case StatusState::Running:
      break;
  }
  return "failure";
}

Json annotations_of(const Status& status) {
  auto list = Json::array();
  for (const auto& annotation : status.annotations) {
    if (list.size() == kMostAnnotations) break;
    list.push_back({{"path", annotation.path},
                    {"start_line", annotation.line},
                    {"end_line", annotation.line},
                    {"annotation_level", annotation.is_failure ? "failure" : "warning"},
                    {"title", annotation.title},
                    {"message", annotation.message}});
  }
  return list;
}

/// Identifiers grow with time; they come and go as texts.
std::int64_t as_number(const OwnComment& comment) {
  std::int64_t number = 0;
  std::from_chars(comment.id.data(), comment.id.data() + comment.id.size(), number);
  return number;
}

}  // namespace

GithubForge::GithubForge(Api& api, const Workflow& workflow, const Change& change)
    : access_(api, workflow), change_(change) {}

std::vector<OwnComment> GithubForge::own_comments(std::string_view beginning) {
  std::vector<OwnComment> found;
  access_.permitted("pull-requests: write", [&] {
    const auto path = fmt::format("{}/issues/{}/comments", access_.repository_path(),
                                  change_.pull_request.value());
    access_.api().each(path, "", [&](const Json& comment) {
      const auto id = number_at(comment, {"id"});
      auto body = text_at(comment, {"body"});
      if (!id || !body.starts_with(beginning)) return;
      if (!access_.is_own(comment)) return;
      found.push_back({.id = fmt::format("{}", *id), .body = std::move(body)});
    });
    return Json();
  });
  // Pages move while they are read: the same comment may come twice.
  std::ranges::sort(found, {}, as_number);
  const auto twice = std::ranges::unique(found, {}, &OwnComment::id);
  found.erase(twice.begin(), twice.end());
  return found;
}

void GithubForge::post_comment(const std::string& body) {
  access_.permitted("pull-requests: write", [&] {
    const auto path = fmt::format("{}/issues/{}/comments", access_.repository_path(),
                                  change_.pull_request.value());
    auto posted = access_.api().send("POST", path, {{"body", body}});
    access_.remember_author(posted);
    return posted;
  });
}

bool GithubForge::update_comment(const std::string& id, const std::string& body) {
  bool there = true;
  access_.permitted("pull-requests: write", [&] {
    try {
      return access_.api().send("PATCH",
                                fmt::format("{}/issues/comments/{}", access_.repository_path(), id),
                                {{"body", body}});
    } catch (const ApiError& error) {
      if (!is_gone(error)) throw;
      there = false;
      return Json();
    }
  });
  return there;
}

void GithubForge::delete_comment(const std::string& id) {
  access_.permitted("pull-requests: write", [&] {
    try {
      return access_.api().send(
          "DELETE", fmt::format("{}/issues/comments/{}", access_.repository_path(), id), Json());
    } catch (const ApiError& error) {
      if (!is_gone(error)) throw;
      return Json();
    }
  });
}

bool GithubForge::is_newest() {
  const auto pull = access_.permitted("pull-requests: write", [&] {
    return access_.api().get(
        fmt::format("{}/pulls/{}", access_.repository_path(), change_.pull_request.value()));
  });
  const auto newest = text_at(pull, {"head", "sha"});
  return newest.empty() || newest == change_.commit;
}

Consent GithubForge::consent(const std::string& label) {
  return label_consent(access_, change_, label);
}

std::optional<std::string> GithubForge::file_at(const std::string& commit,
                                                const std::string& path) {
  return repository_file(access_, commit, path);
}

std::string GithubForge::merge_base() {
  const auto answer = access_.permitted("contents: read", [&] {
    const auto pull = access_.api().get(
        fmt::format("{}/pulls/{}", access_.repository_path(), change_.pull_request.value()));
    const auto base = text_at(pull, {"base", "sha"});
    if (!is_full_commit(base))
      throw EnvironmentError("GitHub does not say what the base commit is");
    return access_.api().get(fmt::format("{}/compare/{}...{}?per_page=1", access_.repository_path(),
                                         base, change_.commit));
  });
  auto commit = text_at(answer, {"merge_base_commit", "sha"});
  if (!is_full_commit(commit)) throw EnvironmentError("GitHub does not say what the merge base is");
  return commit;
}

/// Which run this is comes first: another one of the same commit may be under way.
std::string GithubForge::external_id(std::string_view what) const {
  return fmt::format("{}{}:{}", kExternalId, access_.workflow().run_id, what);
}

Json GithubForge::check_run(const Status& status) const {
  Json output = {{"title", status.title}, {"summary", status.summary}};
  if (!status.annotations.empty()) output["annotations"] = annotations_of(status);
  Json body = {{"name", status.name}, {"output", std::move(output)}};
  if (!status.details_url.empty()) body["details_url"] = status.details_url;
  if (status.state == StatusState::Running) {
    body["status"] = "in_progress";
    body["external_id"] = external_id("running");
  } else {
    body["status"] = "completed";
    body["conclusion"] = conclusion_of(status.state);
    const auto text = body.dump(-1, ' ', false, Json::error_handler_t::replace);
    body["external_id"] = external_id(fmt::format("{:016x}", digest(text)));
  }
  return body;
}

/// What to do with the check runs that are there already: the one to finish, or nothing. `id`
/// itself means that it has been put before.
std::optional<std::string> GithubForge::status_to_replace(const Status& status,
                                                          const std::string& id) {
  std::optional<std::int64_t> running;
  bool is_there = false;
  std::int64_t newest = 0;
  const auto path =
      fmt::format("{}/commits/{}/check-runs?filter=all&check_name={}", access_.repository_path(),
                  change_.commit, percent_encoded(status.name));
  access_.api().each(path, "check_runs", [&](const Json& run) {
    const auto number = number_at(run, {"id"});
    const auto external = text_at(run, {"external_id"});
    if (!number || !external.starts_with(external_id("")) ||
        text_at(run, {"name"}) != status.name) {
      return;
    }
    if (text_at(run, {"status"}) != "completed") running = std::max(running.value_or(0), *number);
    if (*number < newest) return;
    newest = *number;
    is_there = external == id;
  });
  if (running) return fmt::format("{}/check-runs/{}", access_.repository_path(), *running);
  if (is_there) return id;
  return std::nullopt;
}

void GithubForge::put_status(const Status& status) {
  auto body = check_run(status);
  const auto id = body.at("external_id").get<std::string>();
  access_.permitted(kChecksPermission, [&] {
    constexpr int kAttempts = 3;
    for (int attempt = 1;; ++attempt) {
      const auto replaced = status_to_replace(status, id);
      if (replaced == id) return Json();
      if (replaced) return access_.api().send("PATCH", *replaced, body);
      if (status.state == StatusState::Cancelled) return Json();
      auto created = body;
      created["head_sha"] = change_.commit;
      try {
        return access_.api().send("POST", access_.repository_path() + "/check-runs", created,
                                  Repeat::OnlyIfRefused);
      } catch (const UncertainError&) {
        // Look before trying again: check runs cannot be deleted.
        if (attempt == kAttempts) throw;
      }
    }
  });
}

}  // namespace benchgate::github
