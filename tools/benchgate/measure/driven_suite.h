// A suite under way that runs one benchmark after the other as it is told, and keeps what it has
// built in between: servers, data, caches. For executables linked with benchgate::bench_main.
//
// Which benchmark is next, and what becomes of what was measured, is the caller's business.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "benchgate/measure/suite.h"
#include "benchgate/model/run.h"

namespace benchgate::measure {

struct Iterations {
  std::uint64_t count = 1;
  bool operator==(const Iterations&) const = default;
};
/// At least so long, or exactly so many (where has_fixed_iterations()).
using RunLength = std::variant<Seconds, Iterations>;

struct DrivenOptions {
  std::vector<int> cpus{};                 ///< the only ones it may run on; empty: any
  std::uint32_t process = 0;               ///< which process of the suite this is, from 0
  std::filesystem::path scratch_folder{};  ///< for the socket; empty: the system's
  /// To be asked for what it allocates, and not to be timed: allocating takes longer.
  bool counts_allocations = false;
};

/// Why a suite is not driven.
struct NotDriven {
  enum class Reason {
    NoAgent,           ///< it is not linked with bench_main, or with one that we do not understand
    Failed,            ///< it crashed, hung, or refused its arguments
    LacksEnvironment,  ///< it says that the machine lacks something (status 4)
    Interrupted,       ///< ^C
  } reason = Reason::NoAgent;
  std::string message{};
};

/// Its process and all that it has started end with this value at the latest, as by end().
class DrivenSuite {
 public:
  /// Starts it and waits for its hello, at most its row_time_limit. An ordinary Google Benchmark
  /// executable lists its benchmarks and ends, which is NoAgent: nothing was measured.
  /// Throws as Child does.
  [[nodiscard]] static std::variant<DrivenSuite, NotDriven> start(const SuiteToRun& suite,
                                                                  const DrivenOptions& options);
  ~DrivenSuite();
  DrivenSuite(DrivenSuite&&) noexcept;
  DrivenSuite& operator=(DrivenSuite&&) = delete;

  /// The version of Google Benchmark that it says it is built with.
  [[nodiscard]] const std::string& library_version() const;
  [[nodiscard]] bool has_fixed_iterations() const;

  /// Measures one benchmark once. The run has the suite with what it says of its environment, and
  /// this one benchmark: with its samples, or with a Failure. A crash, an answer that nobody can
  /// read or none within `time_limit` (nothing: the suite's row_time_limit) also end the suite:
  /// is_running() says so, and every further run fails. A benchmark that lacks something the
  /// machine should have is Errored under a Problem "suite-failed".
  [[nodiscard]] model::Run run(const std::string& benchmark, const RunLength& length,
                               std::optional<Seconds> time_limit = std::nullopt);

  /// Started to count allocations, and able to: the library is there, and the suite's own
  /// allocator, should it have one, does not stand in its way.
  [[nodiscard]] bool counts_allocations() const;

  /// What an iteration of the benchmark allocates: a run like that of run(), with the exact metrics
  /// allocs_per_iter and max_bytes_used, each only where it came out the same twice.
  [[nodiscard]] model::Run count(const std::string& benchmark,
                                 std::optional<Seconds> time_limit = std::nullopt);

  [[nodiscard]] bool is_running() const;

  /// Below this process is the suite with all that it has started; -1 once they are gone.
  [[nodiscard]] int root_process() const;

  /// Asks it to quit, and ends it where it has not within its grace time. Returns how it ended,
  /// for messages, empty where it did as it was asked.
  std::string end();

 private:
  struct State;
  explicit DrivenSuite(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace benchgate::measure
