#include "support/server_cpu.h"

#include <ctime>

namespace benches {

using std::chrono::nanoseconds;

std::optional<nanoseconds> cpu_time_of(pid_t process) {
  // Not from /proc: reading it allocates 33 kB and the process's number as text, and what a
  // benchmark allocates is counted.
  clockid_t clock = 0;
  timespec time{};
  if (clock_getcpuclockid(process, &clock) != 0 || clock_gettime(clock, &time) != 0) {
    return std::nullopt;
  }
  return std::chrono::seconds(time.tv_sec) + nanoseconds(time.tv_nsec);
}

ServerCpu::ServerCpu(std::optional<pid_t> process) : process_(process), begin_(now()) {}

std::optional<nanoseconds> ServerCpu::now() const {
  return process_ ? cpu_time_of(*process_) : std::nullopt;
}

void ServerCpu::pause() {
  paused_at_ = now();
}

void ServerCpu::resume() {
  const auto resumed_at = now();
  if (begin_ && paused_at_ && resumed_at) *begin_ += *resumed_at - *paused_at_;
}

void ServerCpu::report(benchmark::State& state) const {
  const auto end = now();
  if (!begin_ || !end || state.iterations() == 0) return;
  state.counters["server_cpu_time"] =
      std::chrono::duration<double, std::nano>(*end - *begin_).count() /
      static_cast<double>(state.iterations());
}

}  // namespace benches
