// Results, appended to a history.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

#include "benchgate/history/history_record.h"
#include "benchgate/work/found_policy.h"
#include "benchgate/work/observer.h"

namespace benchgate::work {

struct AppendRequest {
  std::vector<std::string> files;  ///< results files, Google Benchmark files, folders of those
  std::string to;                  ///< the history; created where there is none
  history::RecordFacts facts;      ///< but for `measured_at`
  std::string measured_at;         ///< as --measured-at takes it; may be empty
  std::string verdict_of;          ///< a results file; empty: the figures' own
  std::string environment_of;      ///< a run file; empty: what results say of it
  PolicyPlace policy;
};

struct AppendedRecord {
  std::string id;
  std::size_t figures = 0;
  std::size_t failures = 0;
  bool is_new = false;  ///< else it was there already
};

/// All files are read before the first record is appended; `appended` is told of each at once.
/// Throws UsageError where a database is named for a file, or a file holds no figure that a history
/// could keep.
void append_results(const AppendRequest& request, const Caller& caller,
                    const std::function<void(const AppendedRecord&)>& appended);

}  // namespace benchgate::work
