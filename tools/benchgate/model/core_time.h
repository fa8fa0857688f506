// How long the processes of a suite ran, how long other programs kept them waiting for a core, and
// how much of the machine those used meanwhile.
//
// As the kernel counts it: waiting for their first threads, the rest for the whole machine. On a
// machine that is busy with other programs, wall-clock time measures them as much as the benchmark,
// and CPU time grows too: they share its caches, and the two threads of a core.
#pragma once

#include <optional>

#include "benchgate/model/environment.h"

namespace benchgate::model {

/// The time of all cores together, while processes of the suite ran.
struct MachineTime {
  double others_seconds = 0;  ///< used by programs that are not of the suite, stolen time included
  double all_seconds = 0;     ///< idle time included

  [[nodiscard]] double others_share() const;
};

struct CoreTime {
  double ran_seconds = 0;
  double kept_waiting_seconds = 0;
  std::optional<MachineTime> machine{};  ///< nothing where the system does not tell

  /// Of the time that they wanted to run.
  [[nodiscard]] double kept_waiting_share() const;
};

/// Writes it down among the fields of the suite's environment.
void set_core_time(Environment& environment, const CoreTime& time);

/// Nothing where nobody counted, or where the fields make no sense.
[[nodiscard]] std::optional<CoreTime> core_time(const Environment& environment);

/// Did others have the cores for so long (more than a fifth of the time, and a quarter of a second)
/// that wall-clock times of the suite do not tell what it can do?
[[nodiscard]] bool was_kept_waiting(const Environment& environment);

/// Did others use so much of the machine (more than two fifths of it, and a quarter of a second)
/// that they slowed down the suite's own code?
[[nodiscard]] bool ran_beside_others(const Environment& environment);

}  // namespace benchgate::model
