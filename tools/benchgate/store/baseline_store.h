// Stored baselines: runs kept to compare later ones with.
//
// The interface behind which they live in a folder of the repository today. Deciding with them is
// gate/'s business; a history of many runs with its own queries is not this.
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

class BaselineStore {
 public:
  virtual ~BaselineStore() = default;

  /// Every suite of every baseline, newest first.
  [[nodiscard]] virtual std::vector<BaselineEntry> list() const = 0;

  /// All suites of a baseline as one run. Throws InputError where there is none of that key.
  [[nodiscard]] virtual model::Run load(const BaselineKey& key) const = 0;

  /// Stores the suites of `run` under `key`. Throws UsageError where one of them is there already
  /// and `if_present` is Refuse, then nothing is changed; EnvironmentError where it cannot write.
  virtual void save(const BaselineKey& key, const model::Run& run, IfPresent if_present) = 0;

  /// Removes a baseline with all its suites. Throws InputError where there is none.
  virtual void remove(const BaselineKey& key) = 0;
};

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
