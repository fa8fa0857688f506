// The command line: from arguments to an exit code.
//
// The one place where exceptions end and become a message on stderr and an exit code.
#pragma once

#include <string>
#include <vector>

#include "benchgate/cli/console.h"

namespace benchgate::cli {

/// Runs `benchgate ARGUMENTS...` and returns the exit code of base/error.h. Never throws.
[[nodiscard]] int run(const std::vector<std::string>& arguments, const Console& console);

}  // namespace benchgate::cli
