#include "benchgate/work/filter.h"

#include <stdexcept>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "benchgate/base/error.h"
#include "benchgate/base/name_filter.h"

namespace benchgate::work {
namespace {

NameFilter parsed(const std::string& filter) {
  try {
    return NameFilter(filter);
  } catch (const std::invalid_argument& error) {
    throw UsageError(fmt::format("--filter '{}': {}", filter, error.what()));
  }
}

}  // namespace

void apply_filter(const std::string& filter, model::Run& run) {
  if (filter.empty()) return;
  const auto expression = parsed(filter);
  std::erase_if(run.benchmarks,
                [&](const auto& benchmark) { return !expression.keeps(benchmark.name); });
  std::erase_if(run.diagnostics, [&](const auto& diagnostic) {
    return !diagnostic.benchmark.empty() && !expression.keeps(diagnostic.benchmark);
  });
}

}  // namespace benchgate::work
