// What benchgate adds to the flags that a project is compiled with, the same on both sides.
//
// Where a function comes to lie moves timings by more than most changes do, and a path in a program
// makes equal code differ. Functions that begin at a cache line, and paths from the root of the
// work tree on, take most of that away.
//
// Handed over in CFLAGS, CXXFLAGS and LDFLAGS, behind what they hold already: CMake takes them on
// when it configures afresh, beside the project's own flags. A project that overwrites them is
// built as it says.
#pragma once

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "benchgate/base/getenv.h"

namespace benchgate::builds {

/// Names and values of the environment that a work tree is configured and built in. A root with
/// characters that a shell or CMake would take apart stays in the program.
[[nodiscard]] std::vector<std::pair<std::string, std::string>> flags_for(
    const std::filesystem::path& root, const Getenv& getenv);

/// The flags that are the same for every work tree, to be shown.
[[nodiscard]] std::string added_flags();

}  // namespace benchgate::builds
