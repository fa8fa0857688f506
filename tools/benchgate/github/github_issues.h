// The issues of a repository on GitHub, those with one label.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "benchgate/github/github_access.h"
#include "benchgate/github/issue_tracker.h"

namespace benchgate::github {

class GithubIssues : public IssueTracker {
 public:
  /// `api` and `workflow` must outlive it. Issues are opened with `label`, which GitHub creates
  /// where there is none, and looked for among those that have it.
  GithubIssues(Api& api, const Workflow& workflow, std::string label);

  std::vector<OwnIssue> own_issues(std::string_view beginning) override;
  void open(const std::string& title, const std::string& body) override;
  void update(std::int64_t number, const std::string& body) override;
  void reopen(std::int64_t number, const std::string& why) override;
  void close(std::int64_t number, const std::string& why, bool is_duplicate) override;

 private:
  [[nodiscard]] std::string issue_path(std::int64_t number) const;
  /// First why: a state that changes without a word is worse than one that changes a night later.
  void say_and_set(std::int64_t number, const std::string& why, const Json& state);

  GithubAccess access_;
  std::string label_;
};

}  // namespace benchgate::github
