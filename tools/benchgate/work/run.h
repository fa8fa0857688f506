// Suites of one build, measured, recorded in a file and judged; against a baseline, or by their
// budgets. What looks slower is measured a second time before it is blamed.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "benchgate/gate/assessment.h"
#include "benchgate/measure/run_suites.h"
#include "benchgate/model/shard.h"
#include "benchgate/work/found_policy.h"
#include "benchgate/work/observer.h"

namespace benchgate::work {

struct RunRequest {
  std::vector<std::string> suites;  ///< as of choose_suites(); empty: all of the policy
  std::string output;               ///< a file; empty: out/run.json, or the shard's
  std::string shard;                ///< "2/4"; empty: all benchmarks
  int restarts = 0;                 ///< 0: the policy's, else ten
  std::string min_time;             ///< a duration; empty: likewise, else 50 ms
  std::string filter;
  std::string against;  ///< a baseline or a file; empty: compared with nothing
  PolicyPlace policy;
};

struct RunOutcome {
  measure::RunResult measured;
  std::string file;  ///< that it is in, where anything was measured
  gate::Assessment assessment;
  std::optional<model::Shard> empty_shard;  ///< no benchmark belongs to it, which is no failure
};

/// Writes the file as results arrive, and the second measurement beside it (again_file()).
///
/// Throws as find_policy(), choose_shard(), choose_suites(), load_run() and measure::discover();
/// UsageError where the run is to be judged against its own file, or is a shard to be judged;
/// EnvironmentError where the file cannot be written, or another process is writing it.
[[nodiscard]] RunOutcome measure_run(const RunRequest& request, const Caller& caller);

}  // namespace benchgate::work
