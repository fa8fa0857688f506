#pragma once

// A server of our own for the time of one process: started in a temporary folder,
// waited for, and stopped and removed on every way out (see guardian.h). The seam at
// which the suites meet the operating system; what a PostgreSQL or a Redis needs is in
// postgres_server.h and redis_server.h.
//
// A server that dies takes nothing with it: operations on it fail from then on.

#include <chrono>
#include <csignal>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "support/guardian.h"

namespace benches {

/// Stands for the server's folder in any argument of ServerPlan.
inline constexpr std::string_view kFolder = "{folder}";

struct ServerPlan {
  /// "postgres": in the folder's name and in messages.
  std::string name;
  /// Run to its end first, such as initdb; empty: nothing to prepare.
  std::vector<std::string> prepare;
  /// Program (a path) and arguments. Must stay in the foreground.
  std::vector<std::string> command;
  /// True when the server in this folder answers. Called every few milliseconds.
  std::function<bool(const std::filesystem::path& folder)> ready;
  /// Asks the server to end at once; it gets SIGKILL if it has not after `stop_limit`.
  int stop_signal = SIGTERM;
  /// Run as user postgres, or else nobody, if this process is root.
  bool refuses_root = false;
  std::chrono::milliseconds start_limit{120'000};
  std::chrono::milliseconds stop_limit{30'000};
};

class PrivateServer {
 public:
  /// Returns when the server is ready. Throws EnvironmentError with the end of the
  /// server's log if it ends or is not ready in time; then nothing is left of it.
  explicit PrivateServer(const ServerPlan& plan);

  /// Holds everything of the server: sockets, data, and "log", its output.
  [[nodiscard]] const std::filesystem::path& folder() const { return folder_; }

 private:
  void wait_until_ready(const ServerPlan& plan);

  std::filesystem::path folder_;
  std::optional<Guardian> guardian_;
};

/// The program in the folders of PATH, if there is one that can be executed.
[[nodiscard]] std::optional<std::filesystem::path> find_program(std::string_view name);

}  // namespace benches
