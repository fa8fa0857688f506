// Times that were measured while other programs had the cores.
//
// Wall-clock time is those programs' as much as the benchmark's, so nobody is blamed for it. CPU
// time grows beside them as well, because they share its caches and its core: by up to
// kMostByOthers, within which nobody is blamed either. How busy the machine was, the suite's
// environment says (model/core_time.h).
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>

#include "benchgate/compare/comparison.h"
#include "benchgate/gate/verdict.h"
#include "benchgate/model/diagnostic.h"
#include "benchgate/model/judged_clock.h"
#include "benchgate/model/run.h"

namespace benchgate::gate {

/// A metric of one benchmark of a run.
struct MetricOfRun {
  const model::Run& run;
  std::string_view suite;
  const model::JudgedClock& clock;  ///< the benchmark's
  model::NamedMetric metric;
};

/// Did other programs have the cores for much of the time while a wall-clock metric was measured?
[[nodiscard]] bool is_wall_time_of_busy_machine(const MetricOfRun& metric);

/// By how much more CPU time the same code can need beside others, as a fraction. A benchmark of a
/// cache took 87 % more beside compilers.
inline constexpr double kMostByOthers = 1.0;

/// Is it a CPU time beside others, and `times` as large as it should be within what they can do?
[[nodiscard]] bool is_cpu_time_beside_others(const MetricOfRun& metric, double times);

/// `reason`, unless it says that a side measured apart is slower and that side's machine was busy:
/// then BusyMachine. A busy base hides a regression and does not make one.
[[nodiscard]] Reason unless_machine_was_busy(Reason reason, const compare::Row& row,
                                             const model::Run& base, const model::Run& head);

/// What a busy machine left open, to be said once for each suite.
class LeftOpen {
 public:
  void add(std::string_view suite, std::string_view benchmark, std::string_view metric);

  struct Words {
    std::string_view code;
    std::string_view one;   ///< "Whether 1 of its ... is not known."
    std::string_view many;  ///< likewise for more of them
  };
  /// Warnings. `run`: the one that was measured on the busy machine.
  [[nodiscard]] model::Diagnostics diagnostics(const model::Run& run, const Words& words) const;

 private:
  struct Metrics {
    std::size_t count = 0;
    std::string first{};
  };
  std::map<std::string, Metrics, std::less<>> by_suite_;
};

}  // namespace benchgate::gate
