// The acceptances that a change adds or alters: those of its accepted.toml that its merge base does
// not have, both as the forge's own git has them.
//
// Never read from a result: the program that was measured may have written it.
#pragma once

#include <string>
#include <vector>

#include "benchgate/gate/acceptance.h"
#include "benchgate/github/forge.h"

namespace benchgate::github {

struct ChangeAcceptances {
  std::vector<gate::Acceptance> entries;
  /// Why they cannot be told, where they cannot: then there may be any. For messages.
  std::string unknown;

  [[nodiscard]] bool may_accept() const { return !entries.empty() || !unknown.empty(); }
};

/// `policy_path` is the policy's place in the repository, "benchgate.toml" for one.
/// Throws EnvironmentError as Forge does.
[[nodiscard]] ChangeAcceptances change_acceptances(Forge& forge, const std::string& head_commit,
                                                   const std::string& policy_path);

}  // namespace benchgate::github
