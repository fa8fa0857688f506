// What a session of pairs will take, said before it begins.
#pragma once

#include <cstddef>
#include <string>

#include "benchgate/measure/child_process.h"

namespace benchgate::work {

struct DuetForecast {
  std::size_t benchmarks = 0;        ///< to be measured
  std::size_t same_code = 0;         ///< left out beside them
  std::size_t cores = 1;             ///< that pairs are measured on side by side; at least 1
  measure::Seconds start{0};         ///< what a process takes to begin: to list its benchmarks
  measure::Seconds min_time{0.045};  ///< that each side of a pair runs
  measure::Seconds budget{0};
};

/// For benchmarks of common noise, good to a factor of two.
[[nodiscard]] measure::Seconds needed_time(const DuetForecast& forecast);

/// "131 benchmarks: about 8 min needed, the budget is 3 min. ...", a line or two.
[[nodiscard]] std::string forecast_text(const DuetForecast& forecast);

}  // namespace benchgate::work
