#include "benchgate/builds/change.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <string_view>

#include <fmt/format.h>

#include "benchgate/base/error.h"
#include "benchgate/builds/git.h"

namespace benchgate::builds {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMostListBytes = std::size_t{8} << 20;

std::string start_of_change(const Clone& clone, const std::string& ref, const std::string& head) {
  const auto tip = require_commit(clone, ref, "--base");
  if (auto base = merge_base(clone, tip, head)) return *base;
  if (is_shallow(clone)) {
    throw EnvironmentError(
        fmt::format("--base {}: this clone is shallow and does not reach back to where HEAD "
                    "branched off; {}",
                    ref, kDeepen));
  }
  throw UsageError(
      fmt::format("--base {}: has no commit in common with HEAD, so there is nothing to compare "
                  "with; name the branch that HEAD started from",
                  ref));
}

/// Puts what is listed behind `files`; false where that is not all.
bool append_list(const GitAnswer& answer, std::vector<std::string>& files) {
  if (!answer.succeeded || !answer.is_complete) return false;
  std::ranges::move(fields_of(answer), std::back_inserter(files));
  return true;
}

std::optional<std::vector<std::string>> changed_files(const fs::path& root,
                                                      const std::string& base) {
  const GitOptions long_list = {.most_bytes = kMostListBytes, .time_limit = {}};
  std::vector<std::string> files;
  // Renames are not looked for: both names count, and it would take long.
  const bool complete =
      append_list(
          ask_git(root, {"diff", "--name-only", "--no-renames", "--no-ext-diff", "-z", base, "--"},
                  long_list),
          files) &&
      append_list(ask_git(root, {"ls-files", "--others", "--exclude-standard", "-z"}, long_list),
                  files);
  if (!complete) return std::nullopt;
  return files;
}

}  // namespace

Change find_change(const fs::path& folder, const std::string& ref) {
  Change change;
  change.clone = find_clone(folder);
  const auto& root = change.clone.root;
  const auto head = commit_of(change.clone, "HEAD");
  if (!head) {
    throw UsageError(fmt::format(
        "{}: HEAD has no commit yet; a change is compared with the commit that it started from",
        root.string()));
  }
  change.head = *head;
  change.base = start_of_change(change.clone, ref, change.head);
  const auto status = ask_git(root, {"status", "--porcelain", "--untracked-files=no"},
                              {.most_bytes = 1024, .time_limit = {}});
  change.is_dirty = !status.succeeded || !status.text.empty();
  change.changed_files = changed_files(root, change.base);
  return change;
}

bool is_for_building_only(const std::string& file) {
  // Conservative: what is not listed is taken for something that is read.
  constexpr std::array<std::string_view, 22> kEndings = {
      ".c",   ".cc",  ".cpp", ".cxx",   ".c++", ".h",   ".hh", ".hpp", ".hxx", ".h++",  ".inl",
      ".ipp", ".tpp", ".inc", ".cmake", ".md",  ".rst", ".S",  ".asm", ".ixx", ".cppm", ".tcc"};
  constexpr std::array<std::string_view, 9> kNames = {
      "CMakeLists.txt", "CMakePresets.json", "benchgate.toml", "LICENSE",      ".gitignore",
      ".gitattributes", ".clang-format",     ".clang-tidy",    ".editorconfig"};
  const fs::path path(file);
  const auto name = path.filename().string();
  const auto ending = path.extension().string();
  return file.starts_with(".github/") || std::ranges::find(kNames, name) != kNames.end() ||
         std::ranges::find(kEndings, ending) != kEndings.end();
}

}  // namespace benchgate::builds
