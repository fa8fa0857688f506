// A suite under way: what it still owes, and how far the whole run is.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "benchgate/measure/run_suites.h"
#include "benchgate/model/core_time.h"

namespace benchgate::measure {

struct Lane {
  const SuiteToRun* suite = nullptr;
  std::vector<std::string> names{};  ///< still to be measured in every pass
  std::size_t listed = 0;            ///< how many there were
  std::size_t restarts = 0;
  std::size_t passes_done = 0;
  std::size_t done_in_pass = 0;  ///< benchmarks of the current pass
  std::size_t done = 0;          ///< of all passes, the current one included
  Seconds spent{0};              ///< measuring those
  model::CoreTime core_time{};   ///< of all processes
  bool has_given_rows = false;
  bool given_up = false;

  /// How many measurements are still to come.
  [[nodiscard]] std::size_t owed() const;
};

/// `current` is the lane that is running, `elapsed` the time since measuring began.
[[nodiscard]] Progress progress_of(std::span<const Lane> lanes, const Lane& current,
                                   std::string benchmark, Seconds elapsed);

}  // namespace benchgate::measure
