// Programs as a user runs them: a process with arguments, a working folder and an environment.
//
// Shares nothing with benchgate's own way of starting processes, which is under test here.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include <sys/types.h>

#include "support/waiting.h"

namespace e2e {

struct Program {
  std::vector<std::string> command;  ///< an absolute path, then arguments
  std::filesystem::path folder;      ///< working folder; holds what it writes to stdout and stderr
  std::map<std::string, std::string> environment{};  ///< on top of the inherited one
  std::filesystem::path standard_output{};           ///< empty: captured
};

struct Finished {
  int exit_code = 0;  ///< 128 + signal where a signal ended it
  std::string out{};
  std::string err{};
};

/// A process that runs. Killed if nobody waited for it.
class Running {
 public:
  explicit Running(const Program& program);
  ~Running();
  Running(const Running&) = delete;
  Running& operator=(const Running&) = delete;

  [[nodiscard]] pid_t pid() const { return pid_; }
  void send(int signal) const;
  /// Fails the test and kills the process where it takes longer than a minute.
  Finished wait();

 private:
  pid_t pid_ = 0;
  std::filesystem::path out_;
  std::filesystem::path err_;
};

Finished run(const Program& program);

using test_support::eventually;

std::string read_text(const std::filesystem::path& path);
void write_text(const std::filesystem::path& path, const std::string& text);

}  // namespace e2e
