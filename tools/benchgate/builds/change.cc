#include "benchgate/builds/change.h"

#include <algorithm>
#include <array>
#include <string_view>

#include <fmt/format.h>

#include "benchgate/base/error.h"
#include "benchgate/builds/git.h"

namespace benchgate::builds {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMostListBytes = std::size_t{8} << 20;

std::optional<std::string> commit_of(const fs::path& root, const std::string& ref) {
  const auto answer =
      ask_git(root, {"rev-parse", "--verify", "--quiet", "--end-of-options", ref + "^{commit}"});
  auto commit = answer.text.substr(0, answer.text.find('\n'));
  // "^HEAD" is an answer, too: everything but.
  const bool is_one = commit.find_first_not_of("0123456789abcdef") == std::string::npos;
  if (!answer.succeeded || commit.empty() || !is_one) return std::nullopt;
  return commit;
}

fs::path root_of(const fs::path& folder) {
  const auto answer = ask_git(folder, {"rev-parse", "--show-toplevel"});
  if (!answer.succeeded) {
    throw UsageError(
        fmt::format("{}: base is a commit of the git repository that the work tree belongs to, "
                    "but git says: {}",
                    folder.string(), answer.words));
  }
  return answer.text.substr(0, answer.text.find_last_not_of('\n') + 1);
}

bool is_shallow(const fs::path& root) {
  return tell_git(root, {"rev-parse", "--is-shallow-repository"}, "cannot look at the history") ==
         "true";
}

constexpr std::string_view kDeepen =
    "fetch the rest with `git fetch --unshallow` (in GitHub Actions: actions/checkout with "
    "fetch-depth: 0)";

std::string base_tip(const fs::path& root, const std::string& ref) {
  if (auto commit = commit_of(root, ref)) return *commit;
  const auto remote = "origin/" + ref;
  if (!ref.empty() && commit_of(root, remote)) {
    throw UsageError(
        fmt::format("--base {}: there is no such commit here; did you mean {}?", ref, remote));
  }
  if (is_shallow(root)) {
    throw UsageError(
        fmt::format("--base {}: there is no such commit in this shallow clone; {}", ref, kDeepen));
  }
  throw UsageError(
      fmt::format("--base {}: there is no such branch, tag or commit here; `git fetch` it first, "
                  "or see `git branch --all` for what there is",
                  ref));
}

std::string merge_base(const fs::path& root, const std::string& ref, const std::string& tip,
                       const std::string& head) {
  const auto answer = ask_git(root, {"merge-base", tip, head});
  if (answer.succeeded) return answer.text.substr(0, answer.text.find('\n'));
  if (is_shallow(root)) {
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

/// The texts between NULs, behind those in `files`; false where they are not all there.
bool append_list(const GitAnswer& answer, std::vector<std::string>& files) {
  if (!answer.succeeded || !answer.is_complete) return false;
  std::string_view rest = answer.text;
  while (!rest.empty()) {
    const auto end = std::min(rest.find('\0'), rest.size());
    files.emplace_back(rest.substr(0, end));
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
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
  change.root = root_of(folder.empty() ? fs::path(".") : folder);
  const auto head = commit_of(change.root, "HEAD");
  if (!head) {
    throw UsageError(fmt::format(
        "{}: HEAD has no commit yet; a change is compared with the commit that it started from",
        change.root.string()));
  }
  change.head = *head;
  change.common_folder = tell_git(change.root, {"rev-parse", "--git-common-dir"}, "cannot ask git");
  if (change.common_folder.is_relative()) change.common_folder = change.root / change.common_folder;
  change.common_folder = fs::weakly_canonical(change.common_folder);
  change.base = merge_base(change.root, ref, base_tip(change.root, ref), change.head);
  const auto status = ask_git(change.root, {"status", "--porcelain", "--untracked-files=no"},
                              {.most_bytes = 1024, .time_limit = {}});
  change.is_dirty = !status.succeeded || !status.text.empty();
  change.changed_files = changed_files(change.root, change.base);
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
