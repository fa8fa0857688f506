#include "benchgate/github/github_issues.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "benchgate/base/percent_encoding.h"
#include "benchgate/github/json_text.h"

namespace benchgate::github {
namespace {

constexpr std::string_view kIssuesPermission = "issues: write";

}  // namespace

GithubIssues::GithubIssues(Api& api, const Workflow& workflow, std::string label)
    : access_(api, workflow), label_(std::move(label)) {}

std::string GithubIssues::issue_path(std::int64_t number) const {
  return fmt::format("{}/issues/{}", access_.repository_path(), number);
}

std::vector<OwnIssue> GithubIssues::own_issues(std::string_view beginning) {
  std::vector<OwnIssue> found;
  access_.permitted(kIssuesPermission, [&] {
    const auto path = fmt::format("{}/issues?state=all&sort=created&direction=asc&labels={}",
                                  access_.repository_path(), percent_encoded(label_));
    access_.api().each(path, "", [&](const Json& issue) {
      const auto number = number_at(issue, {"number"});
      auto body = text_at(issue, {"body"});
      // GitHub's editor ends lines as forms do, whatever a person changed.
      std::erase(body, '\r');
      if (!number || issue.contains("pull_request") || !body.starts_with(beginning)) return;
      if (!access_.is_own(issue)) return;
      found.push_back({.number = *number,
                       .title = text_at(issue, {"title"}),
                       .body = std::move(body),
                       .is_open = text_at(issue, {"state"}) == "open"});
    });
    return Json();
  });
  // Pages move while they are read: the same issue may come twice.
  std::ranges::sort(found, {}, &OwnIssue::number);
  const auto twice = std::ranges::unique(found, {}, &OwnIssue::number);
  found.erase(twice.begin(), twice.end());
  return found;
}

void GithubIssues::open(const std::string& title, const std::string& body) {
  access_.permitted(kIssuesPermission, [&] {
    constexpr int kAttempts = 3;
    for (int attempt = 1;; ++attempt) {
      try {
        auto opened = access_.api().send(
            "POST", access_.repository_path() + "/issues",
            {{"title", title}, {"body", body}, {"labels", Json::array({label_})}},
            Repeat::OnlyIfRefused);
        access_.remember_author(opened);
        return opened;
      } catch (const UncertainError&) {
        // Look before trying again: issues cannot be deleted.
        const auto there = own_issues(body);
        const auto same = [&](const OwnIssue& issue) { return issue.body == body; };
        if (std::ranges::any_of(there, same)) return Json();
        if (attempt == kAttempts) throw;
      }
    }
  });
}

void GithubIssues::update(std::int64_t number, const std::string& body) {
  access_.permitted(kIssuesPermission, [&] {
    return access_.api().send("PATCH", issue_path(number), {{"body", body}});
  });
}

void GithubIssues::say_and_set(std::int64_t number, const std::string& why, const Json& state) {
  access_.permitted(kIssuesPermission, [&] {
    access_.api().send("POST", issue_path(number) + "/comments", {{"body", why}},
                       Repeat::OnlyIfRefused);
    return access_.api().send("PATCH", issue_path(number), state);
  });
}

void GithubIssues::reopen(std::int64_t number, const std::string& why) {
  say_and_set(number, why, {{"state", "open"}});
}

void GithubIssues::close(std::int64_t number, const std::string& why, bool is_duplicate) {
  say_and_set(number, why,
              {{"state", "closed"}, {"state_reason", is_duplicate ? "not_planned" : "completed"}});
}

}  // namespace benchgate::github
