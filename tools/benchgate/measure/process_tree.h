// The processes below one: what they want of the processor, and where they may run.
//
// What `/proc` and the scheduler tell, so on Linux only; elsewhere nothing is known and nothing
// moves. Starts and ends no process.
#pragma once

#include <chrono>
#include <map>
#include <optional>
#include <span>
#include <thread>
#include <vector>

#include "benchgate/measure/child_process.h"

namespace benchgate::measure {

/// All processes that `root` and those below it have started and that live, without root itself.
[[nodiscard]] std::vector<int> processes_below(int root);

/// How many threads of the processes below `root`, without root itself, are running or ready to
/// run: 1 for a client and a server that wait for each other, however busy the machine is
/// otherwise; 0.5 for who sleeps half of the time; 4 for four that compute.
///
/// It looks every few milliseconds, from a thread of its own: what a thread that ended since had
/// waited for a core is lost, and nothing else.
class ConcurrencyMeter {
 public:
  explicit ConcurrencyMeter(int root);

  /// Ends the measuring. The average of that one of the windows of some 30 ms in which there were
  /// most; of all the time, where that is shorter. Nothing where the system does not tell.
  [[nodiscard]] std::optional<double> most();

 private:
  using Clock = std::chrono::steady_clock;
  /// What all together have wanted, up to a moment.
  struct Look {
    Clock::time_point time{};
    Seconds wanted{0};
  };
  void look();

  int root_;
  std::map<int, Seconds> on_core_{};  ///< of processes, with all their threads, since they began
  std::map<int, Seconds> waiting_{};  ///< of single threads
  bool is_told_ = true;
  std::vector<Look> looks_{};
  std::jthread looking_{};
};

/// From now on the processes below `root`, and what they will start, run on `cpus` only; empty:
/// wherever `root` itself may. False where the system does not let all of them be moved; those that
/// it lets are.
[[nodiscard]] bool move_processes(int root, std::span<const int> cpus);

}  // namespace benchgate::measure
