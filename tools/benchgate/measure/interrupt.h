// ^C as a question asked between steps instead of a sudden end: what was measured is written, and
// the suites are stopped with their servers.
//
// Signal handlers are per process, so the count of received signals is the one piece of global
// state in this layer.
#pragma once

#include <array>

#include <signal.h>

namespace benchgate::measure {

/// While one lives, SIGINT, SIGTERM and SIGHUP are counted and do nothing else; the previous
/// handlers come back with its end. At most one at a time.
class InterruptHandler {
 public:
  InterruptHandler();
  ~InterruptHandler();
  InterruptHandler(const InterruptHandler&) = delete;
  InterruptHandler& operator=(const InterruptHandler&) = delete;

 private:
  static constexpr std::array kSignals = {SIGINT, SIGTERM, SIGHUP};
  std::array<struct sigaction, kSignals.size()> previous_{};
};

/// How many of the signals came since the handler was installed: 1 asks to stop, 2 to stop at
/// once. 0 where no handler was ever installed.
[[nodiscard]] int interrupts_received();

}  // namespace benchgate::measure
