// The interface of a place where issues are kept, for reporting change points.
//
// GitHub's issues are one (github_issues.h). It does not decide which change belongs into which
// issue, nor the text.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace benchgate::github {

/// An issue that this very account has opened.
struct OwnIssue {
  std::int64_t number = 0;
  std::string title;
  std::string body;
  bool is_open = true;
  bool operator==(const OwnIssue&) const = default;
};

/// Every function throws EnvironmentError, with what to do about it, where the tracker refuses or
/// does not answer.
class IssueTracker {
 public:
  IssueTracker() = default;
  virtual ~IssueTracker() = default;
  IssueTracker(const IssueTracker&) = delete;
  IssueTracker& operator=(const IssueTracker&) = delete;

  /// The issues whose text begins so, open and closed, by number. Never another account's.
  [[nodiscard]] virtual std::vector<OwnIssue> own_issues(std::string_view beginning) = 0;
  /// Opens one, whether or not there is another that begins alike.
  virtual void open(const std::string& title, const std::string& body) = 0;
  virtual void update(std::int64_t number, const std::string& body) = 0;
  /// Says why, and opens it again.
  virtual void reopen(std::int64_t number, const std::string& why) = 0;
  /// Says why, and closes it. It is done, not refused, unless it is a duplicate.
  virtual void close(std::int64_t number, const std::string& why, bool is_duplicate) = 0;
};

}  // namespace benchgate::github
