// The search for the commit that made a benchmark slower.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "benchgate/history/bisection.h"
#include "benchgate/store/history_store.h"
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

/// Throws where there cannot be anything between the two; says what is compared where `good` is not
/// among the ancestors of `bad`.
void check_range(const builds::Clone& clone, const std::string& good, const std::string& bad,
                 Observer& observer);

/// `history` may be null; it is told also of a search that cannot even begin: a nightly job that
/// did not know would begin it every night.
[[nodiscard]] BisectReport search(const BisectRequest& request, const std::string& good,
                                  const std::string& bad, store::HistoryStore* history,
                                  Observer& observer);

/// Keeps what was found.
void append_to(store::HistoryStore& history, const BisectReport& report,
               const BisectRequest& request, Observer& observer);

}  // namespace benchgate::work
