// From the samples of two runs that were measured together to one difference a pair.
#pragma once

#include <optional>
#include <vector>

#include "benchgate/model/pairing.h"
#include "benchgate/model/run.h"

namespace benchgate::compare {

/// ln(head / base), a value a pair, in measuring order.
struct PairDifferences {
  std::vector<double> screening;
  std::vector<double> confirming;
};

/// The difference of one pair, of which `base` and `head` hold nothing else: the median of the
/// differences of its repetitions. Nothing where a side has none or a value is not positive.
[[nodiscard]] std::optional<double> pair_difference(const model::MetricSeries& base,
                                                    const model::MetricSeries& head);

/// The process pair is the unit of replication: where it measured several repetitions in turn, the
/// median of their differences. Pairs that lack this metric on a side are left out. Nothing where
/// a value is not positive, or no pair is left.
[[nodiscard]] std::optional<PairDifferences> pair_differences(const model::Pairs& pairs,
                                                              const model::MetricSeries& base,
                                                              const model::MetricSeries& head);

}  // namespace benchgate::compare
