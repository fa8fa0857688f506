#include "benchgate/store/history_folder.h"

#include <algorithm>
#include <string>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "benchgate/base/error.h"
#include "benchgate/base/file.h"
#include "benchgate/store/history_files.h"
#include "benchgate/store/history_limits.h"
#include "benchgate/store/history_store.h"

namespace benchgate::store {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMostMarkerBytes = 4096;

bool can_begin_in(const fs::path& folder) {
  std::error_code error;
  if (!fs::exists(folder, error)) return true;
  const auto entries = fs::directory_iterator(folder, error);
  if (error) {
    throw EnvironmentError(
        fmt::format("cannot read the folder {}: {}", folder.string(), error.message()));
  }
  return std::ranges::all_of(
      entries, [](const auto& entry) { return is_harmless(entry.path().filename().string()); });
}

void begin(const fs::path& folder) {
  // The index is derived. No other line ends on any system: names hold hashes of contents.
  (void)write_new_file(folder / ".gitignore", "/.index.sqlite*\n.*.json*.??????\n");
  (void)write_new_file(folder / ".gitattributes", "* -text\n");
  const auto marker =
      fmt::format("{{\"format\":\"benchgate-history\",\"schema\":{}}}\n", kHistorySchema);
  (void)write_new_file(folder / kMarker, marker);
}

void check_marker(const fs::path& path) {
  const auto document =
      nlohmann::json::parse(read_file(path, kMostMarkerBytes), nullptr, /*allow_exceptions=*/false);
  const bool is_one = document.is_object() && document.contains("format") &&
                      document["format"] == "benchgate-history" && document.contains("schema") &&
                      document["schema"].is_number_integer();
  if (!is_one) throw InputError(path, "is damaged, or not benchgate's: restore it, from git say");
  const auto schema = document["schema"].get<std::int64_t>();
  if (schema > kHistorySchema) {
    throw InputError(path, fmt::format("the history was written by a newer benchgate (schema {}; "
                                       "this one knows {}): update benchgate",
                                       schema, kHistorySchema));
  }
}

}  // namespace

bool is_harmless(std::string_view name) {
  return name.starts_with('.') || name.starts_with("README") || name.starts_with("LICENSE");
}

void require_history(const fs::path& folder, bool create) {
  std::error_code error;
  if (fs::exists(folder / kMarker, error)) return check_marker(folder / kMarker);
  if (fs::exists(folder, error) && !fs::is_directory(folder, error)) {
    throw InputError(folder, "is a file; a history is a folder");
  }
  if (!create) {
    throw NoHistory(folder, fmt::format("is not a history (it has no {}); `benchgate store "
                                        "append` begins one",
                                        kMarker));
  }
  if (!can_begin_in(folder)) {
    throw InputError(folder,
                     "holds other files and is not a history: name a new or an empty folder");
  }
  begin(folder);
}

}  // namespace benchgate::store
