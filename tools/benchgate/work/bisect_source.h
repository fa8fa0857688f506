// The answers that a bisection asks for: two commits, built and measured until the question is
// answered.
//
// Decides nothing about the search (history/bisection.h).
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "benchgate/builds/commit_range.h"
#include "benchgate/history/bisection.h"
#include "benchgate/history/bisection_evidence.h"
#include "benchgate/work/bisect_builds.h"
#include "benchgate/work/bisect_commits.h"
#include "benchgate/work/bisect_judging.h"
#include "benchgate/work/pairs_until.h"

namespace benchgate::work {

/// One question, as it was answered.
struct BisectStep {
  builds::Commit commit{};
  std::string against{};  ///< where it left the anchor, in full
  history::BisectionAnswer answer = history::BisectionAnswer::Stopped;
  std::optional<stats::Estimate> ratio{};  ///< commit / against
  std::size_t pairs = 0;
  std::string note{};  ///< why it could not be tested, or need not be
};

class BisectSource : public history::BisectionSource {
 public:
  /// Both must outlive it.
  BisectSource(const BisectSetup& setup, Observer& observer);

  /// Throws EnvironmentError where that of GOOD and BAD cannot be listed.
  std::optional<std::vector<history::LineCommit>> line(const std::string& anchor,
                                                       const std::string& tip) override;
  history::Measurement measure(const history::BisectionQuestion& question) override;
  history::BisectionAnswer compare(const history::BisectionQuestion& question,
                                   double whole) override;

  [[nodiscard]] const std::vector<BisectStep>& steps() const { return steps_; }
  /// Of all that the glob matches, what differs most clearly. Nothing: none does.
  [[nodiscard]] const std::optional<BisectTarget>& target() const { return target_; }
  /// How many benchmarks the glob matches, and how many of them differ.
  [[nodiscard]] std::size_t matching() const { return matching_; }
  [[nodiscard]] std::size_t differing() const { return differing_; }
  [[nodiscard]] BisectCommits& commits() { return commits_; }

 private:
  using Ask = std::function<void(const BisectSides& sides, BisectStep& step)>;

  BisectStep answer(const history::BisectionQuestion& question, const Ask& ask);
  void announce(const history::BisectionQuestion& question, const builds::Commit& commit) const;
  void tell(const BisectStep& step) const;
  bool is_known_by_its_code(BisectStep& step);
  PairsAnswer measure_pairs(const BisectSides& sides, const history::BisectionQuestion& question,
                            PairsQuestion::IsAnswered is_answered);
  /// Keeps what differs most clearly; from then on it is followed.
  void follow(const BisectSides& sides, const PairsAnswer& pairs, const ClearestChange& clearest,
              BisectStep& step);

  const BisectSetup& setup_;
  Observer& observer_;
  BisectCommits commits_;
  BisectBuilds builds_;
  std::vector<int> cpus_;
  history::BisectionEvidence evidence_{};
  std::optional<BisectTarget> target_{};
  std::size_t matching_ = 0;
  std::size_t differing_ = 0;
  std::vector<BisectStep> steps_{};
  measure::Seconds spent_{0};
};

}  // namespace benchgate::work
