// What the two Hodges-Lehmann estimates share: median and interval of all pairs.
//
// Inside this layer only.
#pragma once

#include <numeric>

#include "benchgate/stats/selection.h"
#include "benchgate/stats/types.h"

namespace benchgate::stats {

/// The median of the pairs, and as interval their c-th smallest and c-th largest, where c is
/// the critical rank of the test with this null distribution: the values of the shift
/// that the test would not reject. No interval where the test cannot reject at all.
template <class Pairs, class NullDistribution>
[[nodiscard]] Estimate invert_rank_test(const Pairs& pairs, const NullDistribution& null,
                                        ConfidenceLevel level) {
  const std::size_t last = pairs.count() - 1;
  const std::size_t critical = null.critical_rank((1.0 - level.value()) / 2.0);
  if (critical == 0) {
    const std::size_t middle[] = {last / 2, last - last / 2};
    const auto found = values_at_ranks(pairs, middle);
    return {.point = std::midpoint(found[0], found[1]), .interval = std::nullopt};
  }
  const std::size_t ranks[] = {critical - 1, last / 2, last - last / 2, last - (critical - 1)};
  const auto found = values_at_ranks(pairs, ranks);
  return {.point = std::midpoint(found[1], found[2]),
          .interval = ConfidenceInterval{.bounds = {.lower = found[0], .upper = found[3]},
                                         .achieved_level = 1.0 - 2.0 * null.at_most(critical - 1)}};
}

}  // namespace benchgate::stats
