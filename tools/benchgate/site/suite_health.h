// How every suite fared in the newest runs: how many benchmarks it has, how many gave figures.
#pragma once

#include <cstddef>
#include <map>
#include <set>
#include <string>

#include "benchgate/model/history.h"
#include "benchgate/site/run_table.h"
#include "benchgate/store/history_store.h"

namespace benchgate::site {

struct SuiteHealth {
  std::size_t benchmarks = 0;                 ///< that were measured in the last 30 days
  std::set<std::string> measured;             ///< in the newest run of any class of machines
  std::map<std::string, std::string> failed;  ///< in the same, with what they said
};

using SuiteHealths = std::map<std::string, SuiteHealth>;

/// By name; of what is in the newest run of each class of machines. `benchmarks` is left at 0.
[[nodiscard]] SuiteHealths newest_health(const store::HistoryStore& store, const RunTable& runs);

}  // namespace benchgate::site
