// How long the processes of a suite ran, and how long other programs kept them waiting for a core.
//
// As the kernel counts it for their first threads. On a machine that is busy with other programs,
// wall-clock time measures them as much as the benchmark.
#pragma once

#include <optional>

#include "benchgate/model/environment.h"

namespace benchgate::model {

struct CoreTime {
  double ran_seconds = 0;
  double kept_waiting_seconds = 0;

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

}  // namespace benchgate::model
