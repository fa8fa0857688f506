// Flags that benchgate adds when a project is compiled, the same on both sides.
//
// The address of a function moves timings by more than most changes do, and a path in a program
// makes equal code differ. Functions that begin at a cache line, and paths relative to the root of
// the work tree, remove most of that.
//
// Passed in CFLAGS, CXXFLAGS and LDFLAGS, behind their present content. CMake uses them in a fresh
// configuration, beside the project's own flags. A Makefile may use them instead of its own, so a
// level of optimisation comes first where the user's environment has none. A project that
// overwrites them is built without them; its executables show that.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "benchgate/base/getenv.h"

namespace benchgate::builds {

/// Names and values of the environment that a work tree is configured and built in. A root with
/// characters that a shell or CMake would take apart stays in the program.
[[nodiscard]] std::vector<std::pair<std::string, std::string>> flags_for(
    const std::filesystem::path& root, const Getenv& getenv, bool needs_level = false);

/// The flags that are the same for every work tree, to be shown.
[[nodiscard]] std::string added_flags(bool needs_level = false);

/// Was the executable linked with them? Nothing for what is no ELF file: a script.
[[nodiscard]] std::optional<bool> shows_added_flags(const std::filesystem::path& executable);

}  // namespace benchgate::builds
