#include "benchgate/github/dry_run_tracker.h"

#include <fmt/format.h>

namespace benchgate::github {

std::vector<OwnIssue> DryRunTracker::own_issues(std::string_view /*beginning*/) {
  return {};
}

void DryRunTracker::open(const std::string& title, const std::string& body) {
  out_ << fmt::format("--- issue \"{}\", unless it is there already ({} bytes)\n{}\n", title,
                      body.size(), body);
}

// What follows is about issues that are there, and none is found.

void DryRunTracker::update(std::int64_t /*number*/, const std::string& /*body*/) {}

void DryRunTracker::reopen(std::int64_t /*number*/, const std::string& /*why*/) {}

void DryRunTracker::close(std::int64_t /*number*/, const std::string& /*why*/,
                          bool /*is_duplicate*/) {}

}  // namespace benchgate::github
