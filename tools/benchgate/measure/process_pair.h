// Two processes of one benchmark, base's and head's: at once on one core, or one after the other.
//
// Runs them and reads what they wrote. Which pair is next is measure_pairs.h's business.
#pragma once

#include <exception>
#include <functional>
#include <string>

#include "benchgate/measure/suite_process.h"
#include "benchgate/model/run.h"

namespace benchgate::measure {

struct ProcessPairPlan {
  SuiteProcessPlan base{};
  SuiteProcessPlan head{};
  bool head_first = false;
  bool at_once = true;  ///< else the second is started when the first is gone
};

struct SideOutcome {
  SuiteProcessOutcome process{};
  std::exception_ptr not_started{};  ///< set: why it could not be; `process` is then empty
};

struct ProcessPairOutcome {
  SideOutcome base{};
  SideOutcome head{};
  bool is_cut_short = false;  ///< by ^C or `should_stop`: neither side counts
};

/// Runs both to their ends, or that of their patience, and removes their result files.
/// `should_stop` is asked about ten times a second; true ends both.
[[nodiscard]] ProcessPairOutcome run_process_pair(const ProcessPairPlan& plan,
                                                  const std::function<bool()>& should_stop);

/// What a side measured: its context, the diagnostics, and `benchmark` alone, which has a Failure
/// where there is no value of it.
[[nodiscard]] model::Run read_side(const SideOutcome& side, const std::string& suite,
                                   const std::string& benchmark);

/// For a benchmark that never had a turn.
[[nodiscard]] model::Run unmeasured(const std::string& suite, const std::string& name);

}  // namespace benchgate::measure
