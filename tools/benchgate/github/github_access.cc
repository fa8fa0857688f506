#include "benchgate/github/github_access.h"

#include <fmt/format.h>

#include "benchgate/github/json_text.h"

namespace benchgate::github {
namespace {

constexpr std::string_view kBotEnding = "[bot]";

}  // namespace

bool is_gone(const ApiError& error) {
  return error.status() == 404 || error.status() == 410;
}

Json GithubAccess::permitted(std::string_view permission, const std::function<Json()>& work) const {
  try {
    return work();
  } catch (const ApiError& error) {
    if (error.status() == 401) {
      throw EnvironmentError(
          fmt::format("{}: the token in GITHUB_TOKEN is not valid, or no longer", error.what()));
    }
    if (error.status() != 403 && error.status() != 404) throw;
    if (workflow_.event.from_fork && workflow_.event.name == "pull_request") {
      throw EnvironmentError(fmt::format(
          "{}: the pull request comes from a fork, and in a workflow of the event pull_request the "
          "token may only read then; publish from a workflow of the event workflow_run",
          error.what()));
    }
    throw EnvironmentError(
        fmt::format("{}: the token lacks a permission; give the job\n  permissions:\n    {}{}",
                    error.what(), permission,
                    permission == kChecksPermission
                        ? "\na person's token can make no checks at all: --no-check does without"
                        : ""));
  }
}

GithubAccess::Account GithubAccess::ask_for_account() {
  try {
    const auto user = api_.get("/user");
    return {.login = text_at(user, {"login"}), .is_bot = text_at(user, {"type"}) == "Bot"};
  } catch (const ApiError& error) {
    if (error.status() != 403 && error.status() != 404) throw;
  }
  // An App's token belongs to no user; the other interface tells whose it is.
  Account account{.login = "github-actions", .is_bot = true};
  try {
    const auto answer = api_.query("query { viewer { login } }");
    const auto login = text_at(answer, {"data", "viewer", "login"});
    if (!login.empty()) account.login = login;
  } catch (const ApiError& error) {
    if (error.status() != 403 && error.status() != 404) throw;
  }
  if (account.login.ends_with(kBotEnding)) {
    account.login.resize(account.login.size() - kBotEnding.size());
  }
  return account;
}

GithubAccess::Account GithubAccess::author_of(const Json& comment) {
  Account author{.login = text_at(comment, {"user", "login"}),
                 .is_bot = text_at(comment, {"user", "type"}) == "Bot"};
  if (author.is_bot && author.login.ends_with(kBotEnding)) {
    author.login.resize(author.login.size() - kBotEnding.size());
  }
  return author;
}

bool GithubAccess::is_own(const Json& written) {
  if (!account_) account_ = ask_for_account();
  return author_of(written) == *account_;
}

void GithubAccess::remember_author(const Json& written) {
  if (!account_) account_ = author_of(written);
}

}  // namespace benchgate::github
