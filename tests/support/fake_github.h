// Starts tests/support/fake_github.py for one test, and ends it with the test.
//
// BENCHGATE_PYTHON is the interpreter, a compile definition of the tests that use it.
#pragma once

#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string>

#include <nlohmann/json.hpp>
#include <sys/wait.h>
#include <unistd.h>

#include "source_tree.h"
#include "support/temporary_folder.h"

namespace test_support {

class FakeGithub {
 public:
  explicit FakeGithub(const nlohmann::json& script) {
    std::ofstream(script_) << script.dump(-1, ' ', true);
    int ends[2];
    if (::pipe(ends) != 0) throw std::runtime_error("no pipe");
    pid_ = ::fork();
    if (pid_ == 0) {
      ::dup2(ends[1], STDOUT_FILENO);
      ::close(ends[0]);
      ::close(ends[1]);
      ::execl(BENCHGATE_PYTHON, BENCHGATE_PYTHON, "-B", "-S",
              BENCHGATE_SOURCE_DIR "/tests/support/fake_github.py", script_.c_str(), state_.c_str(),
              nullptr);
      ::_exit(127);
    }
    ::close(ends[1]);
    char c = 0;
    while (::read(ends[0], &c, 1) == 1 && c != '\n') port_ += c;
    ::close(ends[0]);
    if (port_.empty()) throw std::runtime_error("fake_github.py does not start");
  }
  ~FakeGithub() {
    ::kill(pid_, SIGKILL);
    ::waitpid(pid_, nullptr, 0);
  }
  FakeGithub(const FakeGithub&) = delete;
  FakeGithub& operator=(const FakeGithub&) = delete;

  [[nodiscard]] std::string url() const { return "http://127.0.0.1:" + port_; }
  /// All requests, comments and check runs.
  [[nodiscard]] nlohmann::json state() const {
    std::ifstream file(state_);
    return nlohmann::json::parse(std::string(std::istreambuf_iterator<char>(file), {}));
  }

 private:
  TemporaryFolder folder_;
  std::filesystem::path script_ = folder_.path() / "script.json";
  std::filesystem::path state_ = folder_.path() / "state.json";
  std::string port_;
  pid_t pid_ = -1;
};

}  // namespace test_support
