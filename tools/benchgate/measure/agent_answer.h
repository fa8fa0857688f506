// The answers of a driven suite (agent_socket.h) as values.
//
// The suite is not trusted: an unreadable answer is nothing, or a benchmark that failed.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "benchgate/model/run.h"

namespace benchgate::measure {

/// docs/agent-protocol.md: how hello begins, and the version that is spoken here.
inline constexpr std::string_view kAgentGreeting = "benchgate-agent";
inline constexpr int kAgentProtocol = 1;

struct Hello {
  int protocol = 0;
  std::string library_version = "unknown";
  bool has_fixed_iterations = false;
  bool counts_allocations = false;
};

/// Nothing where it is no hello at all. Words that we do not know are for others.
[[nodiscard]] std::optional<Hello> read_hello(const std::string& line);

/// One benchmark that gave no samples.
[[nodiscard]] model::Run failed_run(const std::string& suite, const std::string& benchmark,
                                    model::Failure::Kind kind, std::string message);

/// The answer to `run`: a result file with the rows of one benchmark.
[[nodiscard]] model::Run read_result(const std::string& suite, const std::string& benchmark,
                                     const std::string& json);

/// The answer to `count`: lines of a metric and its value, one for each time it was counted.
[[nodiscard]] model::Run read_counts(const std::string& suite, const std::string& benchmark,
                                     const std::string& text);

}  // namespace benchgate::measure
