// Runs one program and never leaves anything of it behind.
//
// The child gets its own process group, /dev/null for input, and captured outputs of bounded size.
// It ends by itself, or by a time limit, ^C (interrupt.h) or stop(): SIGTERM, a grace time,
// SIGKILL, to everything it has started. guardian.h sees to that even if benchgate is killed.
// Knows nothing of benchmarks.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace benchgate::measure {

using Seconds = std::chrono::duration<double>;
using Nanoseconds = std::chrono::duration<double, std::nano>;

struct ChildOptions {
  /// The program and its arguments. A program without '/' is looked up in PATH; a relative path
  /// is relative to benchgate's own folder, not to `working_directory`.
  std::vector<std::string> command{};
  std::vector<std::pair<std::string, std::string>> environment{};  ///< on top of benchgate's own
  /// False for code that is measured or built: of benchgate's own environment it does not get the
  /// secrets (secret_variables.h), but for those that `passed_secrets` names.
  bool inherits_secrets = true;
  std::vector<std::string> passed_secrets{};
  std::filesystem::path working_directory{};  ///< empty: benchgate's
  std::vector<int> cpus{};  ///< the only ones it may run on (Linux; elsewhere ignored); empty: any
  std::optional<Seconds> time_limit{};
  Seconds grace{2};                    ///< between SIGTERM and SIGKILL
  std::size_t head_bytes = 64 * 1024;  ///< of each output: kept from its beginning ...
  std::size_t tail_bytes = 64 * 1024;  ///< ... and from its end
  std::function<void(std::string_view)> on_stdout{};  ///< everything, in pieces, as it arrives
};

enum class ChildEnd {
  Exited,       ///< by itself, with `exit_status`
  Signalled,    ///< by `signal`, which was not ours
  TimedOut,     ///< we ended it: the time limit
  Interrupted,  ///< we ended it: ^C
  Stopped,      ///< we ended it: stop()
};

struct CapturedText {
  std::string text{};       ///< with a note where something is left out
  std::uint64_t bytes = 0;  ///< that the child wrote in all
  bool is_complete = true;
};

struct ChildResult {
  ChildEnd end = ChildEnd::Exited;
  std::optional<int> exit_status{};
  std::optional<int> signal{};  ///< that ended it, ours or not
  CapturedText standard_output{};
  CapturedText standard_error{};
  Nanoseconds wall_time{0};
  Nanoseconds cpu_time{0};  ///< user + system, with the descendants that it waited for
  std::uint64_t peak_memory_bytes = 0;
  /// How long its first thread neither ran nor wanted to: it slept, or waited for a file, a lock or
  /// another thread. Other load does not change it. Nothing where the system does not tell.
  std::optional<Nanoseconds> asleep{};
  /// How long its first thread wanted to run and waited for a core, because others had them all.
  std::optional<Nanoseconds> kept_waiting{};

  /// `asleep` as a share of `wall_time`.
  [[nodiscard]] std::optional<double> asleep_share() const {
    if (!asleep || !(wall_time.count() > 0)) return std::nullopt;
    return *asleep / wall_time;
  }
};

/// A running child. Its outputs are read, and its limits kept, only inside wait() and
/// wait_for_all(). Different threads may have a child each.
class Child {
 public:
  /// Starts it. Throws UsageError where there is no such program or it cannot be executed,
  /// EnvironmentError where the system refuses (processes, files, CPU set).
  explicit Child(ChildOptions options);
  /// Ends it if it still runs.
  ~Child();
  Child(Child&&) noexcept;
  Child& operator=(Child&&) noexcept;

  /// Reads and watches for at most `patience`; true once the child and all it started are gone.
  /// Comes back early when `wake_fd` can be read.
  [[nodiscard]] bool wait(Seconds patience, std::optional<int> wake_fd = std::nullopt);
  /// Asks it to end; wait() says when it has.
  void stop();
  /// Below this process is the child with all that it has started; -1 once they are gone.
  [[nodiscard]] int root_process() const;
  /// To be called once, after wait() returned true.
  [[nodiscard]] ChildResult result();

 private:
  friend bool wait_for_all(std::span<Child* const> children, Seconds patience,
                           std::optional<int> wake_fd);
  static bool poll_once(std::span<Child* const> children, Seconds patience,
                        std::optional<int> wake_fd);

  struct State;
  std::unique_ptr<State> state_;
};

/// Reads and watches all of them at once for at most `patience`; true once all are gone. Comes
/// back early when `wake_fd` can be read.
[[nodiscard]] bool wait_for_all(std::span<Child* const> children, Seconds patience,
                                std::optional<int> wake_fd = std::nullopt);

/// Starts a child and waits for its end.
[[nodiscard]] ChildResult run_child(ChildOptions options);

/// The executable file that `program` names (as for ChildOptions::command), absolute.
/// Throws UsageError, saying whether it is missing, a folder, or not executable.
[[nodiscard]] std::filesystem::path find_program(const std::string& program);

/// "exited with status 3", "was killed by signal 11 (Segmentation fault)", "was stopped after
/// 0.3 s without an end", ...: for messages, without a subject.
[[nodiscard]] std::string describe_end(const ChildResult& result);

}  // namespace benchgate::measure
