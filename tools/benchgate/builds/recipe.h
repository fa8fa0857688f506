// The commands that make a work tree's benchmark executables: as the policy says, or as any CMake
// project says of itself.
//
// Finds out; runs no build.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "benchgate/measure/child_process.h"

namespace benchgate::builds {

/// Both sides are built by the same recipe, each in its own work tree.
struct Recipe {
  /// Run in this order, in the folder of the policy. Empty: nothing to configure.
  std::vector<std::string> configure{};
  std::vector<std::string> build{};
  std::optional<measure::Seconds> time_limit{};  ///< of each of the two; nothing: an hour
  /// A build folder that is benchgate's idea and not the project's: made so that git ignores it.
  std::filesystem::path own_build_folder{};
  bool adds_flags = false;  ///< those of build_flags.h
  /// Nothing of an earlier build remains that was compiled without them: CMake, configured afresh.
  bool builds_afresh = false;
  /// A build that may take CFLAGS instead of its own level of optimisation, as make does.
  bool needs_level = false;
};

/// The policy's [build]. Empty: nothing.
struct BuildWishes {
  std::string preset{};
  std::vector<std::string> configure{};
  std::vector<std::string> build{};
  std::optional<measure::Seconds> time_limit{};
  bool add_flags = true;
};

/// The folder that benchgate builds in where a project has no presets.
inline constexpr const char* kOwnBuildFolder = "build/benchgate";

/// The recipe for the project in `folder`. Without wishes: the preset `release` of its
/// CMakePresets.json, or the only one; without presets CMake's Release in kOwnBuildFolder.
/// `jobs`: compilers at the same time.
/// Throws UsageError where that leaves a choice, or there is nothing that could be built.
[[nodiscard]] Recipe find_recipe(const BuildWishes& wishes, const std::filesystem::path& folder,
                                 unsigned jobs);

/// The presets that configure the project in `folder`, in its order; none where it has no presets.
/// Throws UsageError where CMake cannot read them.
[[nodiscard]] std::vector<std::string> configure_presets(const std::filesystem::path& folder);

/// The recipe as text: the same for the same commands.
[[nodiscard]] std::string describe(const Recipe& recipe);

/// A command as one would type it.
[[nodiscard]] std::string command_line(const std::vector<std::string>& command);

}  // namespace benchgate::builds
