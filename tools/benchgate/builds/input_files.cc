#include "benchgate/builds/input_files.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <set>
#include <span>
#include <string_view>
#include <system_error>

#include <fmt/format.h>

#include "benchgate/base/error.h"
#include "benchgate/base/glob.h"
#include "benchgate/base/work_tree.h"

namespace benchgate::builds {
namespace {

namespace fs = std::filesystem;

/// Names that are looked at in one work tree: a corpus, not a file system.
constexpr std::size_t kMostNames = 200'000;
constexpr std::size_t kDeepest = 100;  // folders
constexpr std::string_view kAnyFolders = "**";

std::vector<std::string> parts_of(const fs::path& path) {
  std::vector<std::string> parts;
  for (const auto& part : path) {
    if (!part.empty() && part != ".") parts.push_back(part.string());
  }
  return parts;
}

bool is_literal(std::string_view part) {
  return part.find_first_of("*?") == std::string_view::npos;
}

/// The files below one root that patterns match, relative to it.
class Search {
 public:
  explicit Search(const fs::path& root) : root_(without_links(root)) {}

  [[nodiscard]] const std::set<fs::path>& files() const { return files_; }
  [[nodiscard]] bool is_complete() const { return names_ <= kMostNames; }

  /// Does the pattern match anything?
  bool add(std::span<const std::string> pattern) {
    matched_ = false;
    enter({}, pattern, 0);
    return matched_;
  }

 private:
  [[nodiscard]] bool is_inside(const fs::path& path) const {
    const auto target = without_links(path);
    return std::mismatch(root_.begin(), root_.end(), target.begin(), target.end()).first ==
           root_.end();
  }

  [[nodiscard]] bool is_folder(const fs::path& relative) const {
    std::error_code error;
    return fs::is_directory(root_ / relative, error) && is_inside(root_ / relative);
  }

  /// `relative` is there, and what is left of the pattern is meant from there on.
  void enter(const fs::path& relative, std::span<const std::string> pattern, std::size_t depth) {
    if (!is_complete() || depth > kDeepest) return;
    if (!is_folder(relative)) {
      const bool takes_it = pattern.empty() || (pattern.size() == 1 && pattern[0] == kAnyFolders);
      if (takes_it && files_.size() < kMostNames) {
        matched_ = true;
        files_.insert(relative);
      }
      return;
    }
    if (pattern.empty()) return enter_all(relative, pattern, depth);
    if (pattern.front() == kAnyFolders) {
      if (pattern.size() > 1) enter(relative, pattern.subspan(1), depth + 1);
      return enter_all(relative, pattern, depth);
    }
    if (is_literal(pattern.front())) {
      std::error_code error;
      const auto next = relative / pattern.front();
      if (fs::exists(fs::symlink_status(root_ / next, error))) {
        enter(next, pattern.subspan(1), depth + 1);
      }
      return;
    }
    for (const auto& name : names_in(relative)) {
      if (glob_match(pattern.front(), name)) enter(relative / name, pattern.subspan(1), depth + 1);
    }
  }

  /// Everything below, with the whole pattern: a folder's content, or `**`. Folders that links lead
  /// to are elsewhere in the tree as well, or lead in circles.
  void enter_all(const fs::path& folder, std::span<const std::string> pattern, std::size_t depth) {
    for (const auto& name : names_in(folder)) {
      const auto next = folder / name;
      std::error_code error;
      const bool is_linked_folder = fs::is_symlink(root_ / next, error) && is_folder(next);
      if (!is_linked_folder) {
        const bool is_end = !is_folder(next) && pattern.size() > 1;
        if (!is_end) enter(next, pattern, depth + 1);
      } else if (pattern.size() <= 1) {
        matched_ = true;
        files_.insert(next);
      }
    }
  }

  std::vector<std::string> names_in(const fs::path& folder) {
    std::vector<std::string> names;
    std::error_code error;
    for (fs::directory_iterator entry(root_ / folder, error), end; !error && entry != end;
         entry.increment(error)) {
      if (++names_ > kMostNames) return {};
      auto name = entry->path().filename().string();
      if (name != ".git") names.push_back(std::move(name));
    }
    return names;
  }

  fs::path root_;
  std::set<fs::path> files_;
  std::size_t names_ = 0;
  bool matched_ = false;
};

bool have_same_bytes(const fs::path& one, const fs::path& other) {
  std::error_code error;
  const auto size = fs::file_size(one, error);
  if (error || size != fs::file_size(other, error) || error) return false;
  std::ifstream in_one(one, std::ios::binary);
  std::ifstream in_other(other, std::ios::binary);
  std::array<char, 65536> first{};
  std::array<char, 65536> second{};
  for (auto left = size; left > 0;) {
    const auto step = static_cast<std::streamsize>(std::min<std::uintmax_t>(left, first.size()));
    if (!in_one.read(first.data(), step) || !in_other.read(second.data(), step)) return false;
    if (!std::equal(first.begin(), first.begin() + step, second.begin())) return false;
    left -= static_cast<std::uintmax_t>(step);
  }
  return true;
}

/// Links by their text, and by what they lead to within their trees; pipes and devices are not
/// opened.
bool are_same(const fs::path& one, const fs::path& other, const InputTrees& trees) {
  std::error_code error;
  const auto type = fs::symlink_status(one, error).type();
  if (type != fs::symlink_status(other, error).type()) return false;
  if (type == fs::file_type::symlink) {
    if (fs::read_symlink(one, error) != fs::read_symlink(other, error) || error) return false;
    const auto inside = [](const fs::path& target, const fs::path& root) {
      const auto clean = without_links(root);
      return std::mismatch(clean.begin(), clean.end(), target.begin(), target.end()).first ==
             clean.end();
    };
    const auto target = without_links(one);
    const auto counterpart = without_links(other);
    const bool is_followed = inside(target, trees.base) && inside(counterpart, trees.head);
    if (!is_followed || !fs::is_regular_file(target, error)) return true;
    return have_same_bytes(target, counterpart);
  }
  return type != fs::file_type::regular || have_same_bytes(one, other);
}

std::optional<fs::path> first_difference(const Search& base, const Search& head,
                                         const InputTrees& trees) {
  std::set<fs::path> all = base.files();
  all.insert(head.files().begin(), head.files().end());
  for (const auto& file : all) {
    const bool on_both = base.files().contains(file) && head.files().contains(file);
    if (!on_both || !are_same(trees.base / file, trees.head / file, trees)) return file;
  }
  return std::nullopt;
}

}  // namespace

InputDifference compare_input_files(const InputTrees& trees,
                                    const std::vector<std::string>& patterns) {
  InputDifference difference;
  Search base(trees.base);
  Search head(trees.head);
  for (const auto& pattern : patterns) {
    const auto path = (trees.folder / pattern).lexically_normal();
    if (path.is_absolute() || (!path.empty() && *path.begin() == "..")) {
      throw UsageError(
          fmt::format("inputs \"{}\" lead out of the repository; name files below it", pattern));
    }
    const auto parts = parts_of(path);
    const bool in_base = base.add(parts);
    const bool in_head = head.add(parts);
    if (!in_base && !in_head) difference.unused.push_back(pattern);
  }
  if (!base.is_complete() || !head.is_complete()) {
    difference.changed = "more files than can be compared";
    difference.unused.clear();
  } else if (const auto file = first_difference(base, head, trees)) {
    difference.changed = file->generic_string();
  }
  return difference;
}

}  // namespace benchgate::builds
