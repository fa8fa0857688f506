// Stored baselines: saved, found by what a person calls them, deleted.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "benchgate/model/run.h"
#include "benchgate/store/baseline_store.h"
#include "benchgate/work/found_policy.h"

namespace benchgate::work {

struct BaselineRequest {
  std::string name;           ///< "latest", a name, or the beginning of one
  std::string machine_class;  ///< empty: this machine's
  PolicyPlace policy;
};

struct StoredBaseline {
  store::BaselineKey key;
  model::Run run;
};

/// All baselines, newest first.
[[nodiscard]] std::vector<store::BaselineEntry> list_baselines(const PolicyPlace& policy);

/// Throws UsageError where there is none of that name.
[[nodiscard]] StoredBaseline load_baseline(const BaselineRequest& request);

/// As one Google Benchmark file. Throws as load_baseline().
[[nodiscard]] std::string exported_baseline(const BaselineRequest& request);

/// The whole name is needed. Throws UsageError where it is the beginning of one, or of none.
store::BaselineKey delete_baseline(const BaselineRequest& request);

struct SaveRequest {
  std::vector<std::string> runs = {"out/run.json"};  ///< one for each restart
  std::string name;                                  ///< empty: the short commit
  std::string machine_class;                         ///< empty: the run's
  bool force = false;  ///< replaces a baseline, takes a run that has problems
  PolicyPlace policy;
};

/// Throws UsageError for a run that is a shard, has problems, or does not say its commit or machine
/// and nobody else does; EnvironmentError where the folder cannot be written.
StoredBaseline save_baseline(const SaveRequest& request);

}  // namespace benchgate::work
