#include "benchgate/cli/filter.h"

#include <regex>
#include <vector>

#include <fmt/format.h>

#include "benchgate/base/error.h"

namespace benchgate::cli {

void apply_filter(const std::string& filter, model::Run& run) {
  if (filter.empty()) return;
  const bool inverted = filter.front() == '-';
  try {
    const std::regex expression(filter.substr(inverted ? 1 : 0), std::regex::extended);
    std::erase_if(run.benchmarks, [&](const auto& benchmark) {
      return std::regex_search(benchmark.name, expression) == inverted;
    });
  } catch (const std::regex_error& error) {
    throw UsageError(fmt::format("--filter '{}': {}", filter, error.what()));
  }
}

}  // namespace benchgate::cli
