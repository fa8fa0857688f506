// What the driver may say, one line each (docs/agent-protocol.md).
#pragma once

#include <optional>
#include <string>

namespace benchgate::agent {

enum class Verb { List, Run, Count, Quit };

/// How long to run: as Google Benchmark's --benchmark_min_time takes it.
struct Length {
  std::string number;  ///< seconds, or iterations
  bool is_iterations = false;
};

struct Command {
  Verb verb = Verb::Quit;
  Length length{};   ///< of Run
  std::string name;  ///< of Run and Count
};

/// The command, or what is wrong with the line.
struct ParsedCommand {
  std::optional<Command> command{};
  std::string error{};
};

inline constexpr double kMaxSeconds = 86'400;
inline constexpr double kMaxIterations = 1e9;  ///< Google Benchmark's own limit

[[nodiscard]] ParsedCommand parse_command(const std::string& line);

}  // namespace benchgate::agent
