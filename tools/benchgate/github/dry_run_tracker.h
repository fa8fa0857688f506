// A tracker that only tells what would be sent to it. Asks nobody: it finds no issue.
#pragma once

#include <ostream>
#include <string>
#include <string_view>
#include <vector>

#include "benchgate/github/issue_tracker.h"

namespace benchgate::github {

class DryRunTracker : public IssueTracker {
 public:
  /// `out` must outlive it.
  explicit DryRunTracker(std::ostream& out) : out_(out) {}

  std::vector<OwnIssue> own_issues(std::string_view beginning) override;
  void open(const std::string& title, const std::string& body) override;
  void update(std::int64_t number, const std::string& body) override;
  void reopen(std::int64_t number, const std::string& why) override;
  void close(std::int64_t number, const std::string& why, bool is_duplicate) override;

 private:
  std::ostream& out_;
};

}  // namespace benchgate::github
