// What stands in the files of a folder history: one record in a file of a month, a year's records
// in a year file, one a line. Each file says by its name what must be in it, and is held to that.
#pragma once

#include <cstddef>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "benchgate/model/history.h"

namespace benchgate::store {

/// The record of "2026/11/ID.json". Throws InputError where it is none, or belongs elsewhere.
[[nodiscard]] model::HistoryRecord read_record_file(std::string_view text,
                                                    const std::filesystem::path& history,
                                                    const std::string& name);

/// Calls `visit` with every record of a year file and where it stands. Throws InputError, naming
/// the line, where one is damaged, and where the file is not the one that its name was made for:
/// copied halfway, or edited.
using VisitRecord =
    std::function<void(const model::HistoryRecord& record, std::size_t begin, std::size_t length)>;
void read_year_file(std::string_view text, const std::filesystem::path& path,
                    const VisitRecord& visit);

/// A year's records as such files, each in history_order(): one, where that has at most
/// `most_bytes`, else one for each month in which something was measured, and as many as it takes
/// for a month that has more. Only a record that is larger by itself makes a larger file. The same
/// records always give the same files, and another record changes those of its month alone.
[[nodiscard]] std::vector<std::string> write_year_files(std::vector<model::HistoryRecord> records,
                                                        std::size_t most_bytes);

/// The year that a record is kept under.
[[nodiscard]] int year_of(const model::HistoryRun& run);

/// The year of a year file by its name; throws InputError where that is no such name.
[[nodiscard]] int year_in(const std::filesystem::path& path);

}  // namespace benchgate::store
