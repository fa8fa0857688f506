// From what regressed in an assessment to the entries that accept it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "benchgate/base/date.h"
#include "benchgate/gate/assessment.h"

namespace benchgate::work {

struct AcceptanceWish {
  std::string benchmark;  ///< glob
  std::string metric;     ///< glob; empty: all that regressed of these benchmarks
  std::string reason;
  std::string by;
  std::string until = "90d";  ///< a day, or days from today: "90d"
};

/// One entry for each metric that regressed, its clock as `clock`: up to the worst end of the
/// intervals of all rows that the entry names, rounded up, so that noise around it does not block
/// merging. On top of base's commit, if that is recorded and is not head's too.
///
/// Throws UsageError where no row that regressed matches, saying what there is instead: missing,
/// errored and over budget cannot be accepted.
[[nodiscard]] std::vector<gate::Acceptance> new_acceptances(const gate::Assessment& assessment,
                                                            const AcceptanceWish& wish, Date today);

/// "2027-02-01", or "90d" from `today` on. Throws UsageError for what is neither, or is over.
[[nodiscard]] Date parse_until(std::string_view text, Date today);

}  // namespace benchgate::work
