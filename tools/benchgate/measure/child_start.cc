#include "benchgate/measure/child_start.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <map>
#include <string_view>

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/wait.h>
#include <unistd.h>

#ifdef __linux__
#include <sched.h>
#endif

#include "benchgate/base/error.h"
#include "benchgate/base/system_reason.h"
#include "benchgate/measure/guardian.h"
#include "benchgate/measure/secret_variables.h"

extern char** environ;

namespace benchgate::measure {
namespace {

[[noreturn]] void throw_system(std::string_view what) {
  throw EnvironmentError(fmt::format("cannot {}: {}", what, system_reason(errno)));
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

bool is_inherited(const ChildOptions& options, std::string_view name) {
  if (options.inherits_secrets || !is_secret_variable(name)) return true;
  return std::ranges::find(options.passed_secrets, name) != options.passed_secrets.end();
}

std::vector<std::string> merged_environment(const ChildOptions& options) {
  std::map<std::string, std::string> merged;
  for (char** entry = environ; entry != nullptr && *entry != nullptr; ++entry) {
    const std::string_view text(*entry);
    const auto equals = text.find('=');
    if (equals == std::string_view::npos) continue;
    const auto name = text.substr(0, equals);
    if (is_inherited(options, name)) merged.emplace(name, text.substr(equals + 1));
  }
  for (const auto& [name, value] : options.environment) merged.insert_or_assign(name, value);
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
      throw EnvironmentError(
          fmt::format("cannot start a process: {}", system_reason(failure.error)));
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

}  // namespace

StartedChild start_child(const ChildOptions& options) {
  if (options.command.empty()) throw UsageError("the command is empty: name an executable");
  const std::string program = find_program(options.command.front()).string();
  const ExecVector arguments(options.command);
  const ExecVector variables(merged_environment(options));
  const std::string folder = options.working_directory.string();
  Descriptor nothing(::open("/dev/null", O_RDWR | O_CLOEXEC));
  if (!nothing.is_open()) throw_system("open /dev/null");
  const Descriptor null = moved_up(std::move(nothing));
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
  StartedChild child{.time = std::chrono::steady_clock::now()};
  child.guardian = ::fork();
  if (child.guardian == 0) run_guardian(plan);
  if (child.guardian < 0) throw_system("start a process");
  start.write.close();
  StartFailure failure;
  if (receive(start.read.get(), failure)) {
    life.write.close();
    reap_guardian(child.guardian);
    throw_start_failure(failure, options, program);
  }
  child.standard_output = std::move(to_stdout.read);
  child.standard_error = std::move(to_stderr.read);
  child.status = std::move(status.read);
  child.lifeline = std::move(life.write);
  make_non_blocking(child.standard_output);
  make_non_blocking(child.standard_error);
  return child;
}

void reap_guardian(pid_t guardian) {
  while (::waitpid(guardian, nullptr, 0) < 0 && errno == EINTR) {
  }
}

}  // namespace benchgate::measure
