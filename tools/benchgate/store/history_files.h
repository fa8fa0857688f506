// The files of a folder history: what they are called, which there are, and how one comes in.
//
// Nothing here reads a record. A file is never changed once it is there: it comes into being whole
// under a name that nobody else has, or not at all.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "benchgate/model/history.h"

namespace benchgate::store {

/// "2026/11/ID.json", relative to the history.
[[nodiscard]] std::string record_name(const model::HistoryRun& run);
/// "findings/ID.json".
[[nodiscard]] std::string finding_name(std::string_view id);
/// "2025-0123456789abcdef.jsonl": a year's records, one a line. Named after its content, so that
/// two that were made of different records never meet under one name.
[[nodiscard]] std::string year_file_name(int year, std::string_view content);

/// Where records may be: "2026/11", or "" for the year files.
struct ListedFolder {
  std::string name;
  std::int64_t changed_at = 0;  ///< nanoseconds since 1970: when a file last came or went
  bool operator==(const ListedFolder&) const = default;
};

struct ListedFile {
  std::string name;  ///< relative to the history
  std::int64_t size = 0;
  std::int64_t changed_at = 0;
  bool operator==(const ListedFile&) const = default;
};

/// Every folder of a month, sorted; months before the folder of year files, whose files come to be
/// before those of months go. Throws EnvironmentError.
[[nodiscard]] std::vector<ListedFolder> list_folders(const std::filesystem::path& history);

/// Is it a year's folder ("2026"), or that of a month in it ("11")?
[[nodiscard]] bool is_year(std::string_view name);
[[nodiscard]] bool is_month(std::string_view name);

/// The records or year files in a folder of list_folders(), sorted; nothing where it is gone.
[[nodiscard]] std::vector<ListedFile> list_files(const std::filesystem::path& history,
                                                 const std::string& folder);

/// "findings/*.json", sorted.
[[nodiscard]] std::vector<ListedFile> list_findings(const std::filesystem::path& history);

enum class WrittenFile { Added, NameIsTaken };

/// Brings `content` under a name that must not be taken: written to a hidden file beside it,
/// flushed to the disk, linked. Creates the folders. Throws EnvironmentError; then there is no such
/// file.
WrittenFile write_new_file(const std::filesystem::path& path, std::string_view content);

/// Throws EnvironmentError where it cannot be removed; that it is gone already is none. After a
/// power cut it may be there again, which harms nobody.
void remove_file(const std::filesystem::path& path);

}  // namespace benchgate::store
