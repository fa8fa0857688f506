// The processes below one: what they want of the processor, and where they may run.
//
// What `/proc` and the scheduler tell, so on Linux only; elsewhere nothing is known and nothing
// moves. Starts and ends no process.
#pragma once

#include <chrono>
#include <map>
#include <span>
#include <thread>
#include <vector>

#include "benchgate/measure/child_process.h"

namespace benchgate::measure {

/// All processes that `root` and those below it have started and that live, without root itself.
[[nodiscard]] std::vector<int> processes_below(int root);

/// How many threads of the processes below `root`, without root itself, were running or ready to
/// run, on average, while this lives: 1 for a client and a server that wait for each other, however
/// busy the machine is otherwise; 0.5 for who sleeps half of the time; 4 for four that compute.
///
/// It looks every few milliseconds, from a thread of its own: what a thread that ended since had
/// waited for a core is lost, and nothing else.
class ConcurrencyMeter {
 public:
  explicit ConcurrencyMeter(int root);

  /// Ends the measuring.
  [[nodiscard]] double average();

 private:
  using Clock = std::chrono::steady_clock;
  /// Since each began: of processes with all their threads, and of single threads.
  struct Wants {
    std::map<int, Seconds> on_core{};
    std::map<int, Seconds> waiting{};
  };
  void look();

  int root_;
  Wants before_{};
  Wants latest_{};
  Clock::time_point began_{};
  Clock::time_point latest_look_{};
  std::jthread looking_{};
};

/// From now on the processes below `root`, and what they will start, run on `cpus` only; empty:
/// wherever `root` itself may. False where the system does not let all of them be moved.
[[nodiscard]] bool move_processes(int root, std::span<const int> cpus);

}  // namespace benchgate::measure
