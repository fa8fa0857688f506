#include "support/private_server.h"

#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <string>

#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "support/environment_error.h"
#include "support/waiting.h"

namespace benches {
namespace {

using namespace std::chrono_literals;
using test_support::eventually;
using testing::HasSubstr;

ServerPlan plan_of(const std::string& script) {
  ServerPlan plan;
  plan.name = "fake";
  plan.command = {"/bin/sh", "-c", script};
  plan.ready = [](const std::filesystem::path& folder) {
    return std::filesystem::exists(folder / "up");
  };
  return plan;
}

/// A server that stays until it is told to go, with a worker of its own.
ServerPlan staying() {
  return plan_of("sleep 1000 & echo $! > worker; echo $$ > pid; touch up; wait");
}

std::string message_of(const ServerPlan& plan) {
  try {
    PrivateServer server(plan);
  } catch (const EnvironmentError& error) {
    return error.what();
  }
  return "it started";
}

pid_t pid_in(const std::filesystem::path& file) {
  pid_t pid = 0;
  std::ifstream(file) >> pid;
  return pid;
}

bool is_running(pid_t pid) {
  return kill(pid, 0) == 0 || errno == EPERM;
}

TEST(PrivateServer, RunsInItsFolderUntilItIsDestroyed) {
  std::filesystem::path folder;
  pid_t server_pid = 0;
  {
    PrivateServer server(staying());
    folder = server.folder();
    server_pid = pid_in(folder / "pid");
    EXPECT_TRUE(is_running(server_pid));
  }
  EXPECT_FALSE(is_running(server_pid));
  EXPECT_FALSE(std::filesystem::exists(folder));
}

/// As benchgate asks before it removes what killed suites left behind.
bool is_abandoned(const std::filesystem::path& folder) {
  const int file = open((folder / ".owner").c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) return false;
  const bool is_free = flock(file, LOCK_EX | LOCK_NB) == 0;
  close(file);
  return is_free;
}

TEST(PrivateServer, KeepsItsFolderInUse) {
  const PrivateServer server(staying());
  ASSERT_TRUE(std::filesystem::exists(server.folder() / ".owner"));
  EXPECT_FALSE(is_abandoned(server.folder()));
}

TEST(PrivateServer, PreparesInTheSameFolderFirst) {
  ServerPlan plan = plan_of("test -e {folder}/prepared && touch up; exec sleep 1000");
  plan.prepare = {"/bin/sh", "-c", "touch {folder}/prepared"};
  const PrivateServer server(plan);
  EXPECT_TRUE(std::filesystem::exists(server.folder() / "up"));
}

TEST(PrivateServer, SaysWhichProgramCannotBeExecuted) {
  ServerPlan plan = staying();
  plan.command = {"/nowhere/postgres"};
  EXPECT_THAT(message_of(plan), HasSubstr("fake does not start: /nowhere/postgres"));
  EXPECT_THAT(message_of(plan), HasSubstr("No such file"));
}

TEST(PrivateServer, ShowsTheLogOfAServerThatEnds) {
  const std::string message = message_of(plan_of("echo port already taken >&2; exit 3"));
  EXPECT_THAT(message, HasSubstr("exit code 3"));
  EXPECT_THAT(message, HasSubstr("port already taken"));
}

TEST(PrivateServer, ShowsTheLogOfAPreparationThatFails) {
  ServerPlan plan = staying();
  plan.prepare = {"/bin/sh", "-c", "echo disk is full; exit 1"};
  EXPECT_THAT(message_of(plan), HasSubstr("disk is full"));
}

TEST(PrivateServer, GivesUpOnAServerThatIsNeverReady) {
  ServerPlan plan = plan_of("echo still loading; exec sleep 1000");
  plan.start_limit = 100ms;
  EXPECT_THAT(message_of(plan), HasSubstr("fake was not ready within 0.1 s"));
  // A busy machine may not have let it say anything in that time.
  EXPECT_TRUE(test_support::given_time(100ms, [&](auto limit) {
    plan.start_limit = std::chrono::duration_cast<decltype(plan.start_limit)>(limit);
    return message_of(plan).find("still loading") != std::string::npos;
  }));
}

TEST(PrivateServer, GivesUpOnAPreparationThatHangs) {
  ServerPlan plan = staying();
  plan.prepare = {"/bin/sh", "-c", "exec sleep 1000"};
  plan.start_limit = 100ms;
  EXPECT_THAT(message_of(plan), HasSubstr("not ready"));
}

TEST(PrivateServer, KillsAServerThatDoesNotListen) {
  ServerPlan plan = plan_of("trap '' TERM; echo $$ > pid; touch up; while :; do sleep 1; done");
  plan.stop_limit = 100ms;
  pid_t server_pid = 0;
  {
    PrivateServer server(plan);
    server_pid = pid_in(server.folder() / "pid");
  }
  EXPECT_FALSE(is_running(server_pid));
}

TEST(PrivateServer, RunsUnprivilegedIfAskedTo) {
  if (geteuid() != 0) GTEST_SKIP() << "only root can become somebody else";
  ServerPlan plan = plan_of("id -u > uid; touch up; exec sleep 1000");
  plan.refuses_root = true;
  const PrivateServer server(plan);
  EXPECT_NE(pid_in(server.folder() / "uid"), 0);
}

TEST(PrivateServer, MakesItsFolderInTmpdirAndSaysSoIfItCannot) {
  const char* before = std::getenv("TMPDIR");
  const std::string kept = before == nullptr ? "" : before;
  setenv("TMPDIR", "/nowhere", 1);
  EXPECT_THAT(message_of(staying()), HasSubstr("/nowhere"));
  EXPECT_THAT(message_of(staying()), HasSubstr("set TMPDIR"));
  before == nullptr ? unsetenv("TMPDIR") : setenv("TMPDIR", kept.c_str(), 1);
}

struct Owned {
  pid_t owner = 0;
  pid_t server = 0;
  pid_t worker = 0;
  std::filesystem::path folder;
};

/// A process that owns a server and waits to be killed, in a process group of its own as
/// a shell would start it.
Owned start_owner() {
  int ends[2];
  if (pipe(ends) != 0) return {};
  Owned owned;
  owned.owner = fork();
  if (owned.owner == 0) {
    setpgid(0, 0);
    const PrivateServer server(staying());
    const std::string folder = server.folder().string() + "\n";
    if (write(ends[1], folder.data(), folder.size()) < 0) _exit(1);
    for (;;) pause();
  }
  close(ends[1]);
  FILE* stream = fdopen(ends[0], "r");
  char line[512] = {};
  if (std::fgets(line, sizeof line, stream) != nullptr) {
    owned.folder = std::string(line, std::string(line).find('\n'));
  }
  std::fclose(stream);
  owned.server = pid_in(owned.folder / "pid");
  owned.worker = pid_in(owned.folder / "worker");
  return owned;
}

class EndOfOwner : public testing::TestWithParam<int> {};

TEST_P(EndOfOwner, LeavesNoProcessAndNoFolder) {
  const Owned owned = start_owner();
  ASSERT_GT(owned.server, 0);
  ASSERT_TRUE(is_running(owned.server));
  ASSERT_TRUE(is_running(owned.worker));
  // As the terminal does with ^C: everything in the group gets it.
  kill(-owned.owner, GetParam());
  waitpid(owned.owner, nullptr, 0);
  EXPECT_TRUE(eventually([&] { return !is_running(owned.server); }));
  EXPECT_TRUE(eventually([&] { return !is_running(owned.worker); }));
  EXPECT_TRUE(eventually([&] { return !std::filesystem::exists(owned.folder); }));
}

INSTANTIATE_TEST_SUITE_P(BySignal, EndOfOwner, testing::Values(SIGINT, SIGTERM, SIGKILL, SIGSEGV));

TEST(FindProgram, FindsWhatPathHasAndNothingElse) {
  EXPECT_EQ(find_program("sh").value_or("").filename(), "sh");
  EXPECT_EQ(find_program("no-such-program-anywhere"), std::nullopt);
}

}  // namespace
}  // namespace benches
