// What a command that measures does before it begins: it clears away what killed ones have left
// behind, and finds out whether another one is under way.
#pragma once

#include <filesystem>
#include <vector>

#include "benchgate/base/process_lock.h"
#include "benchgate/cli/console.h"

namespace benchgate::cli {

/// Held while measuring.
class MeasuringLocks {
 public:
  /// `output`: the file or folder that is going to be written; empty: none. Says on `console.err`
  /// where another benchgate measures on this machine. Throws EnvironmentError where one is writing
  /// the same output.
  MeasuringLocks(const std::filesystem::path& output, const Console& console);

 private:
  std::vector<ProcessLock> locks_;
};

}  // namespace benchgate::cli
