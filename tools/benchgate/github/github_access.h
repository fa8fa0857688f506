// A repository on GitHub as a token sees it: whose token it is, and what it may do.
//
// What is asked for is the caller's business: comments and checks in github_forge.h, issues in
// github_issues.h.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "benchgate/github/api.h"
#include "benchgate/github/workflow.h"

namespace benchgate::github {

class GithubAccess {
 public:
  /// Both must outlive it.
  GithubAccess(Api& api, const Workflow& workflow) : api_(api), workflow_(workflow) {}

  [[nodiscard]] Api& api() const { return api_; }
  [[nodiscard]] const Workflow& workflow() const { return workflow_; }
  [[nodiscard]] std::string repository_path() const { return "/repos/" + workflow_.repository; }

  /// Does the work and says, where it is refused, which permission it takes.
  Json permitted(std::string_view permission, const std::function<Json()>& work) const;

  /// Did the token's owner write this comment or issue? Anybody can write our markers; only what we
  /// wrote ourselves is ours to change.
  [[nodiscard]] bool is_own(const Json& written);
  /// Tells whose the token is by what it has just written, which saves asking.
  void remember_author(const Json& written);

 private:
  /// Apps, GitHub Actions among them, are bots: their name has an account's of its own beside it.
  struct Account {
    std::string login;
    bool is_bot = false;
    bool operator==(const Account&) const = default;
  };
  [[nodiscard]] Account ask_for_account();
  [[nodiscard]] static Account author_of(const Json& written);

  Api& api_;
  const Workflow& workflow_;
  std::optional<Account> account_;
};

inline constexpr std::string_view kChecksPermission = "checks: write";

/// Refused because it is not there, or not there any longer.
[[nodiscard]] bool is_gone(const ApiError& error);

}  // namespace benchgate::github
