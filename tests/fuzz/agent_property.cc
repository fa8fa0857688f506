#include <cmath>
#include <stdexcept>
#include <string>

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "bench_main/command.h"
#include "benchgate/measure/agent_answer.h"
#include "benchgate/measure/agent_socket.h"
#include "benchgate/measure/descriptor.h"
#include "fuzz/properties.h"

namespace benchgate::fuzz {
namespace {

/// Sends the bytes to the socket as a suite would, and hangs up.
void say(const measure::AgentSocket& driver, std::string_view bytes) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  driver.path().native().copy(address.sun_path, sizeof address.sun_path - 1);
  const measure::Descriptor suite(::socket(AF_UNIX, SOCK_STREAM, 0));
  const void* place = &address;
  if (::connect(suite.get(), static_cast<const sockaddr*>(place), sizeof address) != 0) {
    throw std::runtime_error("cannot connect to the driver's socket");
  }
  // Less than what the socket holds, so that this does not wait for the reader.
  constexpr std::size_t kMost = 100'000;
  static_cast<void>(::send(suite.get(), bytes.data(), std::min(bytes.size(), kMost), 0));
}

void check_run(const model::Run& run) {
  for (const auto& benchmark : run.benchmarks) {
    require(benchmark.suite == "suite" && benchmark.name == "BM_x", "answers are what was asked");
    for (const auto& metric : benchmark.metrics) {
      for (const double sample : metric.samples)
        require(std::isfinite(sample), "samples are finite");
    }
  }
}

void check_command(const std::string& line) {
  const auto parsed = agent::parse_command(line);
  require(parsed.command.has_value() == parsed.error.empty(), "a command, or what is wrong");
}

}  // namespace

void check_agent(std::string_view bytes) {
  measure::AgentSocket driver({});
  say(driver, bytes);
  driver.receive();
  if (driver.descriptor()) driver.receive();
  if (const auto line = driver.take_line()) {
    static_cast<void>(measure::read_hello(*line));
    check_command(*line);
  }
  while (const auto answer = driver.take_answer()) {
    if (answer->kind != measure::Answer::Kind::Ok) continue;
    check_run(measure::read_result("suite", "BM_x", answer->text));
    check_run(measure::read_counts("suite", "BM_x", answer->text));
  }
}

}  // namespace benchgate::fuzz
