// The process between benchgate and a child that makes sure nothing is left running.
//
// benchgate forks a guardian, the guardian forks the child. The guardian sleeps until the child
// ends, benchgate asks it to stop, or benchgate is gone (killed -9 included), and then ends
// everything the child started: its process group, and (Linux) whatever left that group, since as
// a "subreaper" the guardian inherits every orphan below it. Elsewhere the group is all there is.
//
// Runs between fork and exec, possibly of a program with threads: only async-signal-safe calls.
#pragma once

#include <cstdint>

namespace benchgate::measure {

/// What the guardian needs, all prepared before the fork.
struct GuardianPlan {
  const char* program = nullptr;  ///< absolute path
  char* const* arguments = nullptr;
  char* const* environment = nullptr;
  const char* working_directory = nullptr;  ///< nullptr: as is
  const void* cpu_set = nullptr;            ///< a cpu_set_t; nullptr: as is
  int null_fd = -1;                         ///< /dev/null
  int stdout_fd = -1;
  int stderr_fd = -1;
  int start_fd = -1;     ///< a StartFailure is written here, or it closes at exec
  int lifeline_fd = -1;  ///< read: kAskToEnd, kKill, or end of file where benchgate is gone
  int status_fd = -1;    ///< a ChildEnded is written here
  double grace_seconds = 2;
};

inline constexpr char kAskToEnd = 'T';  ///< SIGTERM now, SIGKILL after the grace time
inline constexpr char kKill = 'K';      ///< SIGKILL now; a moment later for what it has started

enum class StartStage : std::int32_t { Fork, WorkingDirectory, CpuSet, Execute };

struct StartFailure {
  StartStage stage = StartStage::Fork;
  std::int32_t error = 0;  ///< errno
};

struct ChildEnded {
  std::int32_t wait_status = 0;  ///< as of wait4()
  std::int64_t cpu_ns = 0;       ///< user + system, the child and all it waited for
  std::int64_t peak_memory_bytes = 0;
  std::int64_t asleep_ns = -1;        ///< ChildResult::asleep; -1: the system does not tell
  std::int64_t kept_waiting_ns = -1;  ///< likewise
};

/// To be called in the forked process; does not come back.
[[noreturn]] void run_guardian(const GuardianPlan& plan) noexcept;

}  // namespace benchgate::measure
