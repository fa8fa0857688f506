#include "benchgate/builds/build_flags.h"

#include <algorithm>
#include <cctype>
#include <string_view>

namespace benchgate::builds {
namespace {

/// One function and one constant a section, so that each can be followed by itself.
constexpr std::string_view kCompile = "-ffunction-sections -fdata-sections -falign-functions=64";
constexpr std::string_view kLink = "-Wl,--emit-relocs";

/// Can stand in a list of flags as it is?
bool is_plain(std::string_view path) {
  constexpr std::string_view kPlain = "/._-+@,";
  return std::ranges::all_of(path, [&](char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 ||
           kPlain.find(c) != std::string_view::npos;
  });
}

std::string behind(const std::optional<std::string>& own, const std::string& added) {
  return own && !own->empty() ? *own + ' ' + added : added;
}

}  // namespace

std::vector<std::pair<std::string, std::string>> flags_for(const std::filesystem::path& root,
                                                           const Getenv& getenv) {
  std::string compile(kCompile);
  if (!root.empty() && is_plain(root.string())) {
    compile += " -ffile-prefix-map=" + root.string() + "=.";
  }
  return {{"CFLAGS", behind(getenv("CFLAGS"), compile)},
          {"CXXFLAGS", behind(getenv("CXXFLAGS"), compile)},
          {"LDFLAGS", behind(getenv("LDFLAGS"), std::string(kLink))}};
}

std::string added_flags() {
  return std::string(kCompile) + " -ffile-prefix-map " + std::string(kLink);
}

}  // namespace benchgate::builds
