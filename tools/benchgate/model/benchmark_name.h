// What the name of a benchmark says of how it is timed.
//
// Google Benchmark puts names together in one order (benchmark_name.cc): function, arguments,
// min_time, min_warmup_time, iterations, repeats, time type, threads. So the time type is the last
// part but for the threads; what reads the same further in is an argument, or part of the name that
// somebody gave.
#pragma once

#include <string_view>

namespace benchgate::model {

struct TimedBy {
  bool the_wall = false;  ///< /real_time or /manual_time
  int threads = 1;        ///< /threads:N
  bool operator==(const TimedBy&) const = default;
};

[[nodiscard]] TimedBy timed_by(std::string_view benchmark);

}  // namespace benchgate::model
