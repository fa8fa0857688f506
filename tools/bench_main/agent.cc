#include "bench_main/agent.h"

#include <array>
#include <charconv>
#include <cstdio>
#include <cstdlib>
#include <optional>

#include "bench_main/allocations.h"
#include "bench_main/command.h"
#include "bench_main/connection.h"
#include "bench_main/driven_benchmarks.h"

namespace benchgate::agent {
namespace {

std::string hello(const DrivenBenchmarks& benchmarks) {
  return "benchgate-agent " + std::to_string(kProtocolVersion) +
         " benchmark=" + benchmarks.library_version() +
         " iterations=" + (benchmarks.has_fixed_iterations() ? "yes" : "no") +
         " allocations=" + (can_count_allocations() ? "yes" : "no");
}

/// As exact as it is read back.
std::string text_of(double value) {
  std::array<char, 64> text{};
  const auto [end, error] = std::to_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc{} ? std::string(text.data(), end) : "0";
}

std::string listed(const MemoryCounts& counts) {
  std::string text;
  for (const double value : counts.allocations_per_iteration) {
    text += "allocs_per_iter " + text_of(value) + '\n';
  }
  for (const double value : counts.peak_bytes) text += "max_bytes_used " + text_of(value) + '\n';
  return text;
}

std::string listed(const std::vector<std::string>& names) {
  std::string text;
  for (const auto& name : names) text += name + '\n';
  return text;
}

/// Sends the answer. False where the driver is gone.
bool answer(Connection& driver, const Command& command, DrivenBenchmarks& benchmarks,
            const Prepare& prepare) {
  try {
    if (command.verb == Verb::List) return driver.send_payload(listed(benchmarks.names()));
    if (!benchmarks.has(command.name)) {
      return driver.send_line("error there is no benchmark " + command.name);
    }
    if (command.length.is_iterations && !benchmarks.has_fixed_iterations()) {
      return driver.send_line("error Google Benchmark " + benchmarks.library_version() +
                              " cannot be told a number of iterations");
    }
    if (command.verb == Verb::Count && !can_count_allocations()) {
      return driver.send_line("error nothing to count allocations with was preloaded");
    }
    if (prepare) prepare(benchmarks.registered_name(command.name));
    if (command.verb == Verb::Count) {
      return driver.send_payload(listed(benchmarks.count(command.name)));
    }
    const RunOutcome outcome = benchmarks.run(command.name, command.length);
    return outcome.has_run ? driver.send_payload(outcome.text)
                           : driver.send_line("error " + outcome.text);
  } catch (const Unavailable& lack) {
    return driver.send_line(std::string("unavailable ") + lack.what());
  }
}

}  // namespace

bool is_driven() {
  const char* path = std::getenv(kSocketVariable);
  return path != nullptr && *path != '\0';
}

int serve(int argc, char** argv, const Prepare& prepare) {
  const std::string path = std::getenv(kSocketVariable);
  // These are ours, not those of what the benchmarks start.
  ::unsetenv(kSocketVariable);
  ::unsetenv("LD_PRELOAD");
  auto benchmarks = DrivenBenchmarks::initialize(argc, argv);
  if (!benchmarks) return 1;
  auto driver = Connection::to(path);
  if (!driver) {
    std::fprintf(stderr, "%s: cannot connect to %s=%s\n", argv[0], kSocketVariable, path.c_str());
    return 1;
  }
  if (!driver->send_line(hello(*benchmarks))) return 0;
  while (const auto line = driver->receive_line()) {
    const ParsedCommand parsed = parse_command(*line);
    if (!parsed.command) {
      if (!driver->send_line("error " + parsed.error)) break;
      continue;
    }
    if (parsed.command->verb == Verb::Quit) break;
    if (!answer(*driver, *parsed.command, *benchmarks, prepare)) break;
  }
  benchmarks->shut_down();
  return 0;
}

}  // namespace benchgate::agent
