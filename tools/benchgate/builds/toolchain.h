// What decides, beside the sources and the commands, what comes out of a build: the compiler, the
// installed packages, the environment variables that CMake heeds.
//
// A base that another compiler built must never be compared with a head of this one.
#pragma once

#include <string>

#include "benchgate/measure/probe_source.h"

namespace benchgate::builds {

/// A text that changes when any of these does.
[[nodiscard]] std::string describe_toolchain(const measure::ProbeSource& system);

}  // namespace benchgate::builds
