#include "benchgate/builds/build_errors.h"

#include <algorithm>
#include <array>
#include <cstddef>

#include <fmt/format.h>

namespace benchgate::builds {
namespace {

constexpr std::size_t kMostLines = 20;
constexpr std::size_t kMostColumns = 400;

constexpr std::array<std::string_view, 12> kErrors = {": error: ",
                                                      ": fatal error: ",
                                                      "CMake Error",
                                                      "error: linker",
                                                      "undefined reference to",
                                                      "collect2: error",
                                                      "ld returned",
                                                      "ld.lld: error",
                                                      "Error: ",
                                                      "ninja: error",
                                                      "*** No rule to make target",
                                                      "command not found"};
/// Stands before the compiler's own words and says what was being built.
constexpr std::string_view kFailedStep = "FAILED: ";
/// A later step: what follows is about something else. A counter of Ninja's, and Make's last words.
constexpr std::array<std::string_view, 3> kNextStep = {"[", "make", "ninja: build stopped"};

bool contains(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

bool is_error(std::string_view line) {
  return std::ranges::any_of(kErrors, [line](auto words) { return contains(line, words); });
}

bool is_next_step(std::string_view line) {
  return std::ranges::any_of(kNextStep, [line](auto words) { return line.starts_with(words); });
}

bool contains_any(std::string_view text, std::initializer_list<std::string_view> parts) {
  return std::ranges::any_of(parts, [text](auto part) { return contains(text, part); });
}

/// "benchmark" of `provided by "benchmark"`, where CMake looks for a package; empty if nowhere.
std::string missing_package(std::string_view error) {
  for (const std::string_view before : {"package configuration file provided by \"",
                                        "configuration file for package \"", "Could NOT find "}) {
    const auto at = error.find(before);
    if (at == std::string_view::npos) continue;
    const auto name = error.substr(at + before.size());
    return std::string(name.substr(0, name.find_first_of("\" \n(")));
  }
  return {};
}

}  // namespace

std::string first_error(std::istream& log) {
  std::string found;
  std::string step;  // the last FAILED: and its command, in case an error follows
  std::size_t lines = 0;
  for (std::string line; std::getline(log, line);) {
    if (line.size() > kMostColumns) line = line.substr(0, kMostColumns) + "...";
    if (found.empty()) {
      if (line.starts_with(kFailedStep)) step = line + '\n';
      if (!is_error(line)) continue;
      found = step;
    } else if (is_next_step(line) || line.starts_with(kFailedStep)) {
      break;
    }
    found += line + '\n';
    if (++lines == kMostLines) break;
  }
  return found.empty() ? step : found;
}

std::string build_advice(std::string_view error) {
  const auto package = missing_package(error);
  const bool is_about_library =
      package == "benchmark" || contains_any(error, {"benchmark::", "benchmark/benchmark.h"});
  const bool is_too_old =
      contains_any(error, {"requested version", "has no member named", "is not a member of",
                           "has not been declared", "was not declared", "no member named",
                           "no type named", "undefined reference to `benchmark::"});
  if (is_about_library && is_too_old) {
    return "The project seems to need a newer Google Benchmark than the one found. Build that "
           "version, `cmake --install` it into a folder of its own, and set CMAKE_PREFIX_PATH to "
           "that folder; or let the project fetch its own copy, under [build] in benchgate.toml.";
  }
  if (contains(error, "benchmark/benchmark.h")) {
    return "Google Benchmark is missing: install it (Debian, Ubuntu: libbenchmark-dev).";
  }
  if (!package.empty()) {
    return fmt::format(
        "{} is missing, or its version does not fit: install it, or set CMAKE_PREFIX_PATH to where "
        "it is.",
        package);
  }
  return {};
}

}  // namespace benchgate::builds
