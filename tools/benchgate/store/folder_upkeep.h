// What a folder history needs from time to time, and only when asked: checking, compacting, taking
// records out. None of it uses the index.
#pragma once

#include <cstddef>
#include <filesystem>
#include <set>
#include <string>
#include <vector>

#include "benchgate/store/history_limits.h"

namespace benchgate::store {

/// Reads every file. A sentence for each that is not as it should be.
[[nodiscard]] std::vector<std::string> verify_folder(const std::filesystem::path& history);

struct Compaction {
  std::size_t years = 0;          ///< that were written
  std::size_t records = 0;        ///< in them
  std::size_t files_written = 0;  ///< a year has several where one would be too large for GitHub
  std::size_t files_removed = 0;  ///< that their records were in
};

/// Puts the records of each year before `year` into one file a year, or into several of at most
/// `most_bytes` (write_year_files()). Files go only once the year's files are on the disk and have
/// been read again: whenever it is interrupted, every record is there, and the next compaction goes
/// on. Throws InputError where a file is damaged, before anything of its year is removed.
Compaction compact_folder(const std::filesystem::path& history, int year,
                          std::size_t most_bytes = kYearFileBytes);

/// Takes out the records that have one of `ids`, wherever they stand.
void remove_records(const std::filesystem::path& history, const std::set<std::string>& ids);

}  // namespace benchgate::store
