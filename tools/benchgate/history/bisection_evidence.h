// Answers a bisection's questions with pairs of two builds.
//
// Sequential tests, made at their looks and nowhere between: the caller asks when there are as
// many pairs as a look has, and once more when no more will come. Knows nothing of commits.
#pragma once

#include <cstddef>
#include <optional>
#include <span>

#include "benchgate/history/bisection.h"
#include "benchgate/stats/null_distributions.h"
#include "benchgate/stats/types.h"

namespace benchgate::history {

/// On the log scale, both positive, margin >= tolerated; as in stats::ConfirmationQuestion.
struct ChangeQuestion {
  double tolerated;
  double margin;
  stats::Alpha alpha;          ///< of all tests together, both directions of each
  std::size_t benchmarks = 1;  ///< that are asked about at once
};

class BisectionEvidence {
 public:
  /// How many pairs there are when a question is asked.
  [[nodiscard]] static std::span<const std::size_t> looks();

  /// Is there a change, in either direction, by more than is tolerated? Differs or DoesNotDiffer.
  [[nodiscard]] Measurement measure(std::span<const double> differences,
                                    const ChangeQuestion& question);
  /// Are more pairs of no use to measure()? It is shown, and known to a quarter of itself, which
  /// the half of it that divides good from bad needs; or it will not be shown.
  [[nodiscard]] bool is_settled(std::span<const double> differences,
                                const ChangeQuestion& question);

  /// Nearer to no change or nearer to `whole`? Good, Bad or Undecided.
  [[nodiscard]] BisectionAnswer compare(std::span<const double> differences, double whole,
                                        stats::Alpha alpha);

  /// The centre with its 95 % interval; nothing of no differences.
  [[nodiscard]] std::optional<stats::Estimate> estimate(std::span<const double> differences);

 private:
  stats::NullDistributions distributions_;
};

/// The estimate as a ratio, bad / good.
[[nodiscard]] stats::Estimate as_ratio(const stats::Estimate& log_ratio);

}  // namespace benchgate::history
