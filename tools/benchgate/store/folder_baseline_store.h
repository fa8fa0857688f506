// Baselines as files: FOLDER/machine class/name/suite.json, each a valid Google Benchmark file.
//
// Meant to be committed with the code: small, diffable, readable by other tools. Whoever reads at
// the same time never sees half a file; of two writers the last one wins.
#pragma once

#include <filesystem>

#include "benchgate/store/baseline_store.h"

namespace benchgate::store {

class FolderBaselineStore final : public BaselineStore {
 public:
  /// `folder` need not exist before the first save.
  explicit FolderBaselineStore(std::filesystem::path folder);

  [[nodiscard]] std::vector<BaselineEntry> list() const override;
  [[nodiscard]] model::Run load(const BaselineKey& key) const override;
  void save(const BaselineKey& key, const model::Run& run, IfPresent if_present) override;
  void remove(const BaselineKey& key) override;

 private:
  /// Where a baseline lives. Throws UsageError for a key whose parts are no plain file names.
  [[nodiscard]] std::filesystem::path path_of(const BaselineKey& key) const;

  std::filesystem::path folder_;
};

}  // namespace benchgate::store
