#include "benchgate/builds/toolchain.h"

#include <array>
#include <string_view>

#include <fmt/format.h>

#include "benchgate/base/error.h"
#include "benchgate/base/file.h"
#include "benchgate/base/hash.h"
#include "benchgate/builds/build_cache.h"
#include "benchgate/measure/child_process.h"

namespace benchgate::builds {
namespace {

constexpr std::array kVariables = {"CC",
                                   "CXX",
                                   "CFLAGS",
                                   "CXXFLAGS",
                                   "CPPFLAGS",
                                   "LDFLAGS",
                                   "CPATH",
                                   "LIBRARY_PATH",
                                   "CPLUS_INCLUDE_PATH",
                                   "C_INCLUDE_PATH",
                                   "PATH",
                                   "CMAKE_GENERATOR",
                                   "CMAKE_BUILD_TYPE",
                                   "CMAKE_PREFIX_PATH",
                                   "CMAKE_TOOLCHAIN_FILE",
                                   "PKG_CONFIG_PATH",
                                   "LD_LIBRARY_PATH",
                                   "CMAKE_CONFIG_TYPE"};

/// The lists of installed packages, as the package managers keep them.
constexpr std::array kPackageLists = {"var/lib/dpkg/status", "lib/apk/db/installed",
                                      "var/lib/rpm/rpmdb.sqlite"};
constexpr std::size_t kMostListBytes = std::size_t{512} << 20;

std::string compiler_version(const std::string& program) {
  try {
    const auto result = measure::run_child({.command = {program, "--version"},
                                            .environment = {{"LC_ALL", "C"}},
                                            .time_limit = measure::Seconds{20}});
    return result.standard_output.text;
  } catch (const UsageError&) {
    return {};  // CMake will find another one, or say that there is none
  }
}

std::string packages(const measure::ProbeSource& system) {
  std::string text;
  for (const auto* name : kPackageLists) {
    const auto path = system.root / name;
    std::error_code error;
    if (!std::filesystem::is_regular_file(path, error)) continue;
    try {
      text += fmt::format("{} {}\n", name, short_hash(read_file(path, kMostListBytes)));
    } catch (const InputError&) {
      text += fmt::format("{} cannot be read\n", name);
    }
  }
  return text;
}

}  // namespace

std::string describe_toolchain(const measure::ProbeSource& system) {
  std::string text;
  for (const auto* name : kVariables) {
    if (const auto value = system.variable(name)) text += fmt::format("{}={}\n", name, *value);
  }
  text += compiler_version(system.variable("CXX").value_or("c++"));
  return text + packages(system);
}

}  // namespace benchgate::builds
