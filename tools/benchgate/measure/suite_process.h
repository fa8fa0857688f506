// One process of a suite: started, its rows taken as they come, watched for hanging.
//
// What a crash or a missing row means for the run is run_suites.h's business.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "benchgate/measure/row_stream.h"
#include "benchgate/measure/suite.h"
#include "benchgate/model/diagnostic.h"
#include "benchgate/model/run.h"

namespace benchgate::measure {

struct SuiteProcessPlan {
  const SuiteToRun* suite = nullptr;
  std::string filter{};               ///< empty: all
  std::uint32_t process = 0;          ///< which restart this is, from 0
  std::filesystem::path result_file;  ///< where the suite is to write its JSON
  /// Instead of the suite's min_time; from Google Benchmark 1.8 on.
  std::optional<std::uint64_t> iterations{};
  std::optional<Seconds> time_limit{};  ///< of the process, where it is below the suite's own
  std::vector<int> cpus{};              ///< as of ChildOptions
};

/// How it is to be started.
[[nodiscard]] ChildOptions child_options(const SuiteProcessPlan& plan);

/// Rows that have arrived so far.
struct ArrivedRows {
  RowStream stream{};
  std::set<std::string> names{};  ///< unique ones, of the benchmarks with at least one row

  /// The rows as a run, all benchmarks of suite `suite`. Rows that cannot be read are left out
  /// under a Problem "malformed-row". Nothing where there is not even a context.
  [[nodiscard]] model::Run read(const std::string& suite) const;
};

struct SuiteProcessOutcome {
  ArrivedRows rows{};
  ChildResult child{};
  bool hung = false;              ///< it was ended because no row came for too long
  std::string storage_trouble{};  ///< why no file can be written where its result should be
};

/// Finds out whether the place for `result_file` can hold it, where the result is not whole.
void look_for_storage_trouble(SuiteProcessOutcome& outcome,
                              const std::filesystem::path& result_file);

/// The rows of a result file that nobody writes to any more; none where it is not there.
[[nodiscard]] ArrivedRows read_rows(const std::filesystem::path& result_file);

/// How it ended and what it said, in words without a subject: "exited with status 3 (it said: no
/// such table)".
[[nodiscard]] std::string describe_end(const SuiteProcessOutcome& outcome);

/// What it wrote, in words, where that is not what it should be: "no result".
[[nodiscard]] std::string describe_result(const SuiteProcessOutcome& outcome);

/// Called after new rows and at least every tenth of a second.
using RowsWatcher = std::function<void(const ArrivedRows&)>;

/// Runs it to its end, or that of its patience. Throws as Child does.
[[nodiscard]] SuiteProcessOutcome run_suite_process(const SuiteProcessPlan& plan,
                                                    const RowsWatcher& watch);

}  // namespace benchgate::measure
