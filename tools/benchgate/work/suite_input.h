// Which file of a change may a suite read while it runs? Its code cannot say whether that makes a
// difference.
//
// With `inputs` in the policy: those files, and any other that its program names. Without: every
// file that may be data.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "benchgate/measure/measure_pairs.h"

namespace benchgate::work {

/// What a suite is looked at in.
struct ChangedTrees {
  std::filesystem::path base{};    ///< roots of work trees
  std::filesystem::path head{};    ///< likewise
  std::filesystem::path folder{};  ///< where the policy's paths start, relative to both
  /// That differ, as git says, relative to the root; nothing where they are too many to list.
  std::optional<std::vector<std::string>> files{};
};

struct SuiteInput {
  std::optional<std::string> changed{};        ///< such a file, or a phrase
  std::vector<std::string> unused_patterns{};  ///< `inputs` that match nothing on either side
};

/// Throws UsageError where the suite's `inputs` lead out of the work tree.
[[nodiscard]] SuiteInput changed_input(const measure::SuitePair& suite, const ChangedTrees& trees);

}  // namespace benchgate::work
