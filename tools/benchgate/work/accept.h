// Accepting what regressed: entries are appended to the file of acceptances.
#pragma once

#include <filesystem>
#include <string>

#include "benchgate/work/found_policy.h"
#include "benchgate/work/new_acceptances.h"

namespace benchgate::work {

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
