// The inputs of a build beside its sources and commands: the compiler, the installed packages, the
// environment variables that CMake uses.
//
// A base that another compiler built must never be compared with a head of this one.
#pragma once

#include <string>

#include "benchgate/measure/probe_source.h"

namespace benchgate::builds {

/// A text that changes when any of these does.
[[nodiscard]] std::string describe_toolchain(const measure::ProbeSource& system);

}  // namespace benchgate::builds
