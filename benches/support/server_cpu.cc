#include "support/server_cpu.h"

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <string>
#include <system_error>

namespace benches {

using std::chrono::nanoseconds;

std::optional<nanoseconds> cpu_time_of(pid_t process) {
  // The one of /proc/PID is of its first thread only; that of /proc/PID/stat counts in 10 ms.
  std::error_code error;
  const std::filesystem::directory_iterator threads("/proc/" + std::to_string(process) + "/task",
                                                    error);
  if (error) return std::nullopt;
  std::optional<nanoseconds> total;
  for (const auto& thread : threads) {
    std::int64_t on_cpu = 0;
    if (std::ifstream(thread.path() / "schedstat") >> on_cpu) {
      total = total.value_or(nanoseconds{0}) + nanoseconds(on_cpu);
    }
  }
  return total;
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
