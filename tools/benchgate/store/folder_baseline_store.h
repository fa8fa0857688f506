// Baselines as files: FOLDER/machine class/name/suite.json, each a valid Google Benchmark file.
//
// Meant to be committed with the code: small, diffable, readable by other tools. Whoever reads at
// the same time never sees half a file; of two writers the last one wins.
#pragma once

#include <filesystem>

#include "benchgate/store/baseline_store.h"

namespace benchgate::store {

class FolderBaselineStore {
 public:
  /// `folder` need not exist before the first save.
  explicit FolderBaselineStore(std::filesystem::path folder);

  /// Every suite of every baseline, newest first.
  [[nodiscard]] std::vector<BaselineEntry> list() const;

  /// All suites of a baseline as one run. Throws InputError where there is none of that key.
  [[nodiscard]] model::Run load(const BaselineKey& key) const;

  /// Stores the suites of `run` under `key`. Throws UsageError where one of them is there already
  /// and `if_present` is Refuse, then nothing is changed; EnvironmentError where it cannot write.
  void save(const BaselineKey& key, const model::Run& run, IfPresent if_present);

  /// Removes a baseline with all its suites. Throws InputError where there is none.
  void remove(const BaselineKey& key);

 private:
  /// Where a baseline lives. Throws UsageError for a key whose parts are no plain file names.
  [[nodiscard]] std::filesystem::path path_of(const BaselineKey& key) const;

  std::filesystem::path folder_;
};

}  // namespace benchgate::store
