// Two results, or a result and a stored baseline, compared and judged. Measures nothing.
#pragma once

#include <string>
#include <vector>

#include "benchgate/gate/assessment.h"
#include "benchgate/work/found_policy.h"

namespace benchgate::work {

struct CompareRequest {
  /// Result files, folders of them, or one stored baseline; empty: head is judged by its budgets.
  std::vector<std::string> base;
  std::vector<std::string> head;
  std::string again;   ///< head measured a second time; empty: it was measured once
  std::string filter;  ///< as of apply_filter()
  PolicyPlace policy;
};

/// Throws as find_policy() and load_runs(), and UsageError where `again` is no second measurement
/// of head, or there is none of what was measured together.
[[nodiscard]] gate::Assessment compare_results(const CompareRequest& request);

}  // namespace benchgate::work
