#include "support/guardian.h"

#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <exception>
#include <utility>

#include <fcntl.h>
#include <fmt/core.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/wait.h>
#include <unistd.h>

#include "support/environment_error.h"

namespace benches {
namespace {

constexpr int kFirstFree = 3;

struct Pipe {
  int read = -1;
  int write = -1;
};

Pipe make_pipe() {
  std::array<int, 2> ends{};
  if (pipe2(ends.data(), O_CLOEXEC) != 0) {
    throw EnvironmentError(fmt::format("cannot make a pipe: {}", std::strerror(errno)));
  }
  return {ends[0], ends[1]};
}

/// Leaves the two descriptors open as 3 and 4, /dev/null as 0 to 2, and nothing else: a
/// forgotten copy of another guardian's pipe would keep that one from noticing.
void keep_only(int life, int voice) {
  const int null = open("/dev/null", O_RDWR);
  const std::array moved = {fcntl(null, F_DUPFD, 64), fcntl(null, F_DUPFD, 64),
                            fcntl(null, F_DUPFD, 64), fcntl(life, F_DUPFD, 64),
                            fcntl(voice, F_DUPFD, 64)};
  for (int k = 0; k < static_cast<int>(moved.size()); ++k) {
    dup2(moved[static_cast<std::size_t>(k)], k);
  }
  for (const int descriptor : {kFirstFree, kFirstFree + 1}) {
    fcntl(descriptor, F_SETFD, FD_CLOEXEC);
  }
  close_range(kFirstFree + 2, ~0U, 0);
}

/// A descriptor that becomes readable when a child ends.
int child_signals() {
  sigset_t children;
  sigemptyset(&children);
  sigaddset(&children, SIGCHLD);
  sigprocmask(SIG_BLOCK, &children, nullptr);
  return signalfd(-1, &children, SFD_CLOEXEC | SFD_NONBLOCK);
}

}  // namespace

Guardian::Guardian(const std::function<void(Owner&)>& work) {
  const Pipe life = make_pipe();
  const Pipe voice = make_pipe();
  process_ = fork();
  if (process_ < 0) {
    throw EnvironmentError(fmt::format("cannot fork a guardian: {}", std::strerror(errno)));
  }
  if (process_ == 0) {
    setsid();
    for (const int ignored : {SIGINT, SIGTERM, SIGHUP, SIGPIPE}) std::signal(ignored, SIG_IGN);
    std::signal(SIGCHLD, SIG_DFL);
    prctl(PR_SET_NAME, "bench-guardian");
    keep_only(life.read, voice.write);
    Owner owner(kFirstFree, kFirstFree + 1, child_signals());
    try {
      work(owner);
    } catch (const std::exception& error) {
      owner.tell(error.what());
    }
    _exit(0);
  }
  close(life.read);
  close(voice.write);
  life_ = life.write;
  voice_ = voice.read;
  fcntl(voice_, F_SETFL, O_NONBLOCK);
}

Guardian::Guardian(Guardian&& other) noexcept
    : process_(std::exchange(other.process_, -1)),
      life_(std::exchange(other.life_, -1)),
      voice_(std::exchange(other.voice_, -1)) {}

Guardian::~Guardian() {
  if (process_ < 0) return;
  close(life_);
  while (waitpid(process_, nullptr, 0) < 0 && errno == EINTR) {
  }
  close(voice_);
}

std::optional<std::string> Guardian::heard() {
  std::array<char, 4096> buffer{};
  std::string message;
  for (ssize_t got = 0; (got = read(voice_, buffer.data(), buffer.size())) > 0;) {
    message.append(buffer.data(), static_cast<std::size_t>(got));
  }
  if (message.empty()) return std::nullopt;
  return message;
}

Guardian::Event Guardian::Owner::wait(std::optional<std::chrono::milliseconds> limit) {
  std::array<pollfd, 2> watched = {pollfd{life_, POLLIN, 0}, pollfd{children_, POLLIN, 0}};
  const int timeout = limit ? static_cast<int>(limit->count()) : -1;
  while (poll(watched.data(), watched.size(), timeout) < 0 && errno == EINTR) {
  }
  if (watched[0].revents != 0) return Event::OwnerGone;
  if (watched[1].revents == 0) return Event::TimedOut;
  signalfd_siginfo ignored{};
  while (read(children_, &ignored, sizeof ignored) > 0) {
  }
  return Event::ChildEnded;
}

void Guardian::Owner::tell(std::string_view message) {
  // A message longer than the pipe's 64 kB is cut; there is nobody else to tell.
  while (!message.empty()) {
    const ssize_t sent = write(voice_, message.data(), message.size());
    if (sent <= 0) return;
    message.remove_prefix(static_cast<std::size_t>(sent));
  }
}

}  // namespace benches
