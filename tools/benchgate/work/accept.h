// Accepting what regressed: from an assessment to entries, and into the file of acceptances.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "benchgate/base/date.h"
#include "benchgate/gate/assessment.h"
#include "benchgate/work/found_policy.h"

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

struct AcceptRequest {
  std::string results;  ///< a results file
  AcceptanceWish wish;  ///< `by` empty: git's user.name
  PolicyPlace policy;
};

struct AcceptOutcome {
  std::filesystem::path file;
  std::string appended;  ///< the entries as they stand in it, each after an empty line
};

/// Throws UsageError as new_acceptances(), where an entry is in the file already, and where nobody
/// says who accepts; EnvironmentError where the file cannot be written.
[[nodiscard]] AcceptOutcome accept(const AcceptRequest& request);

}  // namespace benchgate::work
