#include "support/server_cpu.h"

#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "support/waiting.h"

namespace benches {
namespace {

/// A process that computes for ever.
class Computing {
 public:
  Computing() : process_(::fork()) {
    if (process_ != 0) return;
    for (volatile unsigned x = 0;;) x = x + 1;
  }
  ~Computing() { end(); }
  Computing(const Computing&) = delete;
  Computing& operator=(const Computing&) = delete;

  [[nodiscard]] pid_t process() const { return process_; }
  void end() {
    if (process_ <= 0) return;
    ::kill(process_, SIGKILL);
    ::waitpid(process_, nullptr, 0);
    process_ = -1;
  }

 private:
  pid_t process_;
};

TEST(ServerCpu, GrowsWhileAProcessComputes) {
  const Computing computing;
  const auto begin = cpu_time_of(computing.process());
  ASSERT_TRUE(begin);
  EXPECT_TRUE(test_support::eventually([&] { return cpu_time_of(computing.process()) > begin; }));
}

TEST(ServerCpu, StandsStillWhileAProcessIsStopped) {
  const Computing computing;
  ::kill(computing.process(), SIGSTOP);
  int status = 0;
  ASSERT_EQ(::waitpid(computing.process(), &status, WUNTRACED), computing.process());
  const auto begin = cpu_time_of(computing.process());
  ASSERT_TRUE(begin);
  ::usleep(50'000);
  EXPECT_EQ(cpu_time_of(computing.process()), begin);
}

TEST(ServerCpu, OfNobodyIsNotKnown) {
  Computing computing;
  const pid_t process = computing.process();
  computing.end();
  EXPECT_EQ(cpu_time_of(process), std::nullopt);
}

}  // namespace
}  // namespace benches
