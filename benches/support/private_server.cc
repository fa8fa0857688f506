#include "support/private_server.h"

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <iterator>
#include <sstream>
#include <system_error>
#include <thread>

#include <fcntl.h>
#include <fmt/core.h>
#include <grp.h>
#include <pwd.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "support/environment_error.h"
#include "support/temporary_folder.h"

namespace benches {
namespace {

using namespace std::chrono_literals;
using std::chrono::milliseconds;

struct RunAs {
  uid_t user;
  gid_t group;
};

std::optional<RunAs> unprivileged_user() {
  for (const char* name : {"postgres", "nobody"}) {
    if (const passwd* entry = getpwnam(name)) return RunAs{entry->pw_uid, entry->pw_gid};
  }
  throw EnvironmentError("running as root, and there is no user postgres or nobody to run as");
}

std::string log_tail(const std::filesystem::path& folder) {
  static constexpr std::size_t kLongest = 2'000;
  std::ifstream file(folder / "log", std::ios::binary);
  std::string text(std::istreambuf_iterator<char>(file), {});
  if (text.size() > kLongest) text.erase(0, text.size() - kLongest);
  while (!text.empty() && text.back() == '\n') text.pop_back();
  return text.empty() ? "its log is empty" : "its log ends with:\n" + text;
}

std::vector<std::string> in_folder(std::vector<std::string> command,
                                   const std::filesystem::path& folder) {
  for (std::string& argument : command) {
    const auto at = argument.find(kFolder);
    if (at != std::string::npos) argument.replace(at, kFolder.size(), folder.string());
  }
  return command;
}

/// The guardian's work: one server from its preparation to its removal.
class ServerProcess {
 public:
  ServerProcess(const ServerPlan& plan, const std::filesystem::path& folder,
                std::optional<RunAs> run_as)
      : plan_(plan), folder_(folder), run_as_(run_as) {}

  void run(Guardian::Owner& owner) {
    keep_in_use(folder_);
    // Orphans of the server, such as its workers, become ours to wait for.
    prctl(PR_SET_CHILD_SUBREAPER, 1);
    if (plan_.prepare.empty() || prepared(owner)) serve(owner);
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
  }

 private:
  bool prepared(Guardian::Owner& owner) {
    const std::optional<int> status = until_ended(owner, spawn(plan_.prepare));
    if (!status) return false;
    if (*status != 0) owner.tell(describe(plan_.prepare, *status));
    return *status == 0;
  }

  void serve(Guardian::Owner& owner) {
    if (const auto status = until_ended(owner, spawn(plan_.command))) {
      owner.tell(describe(plan_.command, *status));
    }
  }

  /// The child's wait status, or nothing if the owner went first and the child was stopped.
  std::optional<int> until_ended(Guardian::Owner& owner, pid_t child) {
    int status = 0;
    while (owner.wait(std::nullopt) != Guardian::Event::OwnerGone) {
      // Orphans end too; only this child counts.
      if (waitpid(child, &status, WNOHANG) != child) continue;
      kill(-child, SIGKILL);
      return status;
    }
    stop(child);
    return std::nullopt;
  }

  /// Politely, then not; what the server itself left behind goes with it.
  void stop(pid_t child) {
    kill(child, plan_.stop_signal);
    ended_within(plan_.stop_limit, child);
    kill(-child, SIGKILL);
    ended_within(1s, -1);
  }

  /// Waits for one child, or with -1 for all.
  static void ended_within(milliseconds limit, pid_t child) {
    const auto end = std::chrono::steady_clock::now() + limit;
    while (std::chrono::steady_clock::now() < end) {
      const pid_t ended = waitpid(child, nullptr, WNOHANG);
      if (ended == child || (ended < 0 && errno == ECHILD)) return;
      if (ended == 0) std::this_thread::sleep_for(2ms);
    }
  }

  pid_t spawn(const std::vector<std::string>& command) {
    const pid_t guardian = getpid();
    const pid_t child = fork();
    if (child < 0) {
      throw EnvironmentError(fmt::format("cannot fork: {}", std::strerror(errno)));
    }
    if (child == 0) become(command, guardian);
    return child;
  }

  [[noreturn]] void become(const std::vector<std::string>& command, pid_t guardian) {
    setpgid(0, 0);
    const int log = open((folder_ / "log").c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600);
    dup2(log, STDOUT_FILENO);
    dup2(log, STDERR_FILENO);
    for (const int ignored : {SIGINT, SIGTERM, SIGHUP, SIGPIPE}) std::signal(ignored, SIG_DFL);
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, nullptr);
    if (run_as_ &&
        (setgroups(0, nullptr) != 0 || setgid(run_as_->group) != 0 || setuid(run_as_->user) != 0)) {
      give_up("cannot change to an unprivileged user");
    }
    // After setuid(), which clears it; the guardian may have died before.
    prctl(PR_SET_PDEATHSIG, plan_.stop_signal);
    if (getppid() != guardian) _exit(1);
    if (chdir(folder_.c_str()) != 0) give_up("cannot enter " + folder_.string());
    std::vector<char*> arguments;
    for (const std::string& argument : command) {
      arguments.push_back(const_cast<char*>(argument.c_str()));
    }
    arguments.push_back(nullptr);
    execv(arguments.front(), arguments.data());
    give_up("cannot execute " + command.front());
  }

  [[noreturn]] static void give_up(const std::string& what) {
    const std::string line = fmt::format("{}: {}\n", what, std::strerror(errno));
    [[maybe_unused]] const ssize_t sent = write(STDERR_FILENO, line.data(), line.size());
    _exit(127);
  }

  [[nodiscard]] std::string describe(const std::vector<std::string>& command, int status) const {
    const std::string how = WIFSIGNALED(status)
                                ? fmt::format("was ended by signal {}", WTERMSIG(status))
                                : fmt::format("ended with exit code {}", WEXITSTATUS(status));
    return fmt::format("{} {}; {}", command.front(), how, log_tail(folder_));
  }

  const ServerPlan& plan_;
  const std::filesystem::path& folder_;
  std::optional<RunAs> run_as_;
};

}  // namespace

PrivateServer::PrivateServer(const ServerPlan& plan) {
  const std::optional<RunAs> run_as =
      plan.refuses_root && geteuid() == 0 ? unprivileged_user() : std::nullopt;
  folder_ = make_temporary_folder(plan.name);
  if (run_as && chown(folder_.c_str(), run_as->user, run_as->group) != 0) {
    const int error = errno;
    std::filesystem::remove(folder_);
    throw EnvironmentError(
        fmt::format("cannot give {} away: {}", folder_.string(), std::strerror(error)));
  }
  ServerPlan concrete = plan;
  concrete.prepare = in_folder(plan.prepare, folder_);
  concrete.command = in_folder(plan.command, folder_);
  guardian_.emplace(
      [&](Guardian::Owner& owner) { ServerProcess(concrete, folder_, run_as).run(owner); });
  wait_until_ready(plan);
}

void PrivateServer::wait_until_ready(const ServerPlan& plan) {
  const auto end = std::chrono::steady_clock::now() + plan.start_limit;
  while (!plan.ready(folder_)) {
    if (const auto message = guardian_->heard()) {
      throw EnvironmentError(fmt::format("{} does not start: {}", plan.name, *message));
    }
    if (std::chrono::steady_clock::now() > end) {
      throw EnvironmentError(fmt::format("{} was not ready within {} s; {}", plan.name,
                                         static_cast<double>(plan.start_limit.count()) / 1000.0,
                                         log_tail(folder_)));
    }
    std::this_thread::sleep_for(3ms);
  }
}

std::optional<std::filesystem::path> find_program(std::string_view name) {
  const char* path = std::getenv("PATH");
  std::istringstream folders(path == nullptr ? "" : path);
  for (std::string folder; std::getline(folders, folder, ':');) {
    const std::filesystem::path program = std::filesystem::path(folder) / name;
    if (!folder.empty() && access(program.c_str(), X_OK) == 0) return program;
  }
  return std::nullopt;
}

}  // namespace benches
