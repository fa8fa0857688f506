#include "benchgate/builds/build_cache.h"

#include <algorithm>
#include <chrono>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "benchgate/base/error.h"
#include "benchgate/base/file.h"
#include "benchgate/base/hash.h"
#include "benchgate/base/sha256.h"
#include "benchgate/builds/tree_manifest.h"
#include "benchgate/builds/worktree.h"

namespace benchgate::builds {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMostMarkerBytes = std::size_t{1} << 20;
constexpr std::size_t kMostManifestBytes = std::size_t{256} << 20;
constexpr std::string_view kMarker = "built";
constexpr std::string_view kManifest = "files";
constexpr std::size_t kCommitDigits = 12;  // an entry's name begins with them, and a '-'

std::string marker_text(const CacheKey& key, std::string_view manifest) {
  return key.commit + '\n' + key.configuration + "\nfiles " + sha256(manifest);
}

/// The name is for people who look into the cache: no surprises for their shells.
std::string clone_name(const Clone& clone) {
  std::string name = clone.root.filename().string().substr(0, 40);
  std::ranges::replace_if(
      name,
      [](char c) {
        return !((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                 c == '.' || c == '_');
      },
      '_');
  return name + '-' + short_hash(clone.common_folder.string());
}

void create(const fs::path& folder) {
  std::error_code error;
  fs::create_directories(folder, error);
  if (error) {
    throw EnvironmentError(
        fmt::format("cannot create {}: {}; name another place with --cache or BENCHGATE_CACHE",
                    folder.string(), error.message()));
  }
}

struct Entry {
  fs::path folder;
  fs::file_time_type used;  ///< the earliest of all where it was never finished
};

std::vector<Entry> entries_of(const fs::path& folder) {
  std::vector<Entry> entries;
  std::error_code error;
  for (const auto& item : fs::directory_iterator(folder, error)) {
    const auto name = item.path().filename().string();
    if (!item.is_directory(error) || name.find('-') != kCommitDigits) continue;
    const auto used = fs::last_write_time(item.path() / kMarker, error);
    entries.push_back({item.path(), error ? fs::file_time_type::min() : used});
  }
  std::ranges::sort(entries, {}, &Entry::used);
  return entries;
}

}  // namespace

BuildCache::BuildCache(const fs::path& cache, const Clone& clone,
                       const std::function<void(const std::string& owner)>& on_wait)
    : root_(clone.root) {
  create(cache);
  const auto ignored = cache / ".gitignore";
  if (!fs::exists(ignored)) write_file_atomically(ignored, "*\n");
  folder_ = fs::canonical(cache) / clone_name(clone);
  create(folder_);
  lock_.emplace(folder_, on_wait);
  forget_lost_worktrees(root_, folder_);
}

fs::path BuildCache::entry(const CacheKey& key) const {
  return folder_ / fmt::format("{}-{}", key.commit.substr(0, kCommitDigits),
                               short_hash(key.configuration).substr(0, 8));
}

fs::path BuildCache::tree(const CacheKey& key) const {
  return entry(key) / "tree";
}

fs::path BuildCache::log(const CacheKey& key) const {
  return entry(key) / "build.log";
}

bool BuildCache::holds(const CacheKey& key) const {
  const auto marker = entry(key) / kMarker;
  std::error_code error;
  if (!fs::exists(marker, error)) return false;
  if (!fs::exists(entry(key) / kManifest, error)) return false;
  const auto manifest = read_file(entry(key) / kManifest, kMostManifestBytes);
  if (read_file(marker, kMostMarkerBytes) != marker_text(key, manifest)) return false;
  if (worktree_commit(root_, tree(key)) != key.commit) return false;
  if (!is_as_built(tree(key), manifest)) return false;
  fs::last_write_time(marker, fs::file_time_type::clock::now(), error);
  return true;
}

void BuildCache::make_room(const CacheKey& key, std::size_t most_kept) const {
  remove_entry(entry(key));
  auto entries = entries_of(folder_);
  std::size_t left = entries.size();
  for (const auto& old : entries) {
    const bool unfinished = old.used == fs::file_time_type::min();
    if (!unfinished && left < most_kept) break;
    remove_entry(old.folder);
    --left;
  }
  create(entry(key));
}

void BuildCache::mark_built(const CacheKey& key) const {
  const auto manifest = manifest_of(tree(key));
  write_file_atomically(entry(key) / kManifest, manifest);
  write_file_atomically(entry(key) / kMarker, marker_text(key, manifest));
}

void BuildCache::remove(const CacheKey& key) const {
  remove_entry(entry(key));
}

void BuildCache::remove_entry(const fs::path& entry) const {
  std::error_code error;
  // The marker first: whatever happens from here on, nobody takes the rest for a build.
  fs::remove(entry / kMarker, error);
  remove_worktree(root_, entry / "tree");
  fs::remove_all(entry, error);
  if (error) {
    throw EnvironmentError(fmt::format("cannot remove {}: {}", entry.string(), error.message()));
  }
}

}  // namespace benchgate::builds
