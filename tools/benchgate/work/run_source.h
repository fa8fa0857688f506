// What a person names on the command line, found: a result file, a folder of them, or a stored
// baseline.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "benchgate/gate/assessment.h"
#include "benchgate/model/run.h"

namespace benchgate::work {

struct LoadedRun {
  model::Run run;
  gate::SideIdentity identity;
};

struct BaselineChoice {
  std::filesystem::path folder;  ///< where baselines are stored
  /// The classes that names are looked up in, one after the other.
  std::vector<std::string> machine_classes;
};

/// `name` is a path to a file or a folder, or "baseline:NAME", or, where no such path exists, NAME.
/// Throws InputError where it is neither; the message says what was looked for and where.
[[nodiscard]] LoadedRun load_run(const std::string& name, const BaselineChoice& baselines);

/// Several files or folders of one side as one run (model::pooled()); of one name as load_run().
[[nodiscard]] LoadedRun load_runs(const std::vector<std::string>& names,
                                  const BaselineChoice& baselines);

/// Does `name` mean a stored baseline rather than a path?
[[nodiscard]] bool names_baseline(const std::string& name);

}  // namespace benchgate::work
