// How Google Benchmark timed a benchmark, as far as its name tells.
//
// Google Benchmark puts names together in one order (benchmark_name.cc): function, arguments,
// min_time, min_warmup_time, iterations, repeats, time type, threads. So the time type is the last
// part except for the threads. The same word further in is an argument, or a part of a name that
// somebody gave.
//
// For data that have nothing but names: the rows of its files, lists of benchmarks, histories.
#pragma once

#include <string_view>

namespace benchgate::formats {

struct TimedBy {
  bool the_wall = false;  ///< /real_time or /manual_time
  int threads = 1;        ///< /threads:N
  bool operator==(const TimedBy&) const = default;
};

[[nodiscard]] TimedBy timed_by(std::string_view benchmark);

/// The metric that the name says the benchmark is judged by: `real_time`, or nothing (empty).
[[nodiscard]] std::string_view stated_clock(std::string_view benchmark);

/// The same where only the name is known: `cpu_time` where it says nothing.
[[nodiscard]] std::string_view clock_of(std::string_view benchmark);

}  // namespace benchgate::formats
