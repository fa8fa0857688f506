// Runs suites: every benchmark once per restart, each restart in a fresh process.
//
// The process is the unit of replication, so restarts are what gives samples. The passes are
// interleaved (pass 1 of all suites, pass 2 of all, ...): slow drift spreads over all suites.
// Whatever a suite does, what the others measured stays, and one bad benchmark costs one row.
// Writes no file and prints nothing; the observer does.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "benchgate/base/error.h"
#include "benchgate/measure/suite.h"
#include "benchgate/model/run.h"

namespace benchgate::measure {

struct Progress {
  std::string suite{};
  std::string benchmark{};  ///< being measured now; empty: none
  std::size_t done = 0;     ///< benchmarks, counted once per pass
  std::size_t total = 0;    ///< over all passes; shrinks where a benchmark or suite fails
  Seconds elapsed{0};
  std::optional<Seconds> remaining{};  ///< nothing until there is something to go by
};

struct RunObserver {
  std::function<void(const Progress&)> on_progress{};  ///< about ten times a second
  /// The run so far, complete enough to be stored: after a pass of a suite, and while there is
  /// something new at most every `checkpoint_interval`.
  std::function<void(const model::Run&)> on_checkpoint{};
};

struct RunOptions {
  std::vector<SuiteToRun> suites{};  ///< with distinct names
  int restarts = 5;
  /// The most that the whole may take. When it is over, what was never measured has a Failure, and
  /// of the rest there are fewer samples, under a Warning "time-over".
  std::optional<Seconds> time_limit{};
  Seconds checkpoint_interval{1};
  std::optional<model::Shard> shard{};     ///< only its benchmarks; none of them is no mistake
  std::filesystem::path scratch_folder{};  ///< for the suites' result files; empty: the system's
};

/// A suite that could not be run, or not any further. The run has a Problem of the same message.
struct SuiteFailure {
  std::string suite{};
  ExitCode exit_code = ExitCode::Environment;  ///< what it means if nothing else went wrong
  std::string message{};
  bool operator==(const SuiteFailure&) const = default;
};

struct RunResult {
  /// A benchmark that crashed, hung or was listed but never reported has a Failure.
  model::Run run{};
  std::vector<SuiteFailure> failures{};
  bool interrupted = false;  ///< the run has a Problem "interrupted"
};

/// Lists all suites first, so that what cannot work costs no time, then measures.
/// Throws UsageError (no suite, a name twice, restarts < 1, and as discover() does), and
/// EnvironmentError where there is no place for result files. A suite that lacks its server is no
/// exception but a SuiteFailure.
[[nodiscard]] RunResult run_suites(const RunOptions& options, const RunObserver& observer);

}  // namespace benchgate::measure
