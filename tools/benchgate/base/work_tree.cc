#include "benchgate/base/work_tree.h"

#include <algorithm>
#include <deque>
#include <optional>
#include <system_error>

#include <fmt/format.h>

#include "benchgate/base/error.h"

namespace benchgate {
namespace {

namespace fs = std::filesystem;

/// What Linux follows in one path.
constexpr int kMostLinks = 40;

/// The nearest folder above `path`, as it is written, that is a work tree's root.
std::optional<fs::path> work_tree_above(const fs::path& path) {
  for (auto folder = path; folder.has_relative_path();) {
    folder = folder.parent_path();
    std::error_code error;
    if (fs::exists(folder / ".git", error)) return folder;
  }
  return std::nullopt;
}

bool lies_below(const fs::path& path, const fs::path& root) {
  return std::mismatch(root.begin(), root.end(), path.begin(), path.end()).first == root.end();
}

}  // namespace

fs::path without_links(const fs::path& path) {
  const auto absolute = fs::absolute(path);
  fs::path resolved = absolute.root_path();
  const auto relative = absolute.relative_path();
  std::deque<fs::path> parts(relative.begin(), relative.end());
  int links = 0;
  while (!parts.empty()) {
    const auto part = parts.front();
    parts.pop_front();
    if (part.empty() || part == ".") continue;
    if (part == "..") {
      resolved = resolved.parent_path();
      continue;
    }
    std::error_code error;
    const auto target = fs::read_symlink(resolved / part, error);
    if (error) {
      resolved /= part;
      continue;
    }
    if (++links > kMostLinks) {
      throw EnvironmentError(fmt::format("{}: its symbolic links lead in circles", path.string()));
    }
    if (target.is_absolute()) resolved = target.root_path();
    const auto more = target.relative_path();
    parts.insert(parts.begin(), more.begin(), more.end());
  }
  return resolved;
}

void require_within_work_tree(const fs::path& path) {
  const auto written = fs::absolute(path).lexically_normal();
  const auto root = work_tree_above(written);
  if (!root) return;
  const auto resolved = without_links(written);
  if (lies_below(resolved, without_links(*root))) return;
  throw UsageError(fmt::format(
      "{}: a symbolic link leads out of the repository, to {}; remove the link, or name that "
      "place itself",
      path.string(), resolved.string()));
}

}  // namespace benchgate
