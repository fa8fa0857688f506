#include "benchgate/builds/program_input.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <span>
#include <string_view>

namespace benchgate::builds {
namespace {

bool is_one_of(std::string_view text, std::span<const std::string_view> known) {
  return std::ranges::find(known, text) != known.end();
}

/// A compiler or a build system reads them, wherever they stand. A CMakeLists.txt is one; a .txt
/// beside it may be anything.
bool is_for_building(std::string_view name, std::string_view ending) {
  static constexpr auto kEndings = std::to_array<std::string_view>(
      {".c",   ".cc",  ".cpp",  ".cxx",   ".c++", ".h",   ".hh",    ".hpp",
       ".hxx", ".h++", ".inl",  ".ipp",   ".tpp", ".tcc", ".inc",   ".S",
       ".asm", ".ixx", ".cppm", ".cmake", ".bzl", ".mk",  ".bazel", ".bazelrc"});
  static constexpr auto kNames = std::to_array<std::string_view>(
      {"CMakeLists.txt", "CMakePresets.json", "benchgate.toml", "BUILD", "WORKSPACE",
       "MODULE.bazel.lock", ".bazelversion", "meson.build", "meson_options.txt", "Makefile",
       "configure.ac", "Makefile.am", "vcpkg.json", "conanfile.txt", "conanfile.py"});
  return is_one_of(ending, kEndings) || is_one_of(name, kNames);
}

/// Settings of tools that look at the source; the tool knows them by these names.
bool is_tool_setting(std::string_view name) {
  static constexpr auto kNames = std::to_array<std::string_view>({".gitignore",
                                                                  ".gitattributes",
                                                                  ".gitmodules",
                                                                  ".git-blame-ignore-revs",
                                                                  ".mailmap",
                                                                  ".clang-format",
                                                                  ".clang-format-ignore",
                                                                  ".clang-tidy",
                                                                  ".clangd",
                                                                  ".cmake-format.yaml",
                                                                  ".cmake-format.yml",
                                                                  ".cmake-format.py",
                                                                  ".cmakelintrc",
                                                                  ".editorconfig",
                                                                  ".codespellrc",
                                                                  ".dockerignore",
                                                                  ".gitlab-ci.yml",
                                                                  ".travis.yml",
                                                                  ".cirrus.yml",
                                                                  ".drone.yml",
                                                                  ".appveyor.yml",
                                                                  "appveyor.yml",
                                                                  "azure-pipelines.yml",
                                                                  "codecov.yml",
                                                                  ".codecov.yml",
                                                                  ".readthedocs.yml",
                                                                  ".readthedocs.yaml",
                                                                  "mkdocs.yml",
                                                                  "Doxyfile",
                                                                  ".pre-commit-config.yaml",
                                                                  ".markdownlint.json",
                                                                  ".markdownlint.yaml",
                                                                  ".yamllint",
                                                                  ".typos.toml",
                                                                  "_typos.toml",
                                                                  "renovate.json"});
  return is_one_of(name, kNames);
}

/// LICENSE.txt, LICENSE-MIT, README, CHANGELOG.txt: for people, by an old custom. Only at the root,
/// or a corpus that has a README among its texts would be taken for one.
bool is_text_for_people(std::string_view name) {
  static constexpr auto kBeginnings = std::to_array<std::string_view>(
      {"LICENSE", "LICENCE", "COPYING", "COPYRIGHT", "NOTICE", "README", "CHANGELOG", "CHANGES",
       "NEWS", "AUTHORS", "CONTRIBUTORS", "CONTRIBUTING", "MAINTAINERS", "CODEOWNERS", "SECURITY"});
  static constexpr auto kEndings =
      std::to_array<std::string_view>({"", ".txt", ".html", ".pdf", ".in"});
  return std::ranges::any_of(kBeginnings, [&](std::string_view beginning) {
    if (!name.starts_with(beginning)) return false;
    const auto rest = name.substr(beginning.size());
    return is_one_of(rest, kEndings) || rest.starts_with('-') || rest.starts_with(".MIT") ||
           rest.starts_with(".Apache");
  });
}

/// Folders that are about the project, not of it: all that is in them, pictures and YAML too.
bool is_in_folder_for_people(std::string_view file) {
  static constexpr auto kFolders = std::to_array<std::string_view>(
      {".github/", ".gitlab/", ".circleci/", ".azure-pipelines/", ".buildkite/", ".woodpecker/",
       ".devcontainer/", ".vscode/", ".idea/", "docs/", "doc/"});
  return std::ranges::any_of(kFolders,
                             [&](std::string_view folder) { return file.starts_with(folder); });
}

}  // namespace

bool is_documentation(const std::string& file) {
  static constexpr auto kEndings = std::to_array<std::string_view>({".md", ".rst", ".adoc"});
  return is_one_of(std::filesystem::path(file).extension().string(), kEndings);
}

bool may_be_program_input(const std::string& file) {
  const std::filesystem::path path(file);
  const auto name = path.filename().string();
  const auto ending = path.extension().string();
  const bool is_at_root = file.find('/') == std::string::npos;
  return !(is_for_building(name, ending) || is_tool_setting(name) || is_documentation(file) ||
           name == "LICENSE" || name == "LICENSE.txt" || is_in_folder_for_people(file) ||
           (is_at_root && is_text_for_people(name)));
}

}  // namespace benchgate::builds
