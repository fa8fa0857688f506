// What pairs of two builds say of the benchmarks that a bisection asks about, by the policy.
//
// Measures nothing; what a search makes of the answers is history/bisection.h.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "benchgate/gate/policy.h"
#include "benchgate/history/bisection_evidence.h"
#include "benchgate/work/bisect_builds.h"
#include "benchgate/work/pairs_until.h"

namespace benchgate::work {

/// Which of several benchmarks differs most clearly between two builds.
struct ClearestChange {
  std::optional<std::size_t> target{};  ///< nothing: none could be measured
  history::Measurement measured{};      ///< of it, else Untestable
  std::size_t differing = 0;            ///< how many of all differ
  std::string failure{};                ///< why one could not be measured
};

class BisectJudging {
 public:
  /// `targets`: one or more. They share `alpha`, and each has the limits of its own rule.
  BisectJudging(const gate::Policy& policy, const std::vector<BisectTarget>& targets,
                stats::Alpha alpha);

  /// Are more pairs of no use for this benchmark?
  [[nodiscard]] bool is_settled(std::size_t target, std::span<const double> differences);
  /// Was every benchmark measured until it was settled, or as often as it may be?
  [[nodiscard]] bool had_time(const PairsAnswer& pairs);
  [[nodiscard]] ClearestChange clearest(const PairsAnswer& pairs);

 private:
  const std::vector<BisectTarget>& targets_;
  std::vector<history::ChangeQuestion> questions_{};  ///< one for each target
  history::BisectionEvidence evidence_{};
};

}  // namespace benchgate::work
