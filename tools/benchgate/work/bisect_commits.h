// The commits of a bisection, as git tells of them.
#pragma once

#include <deque>
#include <map>
#include <string>
#include <vector>

#include "benchgate/builds/clone.h"
#include "benchgate/builds/commit_range.h"

namespace benchgate::work {

class BisectCommits {
 public:
  /// `clone` must outlive it.
  explicit BisectCommits(const builds::Clone& clone) : clone_(clone) {}

  [[nodiscard]] builds::Commit describe(const std::string& commit);

  /// `tip` and its first parents as far as the anchor does not have them, oldest first. Throws
  /// EnvironmentError where they cannot be listed. Lives as long as this.
  [[nodiscard]] const std::vector<builds::Commit>& line(const std::string& anchor,
                                                        const std::string& tip);

  /// The commits after `good` up to `bad` of the lines that were listed, oldest first. Asks nobody:
  /// after ^C no git would answer.
  [[nodiscard]] std::vector<builds::Commit> between(const std::string& good,
                                                    const std::string& bad) const;

 private:
  const builds::Clone& clone_;
  std::map<std::string, builds::Commit> known_{};
  std::deque<std::vector<builds::Commit>> lines_{};
};

}  // namespace benchgate::work
