#include "benchgate/measure/check_pair_options.h"

#include <set>
#include <string>

#include <fmt/format.h>

#include "benchgate/base/error.h"
#include "benchgate/model/pairing.h"

namespace benchgate::measure {

void check(const PairOptions& options) {
  if (options.benchmarks.empty()) {
    throw UsageError("no benchmark to measure: base and head have none in common");
  }
  std::set<std::string> names;
  for (const auto& suite : options.suites) {
    for (const auto* side : {&suite.base, &suite.head}) {
      if (side->name.empty()) throw UsageError("a suite without a name");
      if (side->min_time && !(side->min_time->count() > 0)) {
        throw UsageError(fmt::format("suite {}: min_time must be above 0", side->name));
      }
    }
    if (suite.base.name != suite.head.name) {
      throw UsageError(
          fmt::format("the sides of one suite are named {} and {}; a suite has one "
                      "name",
                      suite.base.name, suite.head.name));
    }
    if (!names.insert(suite.head.name).second) {
      throw UsageError(fmt::format("two suites are named {}", suite.head.name));
    }
  }
  for (const auto& benchmark : options.benchmarks) {
    if (benchmark.pacing != model::Pacing::Duet || !options.cpus.empty()) continue;
    throw UsageError(fmt::format("{} is to be measured as a duet, but there is no core to pin to",
                                 benchmark.head_name));
  }
}

}  // namespace benchgate::measure
