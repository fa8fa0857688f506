#include "benchgate/builds/recipe.h"

#include <algorithm>
#include <charconv>
#include <sstream>
#include <string_view>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "benchgate/base/error.h"
#include "benchgate/builds/build_flags.h"

namespace benchgate::builds {
namespace {

namespace fs = std::filesystem;
using Words = std::vector<std::string>;

constexpr measure::Seconds kPatience{60};

measure::ChildResult ask_cmake(Words command, const fs::path& folder) {
  return measure::run_child({.command = std::move(command),
                             .environment = {{"LC_ALL", "C"}},
                             .working_directory = folder,
                             .time_limit = kPatience});
}

/// `Available configure presets:`, then lines of `  "name" - what it is`. Asked of CMake and not
/// read from the file: it knows about includes, hidden presets and those of other systems.
Words presets(const fs::path& folder, const std::string& kind) {
  const Words command = kind == "build" ? Words{"cmake", "--build", "--list-presets"}
                                        : Words{"cmake", "--list-presets=configure"};
  measure::ChildResult result;
  try {
    result = ask_cmake(command, folder);
  } catch (const UsageError&) {
    throw EnvironmentError("cmake is not in PATH; install it");
  }
  if (result.end != measure::ChildEnd::Exited || result.exit_status != 0) {
    throw UsageError(fmt::format("{}: {} {}:\n{}", folder.string(), command_line(command),
                                 describe_end(result), result.standard_error.text));
  }
  Words names;
  std::istringstream lines(result.standard_output.text);
  for (std::string line; std::getline(lines, line);) {
    if (!line.starts_with("  \"")) continue;
    names.push_back(line.substr(3, line.find('"', 3) - 3));
  }
  return names;
}

bool contains(const Words& words, const std::string& word) {
  return std::ranges::find(words, word) != words.end();
}

std::string listed(const Words& words) {
  return words.empty() ? "none" : fmt::format("{}", fmt::join(words, ", "));
}

bool has_presets(const fs::path& folder) {
  return fs::exists(folder / "CMakePresets.json") || fs::exists(folder / "CMakeUserPresets.json");
}

bool knows_fresh(const std::string& cmake, const fs::path& folder) {
  constexpr int kFirst = 24;  // CMake 3.24
  try {
    const auto result = ask_cmake({cmake, "--version"}, folder);
    constexpr std::string_view kBefore = "version ";
    const auto text = std::string_view(result.standard_output.text);
    const auto at = text.find(kBefore);
    if (at == std::string_view::npos) return false;
    int major = 0;
    int minor = 0;
    const auto* end = text.data() + text.size();
    const auto dot = std::from_chars(text.data() + at + kBefore.size(), end, major).ptr;
    if (dot != end) std::from_chars(dot + 1, end, minor);
    return major > 3 || (major == 3 && minor >= kFirst);
  } catch (const UsageError&) {
    return false;  // building will say that there is none
  }
}

/// Head is configured where it is, and base in a new tree. Without this, what an earlier
/// configuration of head left in its cache would make the two differ, or hide that they do.
Words configured_afresh(Words configure, const fs::path& folder) {
  if (configure.empty() || fs::path(configure.front()).filename() != "cmake") return configure;
  for (const auto* other :
       {"--fresh", "--build", "--install", "--open", "--workflow", "-E", "-P"}) {
    if (contains(configure, other)) return configure;
  }
  if (!knows_fresh(configure.front(), folder)) return configure;
  configure.insert(configure.begin() + 1, "--fresh");
  return configure;
}

Recipe preset_recipe(const std::string& preset, const fs::path& folder, unsigned jobs) {
  const auto known = configure_presets(folder);
  if (!contains(known, preset)) {
    throw UsageError(
        fmt::format("{}: there is no configure preset '{}' that can be used here; there are: {}",
                    (folder / "CMakePresets.json").string(), preset, listed(known)));
  }
  const auto build_presets = presets(folder, "build");
  if (!contains(build_presets, preset)) {
    throw UsageError(fmt::format(
        "{0}: there is no build preset '{1}'; add one (\"buildPresets\": [{{\"name\": \"{1}\", "
        "\"configurePreset\": \"{1}\"}}]), or say configure and build under [build] in "
        "benchgate.toml",
        (folder / "CMakePresets.json").string(), preset));
  }
  return {.configure = {"cmake", "--preset", preset},
          .build = {"cmake", "--build", "--preset", preset, "--parallel", std::to_string(jobs)}};
}

Recipe cmake_recipe(unsigned jobs) {
  return {.configure = {"cmake", "-S", ".", "-B", kOwnBuildFolder, "-DCMAKE_BUILD_TYPE=Release"},
          // Release once more: generators of many configurations take it here.
          .build = {"cmake", "--build", kOwnBuildFolder, "--config", "Release", "--parallel",
                    std::to_string(jobs)},
          .own_build_folder = kOwnBuildFolder};
}

Recipe default_recipe(const fs::path& folder, unsigned jobs) {
  if (!fs::exists(folder / "CMakeLists.txt")) {
    throw UsageError(
        fmt::format("{}: has no CMakeLists.txt, so it is unknown how to build base and head; say "
                    "it in benchgate.toml: [build] configure = [\"...\"] and build = [\"...\"]",
                    fs::absolute(folder).lexically_normal().string()));
  }
  const auto known = configure_presets(folder);
  if (known.empty()) return cmake_recipe(jobs);
  if (contains(known, "release")) return preset_recipe("release", folder, jobs);
  if (known.size() == 1) return preset_recipe(known.front(), folder, jobs);
  throw UsageError(
      fmt::format("{}: has several presets ({}) and none is called release; choose one in "
                  "benchgate.toml: [build] preset = \"{}\"",
                  (folder / "CMakePresets.json").string(), listed(known), known.front()));
}

}  // namespace

Recipe find_recipe(const BuildWishes& wishes, const fs::path& folder, unsigned jobs) {
  Recipe recipe;
  const auto place = folder.empty() ? fs::path(".") : folder;
  if (!wishes.build.empty()) {
    recipe = {.configure = wishes.configure, .build = wishes.build};
  } else if (!wishes.preset.empty()) {
    recipe = preset_recipe(wishes.preset, place, jobs);
  } else {
    recipe = default_recipe(place, jobs);
  }
  recipe.configure = configured_afresh(std::move(recipe.configure), place);
  recipe.time_limit = wishes.time_limit;
  recipe.adds_flags = wishes.add_flags;
  recipe.builds_afresh = contains(recipe.configure, "--fresh");
  // Meson gives its level beside the variables, and before them.
  recipe.needs_level = !recipe.builds_afresh && !fs::exists(place / "meson.build");
  return recipe;
}

Words configure_presets(const fs::path& folder) {
  const auto place = folder.empty() ? fs::path(".") : folder;
  return has_presets(place) ? presets(place, "configure") : Words{};
}

std::string command_line(const Words& command) {
  constexpr std::string_view kSpecial = " \t\n\"'\\$`&|;<>()*?[]#~!{}";
  std::string line;
  for (const auto& word : command) {
    if (!line.empty()) line += ' ';
    const bool plain = !word.empty() && word.find_first_of(kSpecial) == std::string::npos;
    line += plain ? word : fmt::format("'{}'", word);
  }
  return line;
}

std::string describe(const Recipe& recipe) {
  return command_line(recipe.configure) + '\n' + command_line(recipe.build) + '\n' +
         (recipe.adds_flags ? added_flags(recipe.needs_level) + '\n' : "");
}

}  // namespace benchgate::builds
