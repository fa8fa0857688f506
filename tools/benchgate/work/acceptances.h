// The file of acceptances: where it is, and what base's own version of it says.
#pragma once

#include <filesystem>

#include "benchgate/gate/assessment.h"
#include "benchgate/gate/decide.h"
#include "benchgate/work/found_policy.h"

namespace benchgate::work {

/// gate::acceptance_path() of the policy that was found.
[[nodiscard]] std::filesystem::path acceptance_path(const FoundPolicy& policy);

/// The acceptances of the policy, with base's version of the file where git knows the commit that
/// base was built from and head was not built from the same.
[[nodiscard]] gate::AcceptanceFile acceptances_for(const FoundPolicy& policy,
                                                   const gate::SideIdentity& base,
                                                   const gate::SideIdentity& head);

}  // namespace benchgate::work
