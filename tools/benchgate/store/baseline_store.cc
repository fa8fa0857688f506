#include "benchgate/store/baseline_store.h"

#include <algorithm>

#include <fmt/format.h>

#include "benchgate/base/error.h"

namespace benchgate::store {

std::optional<BaselineKey> find_baseline(const std::vector<BaselineEntry>& entries,
                                         std::string_view name, std::string_view machine_class) {
  if (const auto slash = name.find('/'); slash != std::string_view::npos) {
    machine_class = name.substr(0, slash);
    name = name.substr(slash + 1);
  }
  std::vector<BaselineKey> beginnings;
  for (const auto& entry : entries) {
    if (entry.key.machine_class != machine_class) continue;
    // Newest first, so that the first of the class is the latest.
    if (name == kLatest || entry.key.name == name) return entry.key;
    const bool fits = !name.empty() && std::string_view(entry.key.name).starts_with(name);
    if (fits && std::ranges::find(beginnings, entry.key) == beginnings.end()) {
      beginnings.push_back(entry.key);
    }
  }
  if (beginnings.empty()) return std::nullopt;
  if (beginnings.size() > 1) {
    throw UsageError(fmt::format("'{}' could be {} or {}: give more of the name", name,
                                 beginnings[0].name, beginnings[1].name));
  }
  return beginnings.front();
}

std::optional<std::string> default_name(const model::Run& run) {
  constexpr std::size_t kDigits = 12;
  for (const auto& suite : run.suites) {
    const auto commit = suite.environment.find("commit");
    if (!commit || commit->empty()) continue;
    const bool dirty = suite.environment.find("dirty") == "true";
    return fmt::format("{}{}", commit->substr(0, kDigits), dirty ? "-dirty" : "");
  }
  return std::nullopt;
}

}  // namespace benchgate::store
