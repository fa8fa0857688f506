// What the name of a benchmark says of how it is timed.
//
// Google Benchmark puts names together in one order (benchmark_name.cc): function, arguments,
// min_time, min_warmup_time, iterations, repeats, time type, threads. So the time type is the last
// part but for the threads; what reads the same further in is an argument, or part of the name that
// somebody gave.
//
// And how benchmarks of one suite that are registered under the same name are told apart.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace benchgate::model {

struct TimedBy {
  bool the_wall = false;  ///< /real_time or /manual_time
  int threads = 1;        ///< /threads:N
  bool operator==(const TimedBy&) const = default;
};

[[nodiscard]] TimedBy timed_by(std::string_view benchmark);

/// The unique name of a benchmark that is registered as `name`: "x", or the first of "x #2",
/// "x #3" ... that is still free. `take` takes a name; false where somebody has it already.
[[nodiscard]] std::string unique_name(std::string_view name,
                                      const std::function<bool(const std::string&)>& take);

/// The names that a benchmark of this unique name may be registered under: itself, and for "x #2"
/// also "x". A name may end so without being another's double, and both have it.
[[nodiscard]] std::vector<std::string> registered_names(std::string_view unique_name);

}  // namespace benchgate::model
