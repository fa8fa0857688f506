#include "benchgate/measure/child_process.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <iterator>
#include <span>
#include <sstream>
#include <system_error>

#include <fmt/format.h>
#include <poll.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "benchgate/base/error.h"
#include "benchgate/base/whole_number.h"
#include "benchgate/measure/bounded_text.h"
#include "benchgate/measure/child_start.h"
#include "benchgate/measure/guardian.h"
#include "benchgate/measure/interrupt.h"

namespace benchgate::measure {
namespace {

using Clock = std::chrono::steady_clock;

/// ^C between two looks at the counter waits at most this long.
constexpr Seconds kLongestSleep{0.1};

/// The moment so long from now; the clock's last one where `patience` goes beyond it.
Clock::time_point end_of(Seconds patience) {
  const auto now = Clock::now();
  const bool ends = patience < Seconds(Clock::time_point::max() - now) / 2;
  return ends ? now + std::chrono::duration_cast<Clock::duration>(patience)
              : Clock::time_point::max();
}

namespace fs = std::filesystem;

bool is_executable_file(const fs::path& path) {
  std::error_code ignored;
  return fs::is_regular_file(path, ignored) && ::access(path.c_str(), X_OK) == 0;
}

fs::path checked(const fs::path& path) {
  std::error_code error;
  const auto status = fs::status(path, error);
  if (status.type() == fs::file_type::not_found) {
    throw UsageError(fmt::format("{}: no such file; is it built?", path.string()));
  }
  if (error) throw UsageError(fmt::format("{}: {}", path.string(), error.message()));
  if (status.type() == fs::file_type::directory) {
    throw UsageError(fmt::format("{} is a folder, an executable was expected", path.string()));
  }
  if (!is_executable_file(path)) {
    throw UsageError(fmt::format("{} is not executable (chmod +x?)", path.string()));
  }
  return fs::absolute(path);
}

}  // namespace

struct Child::State {
  explicit State(ChildOptions given)
      : options(std::move(given)),
        out(options.head_bytes, options.tail_bytes),
        err(options.head_bytes, options.tail_bytes),
        process(start_child(options)) {}
  State(const State&) = delete;
  State& operator=(const State&) = delete;
  ~State() {
    if (is_gone()) return;
    order(kKill);
    process.lifeline.close();
    reap_guardian(process.guardian);
  }

  [[nodiscard]] bool is_gone() const { return process.guardian < 0; }
  void watch_limits();
  void ask_to_end(ChildEnd why);
  void order(char what);
  [[nodiscard]] std::array<pollfd, 3> files() const;
  void take(std::span<const pollfd, 3> ready);
  void read_rest();
  void read_status();
  void read_output(Descriptor& fd, BoundedText& into, bool forward);
  [[nodiscard]] ChildResult result() const;

  ChildOptions options;
  BoundedText out;
  BoundedText err;
  StartedChild process;
  std::optional<Clock::time_point> ended_at;
  std::optional<ChildEnded> ended;
  std::optional<ChildEnd> asked;
  bool killed_at_once = false;
};

void Child::State::order(char what) {
  // A guardian that is gone already must not take us with it.
  sigset_t pipe_signal;
  sigset_t before;
  sigemptyset(&pipe_signal);
  sigaddset(&pipe_signal, SIGPIPE);
  ::pthread_sigmask(SIG_BLOCK, &pipe_signal, &before);
  const bool failed = ::write(process.lifeline.get(), &what, 1) < 0 && errno == EPIPE;
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
  if (options.time_limit && Clock::now() - process.time >= *options.time_limit) {
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
  if (receive(process.status.get(), message)) {
    ended = message;
    ended_at = Clock::now();
    return;
  }
  process.status.close();  // the guardian is gone, and with it everything it looked after
  reap_guardian(process.guardian);
  process.guardian = -1;
  if (!ended_at) ended_at = Clock::now();
}

std::array<pollfd, 3> Child::State::files() const {
  return {pollfd{.fd = process.standard_output.get(), .events = POLLIN, .revents = 0},
          pollfd{.fd = process.standard_error.get(), .events = POLLIN, .revents = 0},
          pollfd{.fd = process.status.get(), .events = POLLIN, .revents = 0}};
}

void Child::State::take(std::span<const pollfd, 3> ready) {
  if (ready[0].revents != 0) read_output(process.standard_output, out, true);
  if (ready[1].revents != 0) read_output(process.standard_error, err, false);
  if (ready[2].revents != 0) read_status();
  if (is_gone()) read_rest();
}

/// What is still in the pipes; a writer that got away does not keep us.
void Child::State::read_rest() {
  if (process.standard_output.is_open()) read_output(process.standard_output, out, true);
  if (process.standard_error.is_open()) read_output(process.standard_error, err, false);
}

bool Child::poll_once(std::span<Child* const> children, Seconds patience,
                      std::optional<int> wake_fd) {
  std::vector<pollfd> files;
  for (const auto* child : children) {
    child->state_->watch_limits();
    std::ranges::copy(child->state_->files(), std::back_inserter(files));
  }
  files.push_back({.fd = wake_fd.value_or(-1), .events = POLLIN, .revents = 0});
  const auto milliseconds = truncated<int>(std::clamp(patience, Seconds{0}, kLongestSleep) /
                                           std::chrono::milliseconds{1});
  if (::poll(files.data(), files.size(), milliseconds + 1) <= 0) return false;
  for (std::size_t i = 0; i < children.size(); ++i) {
    children[i]->state_->take(std::span(files).subspan(3 * i).first<3>());
  }
  return files.back().revents != 0;
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
                     .wall_time = ended_at.value_or(Clock::now()) - process.time};
  if (!ended) {
    result.signal = SIGKILL;  // somebody killed the guardian, and the kernel the child for it
  } else {
    const int status = ended->wait_status;
    if (WIFEXITED(status)) result.exit_status = WEXITSTATUS(status);
    if (WIFSIGNALED(status)) result.signal = WTERMSIG(status);
    result.cpu_time = std::chrono::nanoseconds(ended->cpu_ns);
    result.peak_memory_bytes = static_cast<std::uint64_t>(ended->peak_memory_bytes);
    if (ended->kept_waiting_ns >= 0) {
      result.kept_waiting = std::chrono::nanoseconds(ended->kept_waiting_ns);
    }
    if (ended->asleep_ns >= 0) result.asleep = std::chrono::nanoseconds(ended->asleep_ns);
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
  std::array<Child*, 1> self{this};
  return wait_for_all(self, patience, wake_fd);
}

bool wait_for_all(std::span<Child* const> children, Seconds patience, std::optional<int> wake_fd) {
  const auto until = end_of(patience);
  std::vector<Child*> running(children.begin(), children.end());
  for (;;) {
    std::erase_if(running, [](const Child* child) { return child->state_->is_gone(); });
    if (running.empty()) return true;
    const bool is_woken = Child::poll_once(running, until - Clock::now(), wake_fd);
    const bool all_gone =
        std::ranges::all_of(running, [](const Child* child) { return child->state_->is_gone(); });
    if (!all_gone && (is_woken || Clock::now() >= until)) return false;
  }
}

void Child::stop() {
  state_->ask_to_end(ChildEnd::Stopped);
}

int Child::root_process() const {
  return state_->process.guardian;
}

ChildResult Child::result() {
  assert(state_->is_gone());
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

fs::path find_program(const std::string& program) {
  if (program.empty()) throw UsageError("the command is empty: name an executable");
  if (program.find('/') != std::string::npos) return checked(program);
  const char* const path = std::getenv("PATH");
  std::istringstream folders(path != nullptr ? path : "/usr/bin:/bin");
  for (std::string folder; std::getline(folders, folder, ':');) {
    const auto candidate = fs::path(folder.empty() ? "." : folder) / program;
    if (is_executable_file(candidate)) return fs::absolute(candidate);
  }
  if (is_executable_file(program)) {
    throw UsageError(
        fmt::format("{0} is not in PATH; for the one in this folder, say ./{0}", program));
  }
  throw UsageError(fmt::format("{} is not in PATH; give its path", program));
}

}  // namespace benchgate::measure
