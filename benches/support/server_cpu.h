#pragma once

// What the kernel charges a server for a benchmark's iterations, beside what it charges the client
// and the clock on the wall: the counter "server_cpu_time". For servers on this machine that
// work for nobody else.

#include <chrono>
#include <optional>

#include <benchmark/benchmark.h>
#include <sys/types.h>

namespace benches {

/// User and system time so far of a process with all its threads; nothing where the kernel does not
/// tell. Allocates nothing.
[[nodiscard]] std::optional<std::chrono::nanoseconds> cpu_time_of(pid_t process);

/// Runs from its construction. Without a process, or one that cannot be read, it reports nothing.
class ServerCpu {
 public:
  explicit ServerCpu(std::optional<pid_t> process = std::nullopt);

  /// What happens until resume() does not count.
  void pause();
  void resume();
  /// Sets the counter, nanoseconds per iteration.
  void report(benchmark::State& state) const;

 private:
  [[nodiscard]] std::optional<std::chrono::nanoseconds> now() const;

  std::optional<pid_t> process_;
  std::optional<std::chrono::nanoseconds> begin_;
  std::optional<std::chrono::nanoseconds> paused_at_;
};

}  // namespace benches
