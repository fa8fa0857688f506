#include "benchgate/measure/pair_limits.h"

#include <algorithm>

namespace benchgate::measure {
namespace {

/// What a suite allows is meant for a process that has a core to itself.
SuiteToRun limited(SuiteToRun suite, bool shares_core, std::optional<Seconds> first_patience) {
  if (first_patience && !suite.time_limit) {
    suite.row_time_limit =
        std::min(suite.row_time_limit.value_or(*first_patience), *first_patience);
  }
  for (auto* limit : {&suite.row_time_limit, &suite.time_limit}) {
    if (*limit && shares_core) **limit *= 2;
  }
  return suite;
}

}  // namespace

std::vector<SuitePair> limited_suites(const PairOptions& options, bool share_core) {
  std::vector<SuitePair> suites;
  for (const auto& [base, head] : options.suites) {
    suites.push_back({.base = limited(base, share_core, options.first_patience),
                      .head = limited(head, share_core, options.first_patience)});
  }
  return suites;
}

std::vector<SuitePair> suites_that_wait(const PairOptions& options) {
  constexpr double kLongestWallTime = 5;
  auto suites = limited_suites(options, false);
  for (auto& suite : suites) {
    for (auto* side : {&suite.base, &suite.head}) {
      if (side->min_time) *side->min_time /= kLongestWallTime;
    }
  }
  return suites;
}

}  // namespace benchgate::measure
