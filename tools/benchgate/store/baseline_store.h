// Stored baselines: runs kept to compare later ones with, how they are named and found.
//
// Where they live is folder_baseline_store.h's business, deciding with them gate/'s; a history of
// many runs with its own queries is not this.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "benchgate/model/run.h"

namespace benchgate::store {

/// A baseline is what one run of some suites on one class of machine measured on one commit.
struct BaselineKey {
  std::string machine_class;
  std::string name;  ///< the commit's first twelve digits unless given another name
  bool operator==(const BaselineKey&) const = default;
};

/// One suite of a stored baseline, as listings show it.
struct BaselineEntry {
  BaselineKey key;
  std::string suite;
  std::string commit;
  bool dirty = false;
  std::string date;  ///< when it was measured, ISO 8601
  std::size_t benchmarks = 0;
  bool operator==(const BaselineEntry&) const = default;
};

enum class IfPresent { Refuse, Replace };

/// The name that asks for the newest baseline of a machine class.
inline constexpr std::string_view kLatest = "latest";

/// Finds the baseline that a person means by `name`: "latest", a full name, or the beginning of
/// exactly one, of `machine_class`; "class/name" for another class. Nothing where there is none;
/// UsageError where a beginning fits several.
[[nodiscard]] std::optional<BaselineKey> find_baseline(const std::vector<BaselineEntry>& entries,
                                                       std::string_view name,
                                                       std::string_view machine_class);

/// The name under which a run is stored unless told otherwise: its commit, shortened, with "-dirty"
/// where uncommitted changes were measured. Nothing where the run does not know its commit.
[[nodiscard]] std::optional<std::string> default_name(const model::Run& run);

}  // namespace benchgate::store
