#pragma once

// A process that outlives this one by a moment and cleans up after it.
//
// The work runs in a forked process in a session of its own, which learns through the
// closing of a pipe that the owner has gone. The kernel closes it on every way out:
// return, exception, exit(), ^C, SIGTERM, SIGKILL, crash. So there is one path of
// cleaning up and no signal handler. The guardian sleeps in poll() in between: it
// takes no CPU time from a benchmark.

#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include <sys/types.h>

namespace benches {

class Guardian {
 public:
  enum class Event { OwnerGone, ChildEnded, TimedOut };

  /// The guardian's side, inside the work.
  class Owner {
   public:
    /// Sleeps until the owner has gone, a child of the guardian has ended, or the time
    /// is over (nothing: without limit).
    [[nodiscard]] Event wait(std::optional<std::chrono::milliseconds> limit);
    /// Sends one message to the owner, which reads it with heard().
    void tell(std::string_view message);

   private:
    friend class Guardian;
    Owner(int life, int voice, int children) : life_(life), voice_(voice), children_(children) {}
    int life_;
    int voice_;
    int children_;
  };

  /// Forks and runs the work there: it must return soon after the owner has gone. Call
  /// while the process has one thread. The work's standard streams are /dev/null, no
  /// other descriptor is open in it, SIGINT, SIGTERM and SIGHUP are ignored; whatever it
  /// throws is told to the owner. Throws EnvironmentError if it cannot fork.
  explicit Guardian(const std::function<void(Owner&)>& work);
  Guardian(Guardian&& other) noexcept;
  Guardian& operator=(Guardian&&) = delete;

  /// Lets go and waits until the work has returned.
  ~Guardian();

  /// What the work has told so far, without waiting; nothing if it is silent.
  [[nodiscard]] std::optional<std::string> heard();

 private:
  pid_t process_ = -1;
  int life_ = -1;
  int voice_ = -1;
};

}  // namespace benches
