// What a command that measures does before it begins: it clears away what killed ones have left
// behind, and finds out whether another one is under way.
#pragma once

#include <filesystem>
#include <vector>

#include "benchgate/base/process_lock.h"
#include "benchgate/work/observer.h"

namespace benchgate::work {

/// Held while measuring.
class MeasuringLocks {
 public:
  /// `output`: the file or folder that is going to be written; empty: none. Notes
  /// where another benchgate measures on this machine. Throws EnvironmentError where one is writing
  /// the same output.
  MeasuringLocks(const std::filesystem::path& output, const Caller& caller);

 private:
  std::vector<ProcessLock> locks_;
};

}  // namespace benchgate::work
