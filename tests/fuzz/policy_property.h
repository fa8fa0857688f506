// What must hold for the reader of benchgate.toml, whatever the bytes.
#pragma once

#include <string_view>

namespace benchgate::fuzz {

/// Reads `bytes` as a policy file. Returns nothing, aborts with a message where the rules are
/// broken: an exception other than UsageError, a message whose lines do not say where, or a policy
/// with a value that the gate could not work with.
void check_policy(std::string_view bytes);

}  // namespace benchgate::fuzz
