// The verdicts on all rows of a comparison together: tests are adjusted over the whole family, so
// that the false-alarm rate belongs to the pull request and not to the benchmark.
#pragma once

#include <cstddef>
#include <vector>

#include "benchgate/gate/assessment.h"
#include "benchgate/gate/decide.h"

namespace benchgate::gate {

struct FamilyAnswer {
  std::vector<Judgement> judgements;  ///< in the rows' order; one a row, but not for every
                                      ///< second clock (Row::is_second_clock)
  std::size_t family_size = 0;        ///< timing metrics that were tested
};

/// Holm's step-down over all timing rows, once for "worse" and once for "better" (Holm, Scand. J.
/// Statist. 6, 1979): no assumption on how benchmarks depend on each other.
[[nodiscard]] FamilyAnswer judge_family(const DecideInput& input);

}  // namespace benchgate::gate
