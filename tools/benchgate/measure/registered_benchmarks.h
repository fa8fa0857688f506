// What the benchmarks of a suite were registered with: functions, and objects with virtual
// functions, as lambdas are kept in.
//
// Google Benchmark has an object for each. The suite is started and told to write its results into
// a named pipe that nobody reads: it waits there once all are registered, and its memory is looked
// through. No benchmark runs, and the executable needs no preparation. Objects are recognised by
// their names, as libstdc++ stores them.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "benchgate/measure/process_memory.h"
#include "benchgate/measure/suite.h"

namespace benchgate::measure {

struct RegisteredBenchmark {
  std::string name{};  ///< as registered: without arguments, threads and the like
  /// Addresses in files that its object has, or what its object leads to.
  std::vector<FileAddress> held{};
  bool is_complete = true;  ///< false where it leads to too much to look through
};

/// `listed`: the names of its benchmarks with their arguments. Nothing where the suite does not
/// wait for the pipe, or its memory cannot be read. Throws as Child's constructor.
[[nodiscard]] std::optional<std::vector<RegisteredBenchmark>> registered_benchmarks(
    const SuiteToRun& suite, const std::vector<std::string>& listed);

}  // namespace benchgate::measure
