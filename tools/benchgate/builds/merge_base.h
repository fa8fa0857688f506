// The merge base of two commits, also in a clone that does not have all of it.
//
// In a shallow clone git answers with the best commit that it can see, which may be much too old:
// a change would be charged with what others merged before it began.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "benchgate/builds/clone.h"

namespace benchgate::builds {

/// All best common ancestors; several where the lines were merged into each other crosswise. First
/// the newest one on the line of `tip` itself, its first parents: the state of that branch which
/// `head` has merged last. Empty where they have nothing in common here.
[[nodiscard]] std::vector<std::string> merge_bases(const Clone& clone, const std::string& tip,
                                                   const std::string& head);

/// The first of them.
[[nodiscard]] std::optional<std::string> merge_base(const Clone& clone, const std::string& tip,
                                                    const std::string& head);

struct Parting {
  std::string tip{};
  std::string head{};
  std::string about{};  ///< begins messages: "--base origin/main"
  std::string ref{};    ///< how the user wrote tip: tells the remote
};

/// Sees to it that merge_bases() is right: where a shallow clone hides too much, fetches more of
/// its history from its remote, in a few growing steps, and says so with true. Throws
/// EnvironmentError, with the command that helps, where that is not enough.
bool reach_back(const Clone& clone, const Parting& parting);

}  // namespace benchgate::builds
