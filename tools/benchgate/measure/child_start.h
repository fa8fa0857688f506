// Starts a child below a guardian of its own: pipes, arguments, environment, fork.
//
// Safe to be called from several threads at once: every file is closed at exec, and nothing
// between fork and exec takes a lock. What happens after the start is child_process.h's business.
#pragma once

#include <chrono>
#include <cstdint>

#include <sys/types.h>

#include "benchgate/measure/child_process.h"
#include "benchgate/measure/descriptor.h"

namespace benchgate::measure {

struct StartedChild {
  Descriptor standard_output{};  ///< to be read, without blocking
  Descriptor standard_error{};   ///< the same
  Descriptor status{};           ///< a ChildEnded comes, then its end: the guardian is gone
  Descriptor lifeline{};         ///< takes orders for the guardian; its end is one
  pid_t guardian = -1;           ///< to be waited for
  std::chrono::steady_clock::time_point time{};
};

/// Comes back once the program runs. Throws as Child does.
[[nodiscard]] StartedChild start_child(const ChildOptions& options);

/// Waits for the guardian's end.
void reap_guardian(pid_t guardian);

}  // namespace benchgate::measure
