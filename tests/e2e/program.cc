#include "e2e/program.h"

#include <chrono>
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <thread>

#include <fcntl.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

namespace e2e {
namespace {

namespace fs = std::filesystem;

/// What would make the outcome depend on who runs the tests.
constexpr const char* kForeign[] = {"FAKE_BENCH",      "NO_COLOR",        "CLICOLOR_FORCE",
                                    "BENCHGATE_REDIS", "COLUMNS",         "BENCHGATE_POSTGRES",
                                    "BENCHMARK_OUT",   "BENCHMARK_FILTER"};

[[noreturn]] void become(const Program& program, const fs::path& out, const fs::path& err) {
  const auto redirect = [](const fs::path& path, int to, int flags) {
    const int fd = ::open(path.c_str(), flags, 0600);
    if (fd < 0 || ::dup2(fd, to) < 0) ::_exit(127);
  };
  redirect("/dev/null", STDIN_FILENO, O_RDONLY);
  const bool captured = program.standard_output.empty();
  const auto& target = captured ? out : program.standard_output;
  redirect(target, STDOUT_FILENO, captured ? O_WRONLY | O_CREAT | O_TRUNC : O_WRONLY);
  redirect(err, STDERR_FILENO, O_WRONLY | O_CREAT | O_TRUNC);
  for (const char* name : kForeign) ::unsetenv(name);
  // What runs the tests in the background may ignore ^C, and that is inherited.
  for (const int signal : {SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGPIPE}) ::signal(signal, SIG_DFL);
  for (const auto& [name, value] : program.environment) ::setenv(name.c_str(), value.c_str(), 1);
  if (::chdir(program.folder.c_str()) != 0) ::_exit(127);
  std::vector<char*> arguments;
  for (const auto& argument : program.command) {
    arguments.push_back(const_cast<char*>(argument.c_str()));
  }
  arguments.push_back(nullptr);
  ::execv(arguments.front(), arguments.data());
  ::_exit(127);
}

/// A number for the files that capture output, so that two programs can run in one folder.
int next_number() {
  static int count = 0;
  return ++count;
}

}  // namespace

Running::Running(const Program& program) {
  const auto stem = ".captured-" + std::to_string(next_number());
  out_ = program.folder / (stem + ".out");
  err_ = program.folder / (stem + ".err");
  pid_ = ::fork();
  if (pid_ < 0) throw std::runtime_error("cannot fork");
  if (pid_ == 0) become(program, out_, err_);
}

Running::~Running() {
  if (pid_ <= 0) return;
  ::kill(pid_, SIGKILL);
  ::waitpid(pid_, nullptr, 0);
}

void Running::send(int signal) const {
  ASSERT_EQ(::kill(pid_, signal), 0);
}

Finished Running::wait() {
  int status = 0;
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::minutes(10);
  while (::waitpid(pid_, &status, WNOHANG) == 0) {
    if (std::chrono::steady_clock::now() > deadline) {
      ADD_FAILURE() << "it does not end";
      ::kill(pid_, SIGKILL);
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(2));
  }
  pid_ = 0;
  const int code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  return {.exit_code = code, .out = read_text(out_), .err = read_text(err_)};
}

Finished run(const Program& program) {
  return Running(program).wait();
}

std::string read_text(const fs::path& path) {
  std::ostringstream text;
  std::ifstream file(path, std::ios::binary);
  if (file.peek() != std::ifstream::traits_type::eof()) text << file.rdbuf();
  return text.str();
}

void write_text(const fs::path& path, const std::string& text) {
  fs::create_directories(path.parent_path());
  std::ofstream(path, std::ios::binary) << text;
}

}  // namespace e2e
