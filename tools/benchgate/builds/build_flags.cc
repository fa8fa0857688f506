#include "benchgate/builds/build_flags.h"

#include <algorithm>
#include <cctype>
#include <string_view>

#include "benchgate/elf/elf_file.h"

namespace benchgate::builds {
namespace {

/// One function and one constant a section, so that each can be followed by itself.
constexpr std::string_view kCompile = "-ffunction-sections -fdata-sections -falign-functions=64";
constexpr std::string_view kLevel = "-O2";
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
                                                           const Getenv& getenv, bool needs_level) {
  std::string compile(kCompile);
  if (!root.empty() && is_plain(root.string())) {
    compile += " -ffile-prefix-map=" + root.string() + "=.";
  }
  const auto compiler_flags = [&](const char* name) {
    const auto own = getenv(name);
    const bool has_own = own && !own->empty();
    return behind(own, needs_level && !has_own ? std::string(kLevel) + ' ' + compile : compile);
  };
  return {{"CFLAGS", compiler_flags("CFLAGS")},
          {"CXXFLAGS", compiler_flags("CXXFLAGS")},
          {"LDFLAGS", behind(getenv("LDFLAGS"), std::string(kLink))}};
}

std::string added_flags(bool needs_level) {
  return (needs_level ? std::string(kLevel) + ' ' : std::string()) + std::string(kCompile) +
         " -ffile-prefix-map " + std::string(kLink);
}

std::optional<bool> shows_added_flags(const std::filesystem::path& executable) {
  const auto file = elf::ElfFile::open(executable);
  if (!file) return std::nullopt;
  return std::ranges::any_of(file->sections(), [](const elf::Section& section) {
    return section.has_relocations() && !section.is_loaded();
  });
}

}  // namespace benchgate::builds
