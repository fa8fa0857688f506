#include "benchgate/measure/child_process.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cerrno>
#include <cstring>
#include <map>

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#ifdef __linux__
#include <sched.h>
#endif

#include "benchgate/base/error.h"
#include "benchgate/measure/bounded_text.h"
#include "benchgate/measure/descriptor.h"
#include "benchgate/measure/guardian.h"
#include "benchgate/measure/interrupt.h"

extern char** environ;

namespace benchgate::measure {
namespace {

using Clock = std::chrono::steady_clock;

/// ^C between two looks at the counter waits at most this long.
constexpr Seconds kLongestSleep{0.1};

[[noreturn]] void throw_system(std::string_view what) {
  throw EnvironmentError(fmt::format("cannot {}: {}", what, std::strerror(errno)));
}

struct Pipe {
  Descriptor read;
  Descriptor write;
};

/// Above the three standard ones, in case benchgate itself was started without them.
Descriptor moved_up(Descriptor fd) {
  if (fd.get() > STDERR_FILENO) return fd;
  Descriptor higher(::fcntl(fd.get(), F_DUPFD_CLOEXEC, STDERR_FILENO + 1));
  if (!higher.is_open()) throw_system("open another file");
  return higher;
}

Pipe make_pipe() {
  std::array<int, 2> ends{};
#ifdef __linux__
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) throw_system("make a pipe");
#else
  if (::pipe(ends.data()) != 0) throw_system("make a pipe");
  for (const int fd : ends) ::fcntl(fd, F_SETFD, FD_CLOEXEC);
#endif
  Descriptor read(ends[0]);
  Descriptor write(ends[1]);
  return {moved_up(std::move(read)), moved_up(std::move(write))};
}

void make_non_blocking(const Descriptor& fd) {
  ::fcntl(fd.get(), F_SETFL, ::fcntl(fd.get(), F_GETFL) | O_NONBLOCK);
}

/// The texts and the pointers to them that execve() takes.
class ExecVector {
 public:
  explicit ExecVector(std::vector<std::string> texts) : texts_(std::move(texts)) {
    for (auto& text : texts_) pointers_.push_back(text.data());
    pointers_.push_back(nullptr);
  }
  ExecVector(const ExecVector&) = delete;
  ExecVector& operator=(const ExecVector&) = delete;
  [[nodiscard]] char* const* get() const { return pointers_.data(); }

 private:
  std::vector<std::string> texts_;
  std::vector<char*> pointers_;
};

std::vector<std::string> merged_environment(
    const std::vector<std::pair<std::string, std::string>>& additions) {
  std::map<std::string, std::string> merged;
  for (char** entry = environ; entry != nullptr && *entry != nullptr; ++entry) {
    const std::string_view text(*entry);
    const auto equals = text.find('=');
    if (equals == std::string_view::npos) continue;
    merged.emplace(text.substr(0, equals), text.substr(equals + 1));
  }
  for (const auto& [name, value] : additions) merged.insert_or_assign(name, value);
  std::vector<std::string> texts;
  for (const auto& [name, value] : merged) texts.push_back(name + '=' + value);
  return texts;
}

#ifdef __linux__
cpu_set_t cpu_set_of(const std::vector<int>& cpus) {
  cpu_set_t set;
  CPU_ZERO(&set);
  for (const int cpu : cpus) {
    if (cpu < 0 || cpu >= CPU_SETSIZE) throw UsageError(fmt::format("there is no CPU {}", cpu));
    CPU_SET(static_cast<std::size_t>(cpu), &set);
  }
  return set;
}
#endif

[[noreturn]] void throw_start_failure(const StartFailure& failure, const ChildOptions& options,
                                      const std::string& program) {
  const std::string why = std::strerror(failure.error);
  switch (failure.stage) {
    case StartStage::WorkingDirectory:
      throw UsageError(
          fmt::format("cannot run {} in {}: {}", program, options.working_directory.string(), why));
    case StartStage::CpuSet:
      throw EnvironmentError(
          fmt::format("cannot pin {} to CPU {}: {}", program, fmt::join(options.cpus, ","), why));
    case StartStage::Fork:
      throw EnvironmentError(fmt::format("cannot start a process: {}", why));
    case StartStage::Execute:
      break;
  }
  if (failure.error == ENOEXEC) {
    throw UsageError(fmt::format(
        "{} is not a program for this machine; a script needs a first line such as #!/bin/sh",
        program));
  }
  if (failure.error == ENOENT) {
    throw UsageError(
        fmt::format("{} names an interpreter or loader that is not installed "
                    "(its first line, or `file {}`, says which)",
                    program, program));
  }
  if (failure.error == EACCES || failure.error == E2BIG) {
    throw UsageError(fmt::format("{} cannot be executed: {}", program, why));
  }
  throw EnvironmentError(fmt::format("{} cannot be executed: {}", program, why));
}

/// Reads one whole message; false at the end of the file.
template <typename Message>
bool receive(int fd, Message& message) {
  for (;;) {
    const ssize_t got = ::read(fd, &message, sizeof message);
    if (got < 0 && errno == EINTR) continue;
    return got == static_cast<ssize_t>(sizeof message);
  }
}

}  // namespace

struct Child::State {
  explicit State(ChildOptions given)
      : options(std::move(given)),
        out(options.head_bytes, options.tail_bytes),
        err(options.head_bytes, options.tail_bytes) {
    start();
  }
  State(const State&) = delete;
  State& operator=(const State&) = delete;
  ~State() {
    if (guardian <= 0) return;
    order(kKill);
    lifeline.close();
    reap_guardian();
  }

  void start();
  void watch_limits();
  void ask_to_end(ChildEnd why);
  void order(char what);
  bool poll_once(Seconds patience, int wake_fd);
  void read_status();
  void read_output(Descriptor& fd, BoundedText& into, bool forward);
  void reap_guardian();
  [[nodiscard]] ChildResult result() const;

  ChildOptions options;
  BoundedText out;
  BoundedText err;
  Descriptor stdout_fd;
  Descriptor stderr_fd;
  Descriptor status_fd;
  Descriptor lifeline;
  pid_t guardian = -1;
  Clock::time_point started;
  std::optional<Clock::time_point> ended_at;
  std::optional<ChildEnded> ended;
  std::optional<ChildEnd> asked;
  bool killed_at_once = false;
};

void Child::State::start() {
  if (options.command.empty()) throw UsageError("the command is empty: name an executable");
  const std::string program = find_program(options.command.front()).string();
  const ExecVector arguments(options.command);
  const ExecVector variables(merged_environment(options.environment));
  const std::string folder = options.working_directory.string();
  const Descriptor null = moved_up(Descriptor(::open("/dev/null", O_RDWR | O_CLOEXEC)));
  Pipe to_stdout = make_pipe();
  Pipe to_stderr = make_pipe();
  Pipe start = make_pipe();
  Pipe life = make_pipe();
  Pipe status = make_pipe();
  GuardianPlan plan{.program = program.c_str(),
                    .arguments = arguments.get(),
                    .environment = variables.get(),
                    .working_directory = folder.empty() ? nullptr : folder.c_str(),
                    .null_fd = null.get(),
                    .stdout_fd = to_stdout.write.get(),
                    .stderr_fd = to_stderr.write.get(),
                    .start_fd = start.write.get(),
                    .lifeline_fd = life.read.get(),
                    .status_fd = status.write.get(),
                    .grace_seconds = options.grace.count()};
#ifdef __linux__
  const cpu_set_t cpus = cpu_set_of(options.cpus);
  if (!options.cpus.empty()) plan.cpu_set = &cpus;
#endif
  started = Clock::now();
  guardian = ::fork();
  if (guardian == 0) run_guardian(plan);
  if (guardian < 0) throw_system("start a process");
  start.write.close();
  StartFailure failure;
  if (receive(start.read.get(), failure)) {
    life.write.close();
    reap_guardian();
    throw_start_failure(failure, options, program);
  }
  stdout_fd = std::move(to_stdout.read);
  stderr_fd = std::move(to_stderr.read);
  status_fd = std::move(status.read);
  lifeline = std::move(life.write);
  for (const auto* fd : {&stdout_fd, &stderr_fd}) make_non_blocking(*fd);
}

void Child::State::reap_guardian() {
  while (::waitpid(guardian, nullptr, 0) < 0 && errno == EINTR) {
  }
  guardian = -1;
}

void Child::State::order(char what) {
  // A guardian that is gone already must not take us with it.
  sigset_t pipe_signal;
  sigset_t before;
  sigemptyset(&pipe_signal);
  sigaddset(&pipe_signal, SIGPIPE);
  ::pthread_sigmask(SIG_BLOCK, &pipe_signal, &before);
  const bool failed = ::write(lifeline.get(), &what, 1) < 0 && errno == EPIPE;
  int taken = 0;
  if (failed && sigismember(&before, SIGPIPE) == 0) ::sigwait(&pipe_signal, &taken);
  ::pthread_sigmask(SIG_SETMASK, &before, nullptr);
}

void Child::State::ask_to_end(ChildEnd why) {
  if (asked || ended) return;
  asked = why;
  order(kAskToEnd);
}

void Child::State::watch_limits() {
  if (options.time_limit && Clock::now() - started >= *options.time_limit) {
    ask_to_end(ChildEnd::TimedOut);
  }
  if (interrupts_received() > 0) ask_to_end(ChildEnd::Interrupted);
  if (interrupts_received() > 1 && !killed_at_once) {
    killed_at_once = true;
    order(kKill);
  }
}

void Child::State::read_output(Descriptor& fd, BoundedText& into, bool forward) {
  std::array<char, 64 * 1024> buffer;
  for (int pieces = 0; pieces < 64; ++pieces) {  // then the limits have their turn
    const ssize_t got = ::read(fd.get(), buffer.data(), buffer.size());
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return;
    if (got == 0) return fd.close();
    const std::string_view piece(buffer.data(), static_cast<std::size_t>(got));
    into.append(piece);
    if (forward && options.on_stdout) options.on_stdout(piece);
  }
}

void Child::State::read_status() {
  ChildEnded message;
  if (receive(status_fd.get(), message)) {
    ended = message;
    ended_at = Clock::now();
    return;
  }
  status_fd.close();  // the guardian is gone, and with it everything it looked after
  reap_guardian();
  if (!ended_at) ended_at = Clock::now();
}

/// True if `wake_fd` can be read; a negative one is left out.
bool Child::State::poll_once(Seconds patience, int wake_fd) {
  std::array<pollfd, 4> files{pollfd{.fd = stdout_fd.get(), .events = POLLIN, .revents = 0},
                              pollfd{.fd = stderr_fd.get(), .events = POLLIN, .revents = 0},
                              pollfd{.fd = status_fd.get(), .events = POLLIN, .revents = 0},
                              pollfd{.fd = wake_fd, .events = POLLIN, .revents = 0}};
  const auto milliseconds = static_cast<int>(std::clamp(patience, Seconds{0}, kLongestSleep) /
                                             std::chrono::milliseconds{1});
  if (::poll(files.data(), files.size(), milliseconds + 1) <= 0) return false;
  if (files[0].revents != 0) read_output(stdout_fd, out, true);
  if (files[1].revents != 0) read_output(stderr_fd, err, false);
  if (files[2].revents != 0) read_status();
  return files[3].revents != 0;
}

ChildResult Child::State::result() const {
  const auto captured = [](const BoundedText& text) {
    return CapturedText{
        .text = text.text(), .bytes = text.total(), .is_complete = text.is_complete()};
  };
  ChildResult result{.end = ChildEnd::Signalled,
                     .exit_status = std::nullopt,
                     .signal = std::nullopt,
                     .standard_output = captured(out),
                     .standard_error = captured(err),
                     .wall_time = ended_at.value_or(Clock::now()) - started};
  if (!ended) {
    result.signal = SIGKILL;  // somebody killed the guardian, and the kernel the child for it
  } else {
    const int status = ended->wait_status;
    if (WIFEXITED(status)) result.exit_status = WEXITSTATUS(status);
    if (WIFSIGNALED(status)) result.signal = WTERMSIG(status);
    result.cpu_time = std::chrono::nanoseconds(ended->cpu_ns);
    result.peak_memory_bytes = static_cast<std::uint64_t>(ended->peak_memory_bytes);
  }
  if (result.exit_status) result.end = ChildEnd::Exited;
  if (asked) result.end = *asked;
  return result;
}

Child::Child(ChildOptions options) : state_(std::make_unique<State>(std::move(options))) {}
Child::~Child() = default;
Child::Child(Child&&) noexcept = default;
Child& Child::operator=(Child&&) noexcept = default;

bool Child::wait(Seconds patience, std::optional<int> wake_fd) {
  const auto until = Clock::now() + std::chrono::duration_cast<Clock::duration>(patience);
  while (state_->guardian > 0) {
    state_->watch_limits();
    const bool woken = state_->poll_once(until - Clock::now(), wake_fd.value_or(-1));
    if (state_->guardian > 0 && (woken || Clock::now() >= until)) return false;
  }
  // What is still in the pipes; a writer that got away does not keep us.
  if (state_->stdout_fd.is_open()) state_->read_output(state_->stdout_fd, state_->out, true);
  if (state_->stderr_fd.is_open()) state_->read_output(state_->stderr_fd, state_->err, false);
  return true;
}

void Child::stop() {
  state_->ask_to_end(ChildEnd::Stopped);
}

ChildResult Child::result() {
  assert(state_->guardian < 0);
  return state_->result();
}

ChildResult run_child(ChildOptions options) {
  Child child(std::move(options));
  while (!child.wait(Seconds{3600})) {
  }
  return child.result();
}

std::string describe_end(const ChildResult& result) {
  const auto seconds = Seconds(result.wall_time).count();
  switch (result.end) {
    case ChildEnd::TimedOut:
      return fmt::format("was ended after {:.3g} s, its time limit", seconds);
    case ChildEnd::Interrupted:
      return "was interrupted";
    case ChildEnd::Stopped:
      return fmt::format("was stopped after {:.3g} s", seconds);
    case ChildEnd::Exited:
      return fmt::format("exited with status {}", result.exit_status.value_or(0));
    case ChildEnd::Signalled:
      break;
  }
  const int signal = result.signal.value_or(0);
  return fmt::format("was killed by signal {} ({})", signal, ::strsignal(signal));
}

}  // namespace benchgate::measure
