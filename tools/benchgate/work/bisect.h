// The search for the commit that made a benchmark slower.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "benchgate/history/bisection.h"
#include "benchgate/work/bisect_source.h"

namespace benchgate::work {

struct BisectReport {
  history::Bisection found{};
  builds::Commit good{};  ///< as asked
  builds::Commit bad{};
  std::vector<builds::Commit> range{};   ///< that may have done it, oldest first; the culprit alone
  std::vector<builds::Commit> inside{};  ///< likewise, of a merge whose inside could not be told
  std::vector<BisectStep> steps{};
  std::optional<BisectTarget> target{};
  std::size_t matching = 0;   ///< benchmarks that the glob matches
  std::size_t differing = 0;  ///< and of them, that differ
  bool interrupted = false;
  std::uint32_t seconds = 0;  ///< that it took, building included
};

/// Searches, and appends what was found to the history that was asked for, also of a search that
/// cannot even begin: a nightly job that did not know would begin it every night. `show` gets the
/// report first, so that nothing is lost where the history refuses. ^C ends the search with the
/// answer so far.
///
/// Throws UsageError where there cannot be anything between the two commits; says what is compared
/// where GOOD is not among the ancestors of BAD.
BisectReport bisect(const BisectRequest& request, const Caller& caller,
                    const std::function<void(const BisectReport&)>& show);

}  // namespace benchgate::work
