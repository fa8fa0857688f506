#include "benchgate/measure/guardian.h"

#include <cerrno>
#include <initializer_list>

#include <fcntl.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/select.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#ifdef __linux__
#include <sched.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#endif

namespace benchgate::measure {
namespace {

constexpr int kCannotStart = 127;  // the shell's number for it
constexpr double kPatienceAfterKill = 2;
/// What the child has started, to clean up after itself when the child is killed: the suites' own
/// servers remove their folders.
constexpr double kOrphansGrace = 5;

template <typename Message>
void send(int fd, const Message& message) noexcept {
  // Shorter than PIPE_BUF, hence written as a whole or not at all.
  while (::write(fd, &message, sizeof message) < 0 && errno == EINTR) {
  }
}

double now() noexcept {
  timespec time{};
  ::clock_gettime(CLOCK_MONOTONIC, &time);
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) * 1e-9;
}

/// Files that a library of benchgate left open are not the suite's business.
void close_at_exec_from(int first) noexcept {
#if defined(__linux__) && defined(SYS_close_range)
  constexpr unsigned kCloseRangeCloexec = 4;
  ::syscall(SYS_close_range, static_cast<unsigned>(first), ~0U, kCloseRangeCloexec);
#else
  (void)first;
#endif
}

void close_from(int first) noexcept {
#if defined(__linux__) && defined(SYS_close_range)
  if (::syscall(SYS_close_range, static_cast<unsigned>(first), ~0U, 0U) == 0) return;
#endif
  for (int fd = first; fd < 1024; ++fd) ::close(fd);
}

void default_signals() noexcept {
  struct sigaction action {};
  action.sa_handler = SIG_DFL;
  for (const int signal :
       {SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGPIPE, SIGCHLD, SIGUSR1, SIGUSR2, SIGXFSZ}) {
    ::sigaction(signal, &action, nullptr);
  }
  sigset_t none;
  sigemptyset(&none);
  ::sigprocmask(SIG_SETMASK, &none, nullptr);
}

[[noreturn]] void fail_to_start(const GuardianPlan& plan, StartStage stage) noexcept {
  send(plan.start_fd, StartFailure{stage, errno});
  ::_exit(kCannotStart);
}

[[noreturn]] void become_child(const GuardianPlan& plan, pid_t guardian) noexcept {
  ::setpgid(0, 0);
#ifdef __linux__
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);  // should somebody kill even the guardian
  if (::getppid() != guardian) ::_exit(kCannotStart);
  if (plan.cpu_set != nullptr &&
      ::sched_setaffinity(0, sizeof(cpu_set_t), static_cast<const cpu_set_t*>(plan.cpu_set)) != 0) {
    fail_to_start(plan, StartStage::CpuSet);
  }
#else
  (void)guardian;
#endif
  if (plan.working_directory != nullptr && ::chdir(plan.working_directory) != 0) {
    fail_to_start(plan, StartStage::WorkingDirectory);
  }
  ::dup2(plan.null_fd, STDIN_FILENO);
  ::dup2(plan.stdout_fd, STDOUT_FILENO);
  ::dup2(plan.stderr_fd, STDERR_FILENO);
  close_at_exec_from(STDERR_FILENO + 1);
  default_signals();
  ::execve(plan.program, plan.arguments, plan.environment);
  fail_to_start(plan, StartStage::Execute);
}

void do_nothing(int) {}

/// SIGCHLD interrupts pselect() and nothing else; what ends benchgate must not end its guardian.
void prepare_signals() noexcept {
  struct sigaction action {};
  action.sa_handler = SIG_IGN;
  for (const int signal : {SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGPIPE}) {
    ::sigaction(signal, &action, nullptr);
  }
  action.sa_handler = do_nothing;
  ::sigaction(SIGCHLD, &action, nullptr);
  sigset_t only_child;
  sigemptyset(&only_child);
  sigaddset(&only_child, SIGCHLD);
  ::sigprocmask(SIG_SETMASK, &only_child, nullptr);
}

/// Keeps lifeline and status (as 3 and 4) and closes all else: benchgate's terminal, files, and
/// the pipes of other children, whose end of file somebody waits for.
void keep_two_files(const GuardianPlan& plan) noexcept {
  const int lifeline = ::fcntl(plan.lifeline_fd, F_DUPFD, 16);
  const int status = ::fcntl(plan.status_fd, F_DUPFD, 16);
  for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; ++fd) ::dup2(plan.null_fd, fd);
  ::dup2(lifeline, 3);
  ::dup2(status, 4);
  close_from(5);
}

/// Sends `signal` to every process whose parent the guardian is, but those of the group `except`
/// (0: none). False where nobody can tell which these are.
bool signal_own_children(int signal, pid_t except) noexcept {
#ifdef __linux__
  const int list = ::open("/proc/thread-self/children", O_RDONLY | O_CLOEXEC);
  if (list < 0) return false;
  char text[4096];  // some 500 of them; the rest has its turn in the next round
  const ssize_t length = ::read(list, text, sizeof text);
  ::close(list);
  pid_t pid = 0;
  for (ssize_t i = 0; i < length; ++i) {
    if (text[i] >= '0' && text[i] <= '9') {
      pid = pid * 10 + (text[i] - '0');
    } else {
      if (pid > 1 && ::getpgid(pid) != except) ::kill(pid, signal);
      pid = 0;
    }
  }
  return length >= 0;
#else
  (void)signal;
  (void)except;
  return false;
#endif
}

/// Of the first thread of a process.
struct CoreAccount {
  std::int64_t ran_ns = -1;          ///< -1: nobody can tell
  std::int64_t kept_waiting_ns = 0;  ///< it wanted to run, and others did
};

/// Of a process that has just ended.
CoreAccount core_account(pid_t ended) noexcept {
#ifdef __linux__
  char path[48] = "/proc/";
  char digits[24];
  int count = 0;
  for (pid_t rest = ended; rest > 0; rest /= 10) {
    digits[count++] = static_cast<char>('0' + rest % 10);
  }
  char* end = path + 6;
  while (count > 0) *end++ = digits[--count];
  for (const char* rest = "/schedstat"; *rest != '\0';) *end++ = *rest++;
  *end = '\0';
  const int file = ::open(path, O_RDONLY | O_CLOEXEC);
  if (file < 0) return {};
  char text[96];
  const ssize_t length = ::read(file, text, sizeof text);
  ::close(file);
  std::int64_t numbers[2] = {0, 0};
  int blanks = 0;
  for (ssize_t i = 0; i < length && blanks < 2; ++i) {
    if (text[i] >= '0' && text[i] <= '9') {
      numbers[blanks] = numbers[blanks] * 10 + (text[i] - '0');
    } else {
      ++blanks;
    }
  }
  if (blanks < 2 || numbers[0] + numbers[1] == 0) return {};
  return {.ran_ns = numbers[0], .kept_waiting_ns = numbers[1]};
#else
  (void)ended;
  return {};
#endif
}

class Guardian {
 public:
  Guardian(pid_t child, double grace) noexcept : child_(child), grace_(grace) {}

  [[noreturn]] void run() noexcept {
    for (;;) {
      const bool any_left = reap();
      if (child_gone_ && !stopping_) stop(SIGTERM, grace_);
      if (stopping_ && !any_left) ::_exit(0);
      if (stopping_ && now() >= deadline_) {
        if (killing_) ::_exit(1);  // stuck in the kernel: nothing more can be done
        stop(SIGKILL, kPatienceAfterKill);
      }
      if (killing_ && now() >= orphans_until_) signal_all(SIGKILL);  // who was orphaned just now
      wait_for_something();
    }
  }

 private:
  /// Collects the dead; is anybody left?
  bool reap() noexcept {
    for (;;) {
      look_at_ended_child();
      int status = 0;
      rusage usage{};
      const pid_t pid = ::wait4(-1, &status, WNOHANG, &usage);
      if (pid < 0 && errno == EINTR) continue;
      if (pid == 0) return true;
      if (pid < 0) return !has_subreaper() && ::kill(-child_, 0) == 0;
      if (pid != child_) continue;
      child_gone_ = true;
      auto message = ended(status, usage);
      message.asleep_ns = asleep_ns_;
      message.kept_waiting_ns = kept_waiting_ns_;
      send(4, message);
    }
  }

  /// The system keeps its accounts until it is collected.
  void look_at_ended_child() noexcept {
    siginfo_t info{};
    if (child_gone_) return;
    if (::waitid(P_PID, static_cast<id_t>(child_), &info, WEXITED | WNOHANG | WNOWAIT) != 0) return;
    if (info.si_pid != child_) return;
    const auto account = core_account(child_);
    if (account.ran_ns < 0) return;
    const auto lived = static_cast<std::int64_t>((now() - began_) * 1e9);
    const auto awake = account.ran_ns + account.kept_waiting_ns;
    asleep_ns_ = lived > awake ? lived - awake : 0;
    kept_waiting_ns_ = account.kept_waiting_ns;
  }

  static constexpr bool has_subreaper() noexcept {
#ifdef __linux__
    return true;
#else
    return false;
#endif
  }

  static ChildEnded ended(int status, const rusage& usage) noexcept {
    const auto nanoseconds = [](const timeval& time) {
      return static_cast<std::int64_t>(time.tv_sec) * 1'000'000'000 +
             static_cast<std::int64_t>(time.tv_usec) * 1'000;
    };
#ifdef __APPLE__
    constexpr std::int64_t kRssUnit = 1;
#else
    constexpr std::int64_t kRssUnit = 1024;
#endif
    return {.wait_status = status,
            .cpu_ns = nanoseconds(usage.ru_utime) + nanoseconds(usage.ru_stime),
            .peak_memory_bytes = static_cast<std::int64_t>(usage.ru_maxrss) * kRssUnit};
  }

  void stop(int signal, double patience) noexcept {
    stopping_ = true;
    killing_ = signal == SIGKILL;
    deadline_ = now() + patience;
    signal_all(signal);
  }

  void signal_all(int signal) noexcept {
    // Once the child is reaped its group number may belong to somebody else.
    if (!child_gone_) ::kill(-child_, signal);
    const bool reached = signal_own_children(signal, child_gone_ ? 0 : child_);
    if (child_gone_ && !reached) ::kill(-child_, signal);
  }

  void wait_for_something() noexcept {
    double seconds = stopping_ ? deadline_ - now() : 3600;
    if (killing_ && seconds > 0.02) seconds = 0.02;
    if (seconds < 0) seconds = 0;
    const timespec timeout{
        .tv_sec = static_cast<time_t>(seconds),
        .tv_nsec =
            static_cast<long>((seconds - static_cast<double>(static_cast<time_t>(seconds))) * 1e9)};
    fd_set readable;
    FD_ZERO(&readable);
    if (lifeline_open_) FD_SET(3, &readable);
    sigset_t none;
    sigemptyset(&none);
    if (::pselect(lifeline_open_ ? 4 : 0, &readable, nullptr, nullptr, &timeout, &none) > 0) {
      listen();
    }
  }

  void listen() noexcept {
    char order = kAskToEnd;
    const ssize_t got = ::read(3, &order, 1);
    if (got < 0) return;
    if (got == 0) lifeline_open_ = false;
    if (order == kKill && !killing_) return kill_child_first();
    if (!stopping_) stop(SIGTERM, grace_);
  }

  void kill_child_first() noexcept {
    stopping_ = true;
    killing_ = true;
    orphans_until_ = now() + kOrphansGrace;
    deadline_ = orphans_until_ + kPatienceAfterKill;
    if (!child_gone_) ::kill(-child_, SIGKILL);
    signal_own_children(SIGTERM, child_gone_ ? 0 : child_);
  }

  pid_t child_;
  double grace_;
  double began_ = now();
  std::int64_t asleep_ns_ = -1;
  std::int64_t kept_waiting_ns_ = -1;
  bool child_gone_ = false;
  bool stopping_ = false;
  bool killing_ = false;
  bool lifeline_open_ = true;
  double deadline_ = 0;
  double orphans_until_ = 0;  ///< until then they may end by themselves
};

}  // namespace

void run_guardian(const GuardianPlan& plan) noexcept {
  ::setpgid(0, 0);  // ^C in a terminal goes to benchgate's group
#ifdef __linux__
  ::prctl(PR_SET_CHILD_SUBREAPER, 1);
#endif
  prepare_signals();
  const pid_t guardian = ::getpid();
  const pid_t child = ::fork();
  if (child < 0) fail_to_start(plan, StartStage::Fork);
  if (child == 0) become_child(plan, guardian);
  ::setpgid(child, child);
  keep_two_files(plan);
  Guardian(child, plan.grace_seconds).run();
}

}  // namespace benchgate::measure
