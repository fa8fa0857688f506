#include "benchgate/work/bisect_commits.h"

#include <algorithm>

namespace benchgate::work {

builds::Commit BisectCommits::describe(const std::string& commit) {
  const auto found = known_.find(commit);
  if (found != known_.end()) return found->second;
  return known_[commit] = builds::describe_commit(clone_, commit);
}

const std::vector<builds::Commit>& BisectCommits::line(const std::string& anchor,
                                                       const std::string& tip) {
  const auto& line = lines_.emplace_back(builds::first_parent_line(clone_, anchor, tip));
  for (const auto& commit : line) known_[commit.id] = commit;
  return line;
}

std::vector<builds::Commit> BisectCommits::between(const std::string& good,
                                                   const std::string& bad) const {
  for (const auto& line : lines_) {
    const auto last = std::ranges::find(line, bad, &builds::Commit::id);
    if (last == line.end()) continue;
    const auto before = std::ranges::find(line, good, &builds::Commit::id);
    return {before < last ? before + 1 : line.begin(), last + 1};
  }
  return {};
}

}  // namespace benchgate::work
