// What must not be shown to the TOML library, because it would not survive it.
//
// Dotted keys nest as deep as they have dots, and the library frees what is nested recursively: a
// line of a megabyte exhausts the stack. And where no character beyond ASCII may stand, one is
// undefined behaviour (marzer/tomlplusplus issues 190 and 295, in all versions up to 3.4).
#pragma once

#include <string_view>

#include "benchgate/gate/config_problems.h"

namespace benchgate::gate {

/// Adds a problem for the first such place, if there is one. Whether the rest is TOML is for the
/// library to say.
void check_config_text(std::string_view toml, ConfigProblems& problems);

}  // namespace benchgate::gate
