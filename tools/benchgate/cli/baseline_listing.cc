#include "benchgate/cli/baseline_listing.h"

#include <nlohmann/json.hpp>

namespace benchgate::cli {

std::string listing_json(std::span<const store::BaselineEntry> entries) {
  auto array = nlohmann::ordered_json::array();
  for (const auto& entry : entries) {
    array.push_back({{"machine_class", entry.key.machine_class},
                     {"name", entry.key.name},
                     {"suite", entry.suite},
                     {"commit", entry.commit},
                     {"dirty", entry.dirty},
                     {"date", entry.date},
                     {"benchmarks", entry.benchmarks}});
  }
  return array.dump(2) + '\n';
}

}  // namespace benchgate::cli
