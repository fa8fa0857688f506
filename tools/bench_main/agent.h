// A benchmark executable that can be driven: one benchmark at a time, over a socket, for as long as
// the driver wants (docs/agent-protocol.md). What the executable has built stays alive in between.
//
// Measures nothing itself and knows nothing of benchgate: Google Benchmark runs the benchmarks and
// writes the results. For C++17, since other projects compile it.
#pragma once

#include <functional>
#include <stdexcept>
#include <string>

namespace benchgate::agent {

/// The variable that holds the path of the driver's socket.
inline constexpr const char* kSocketVariable = "BENCHGATE_AGENT";
inline constexpr int kProtocolVersion = 1;

/// What a benchmark needs is not to be had on this machine: no PostgreSQL, say.
class Unavailable : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// Called before every run with the name of the one benchmark that is about to run. May throw
/// Unavailable; the driver is told.
using Prepare = std::function<void(const std::string& name)>;

/// Is somebody there to drive this process?
[[nodiscard]] bool is_driven();

/// Parses Google Benchmark's flags and does what the driver says until it has enough or is gone.
/// Prints nothing to stdout. Returns the exit code: 0, 1 for a flag that nobody knows or a driver
/// that cannot be reached. Benchmarks must be registered before.
[[nodiscard]] int serve(int argc, char** argv, const Prepare& prepare = {});

}  // namespace benchgate::agent
