// The processes below one: what they want of the processor, and where they may run.
//
// It reads `/proc` and asks the scheduler, so it works on Linux only; elsewhere it knows nothing
// and moves nothing. Starts and ends no process.
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

/// Linux adds the time that a thread has waited for a core to its account only when it gets one,
/// so on a busy machine many milliseconds at once. `wanted` has at each of the `looks` what a
/// thread had been on a core or had waited: the result has the waiting where it was, because in no
/// time can one thread want more than that time.
[[nodiscard]] std::vector<Seconds> spread_waiting(
    std::span<const std::chrono::steady_clock::time_point> looks, std::vector<Seconds> wanted);

/// How many threads of the processes below `root`, without root itself, are running or ready to
/// run: 1 for a client and a server that wait for each other, however busy the machine is
/// otherwise; 0.5 for a process that sleeps half of the time; 4 for four that compute.
///
/// It looks every few milliseconds, from a thread of its own. If a thread ends between two looks,
/// the time that it has waited for a core since the first of them is lost.
class ConcurrencyMeter {
 public:
  explicit ConcurrencyMeter(int root);

  /// Ends the measuring. The average of the busiest window of some 30 ms; of the whole time, if
  /// that is shorter. Nothing where the system does not tell.
  [[nodiscard]] std::optional<double> most();

 private:
  using Clock = std::chrono::steady_clock;
  /// A total at each look.
  using Account = std::vector<Seconds>;
  struct Thread {
    Seconds on_core{0};
    Account wanted{};  ///< on a core or waiting for one
  };
  struct Process {
    std::map<int, Thread> threads{};
    Account ended{};  ///< on a core, of threads that ended before a look saw it
  };
  void look();
  void look_at(int number);
  void extend(Account& account, Seconds value) const;
  [[nodiscard]] Account total() const;

  int root_;
  std::map<int, Process> processes_{};
  bool is_told_ = true;
  std::vector<Clock::time_point> looks_{};
  std::jthread looking_{};
};

/// From now on the processes below `root`, and what they will start, run on `cpus` only; empty:
/// wherever `root` itself may. False where the system does not let all of them be moved; those that
/// it lets are.
[[nodiscard]] bool move_processes(int root, std::span<const int> cpus);

}  // namespace benchgate::measure
