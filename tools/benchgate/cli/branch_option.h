// The option --branch, and histories as seen from one branch of the source.
#pragma once

#include <memory>
#include <string>

#include <CLI/CLI.hpp>

#include "benchgate/cli/console.h"
#include "benchgate/history/branch_view.h"

namespace benchgate::cli {

struct BranchOption {
  std::string pattern;  ///< empty: the history's usual branch
};

void add_branch_option(CLI::App& command, BranchOption& option);

/// Opens a history that is there, for reading. Says what it leaves out where nobody has chosen;
/// throws UsageError where no run is of the branch that somebody chose.
[[nodiscard]] std::unique_ptr<history::BranchView> open_branch(const std::string& location,
                                                               const BranchOption& option,
                                                               const Console& console);

/// The same; null where no history has begun at that location.
[[nodiscard]] std::unique_ptr<history::BranchView> find_branch(const std::string& location,
                                                               const BranchOption& option,
                                                               const Console& console);

}  // namespace benchgate::cli
