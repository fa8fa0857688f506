// CSV as Apache Otava reads it.
#pragma once

#include <filesystem>
#include <string_view>

#include "benchgate/formats/history_import.h"

namespace benchgate::formats {

[[nodiscard]] bool is_otava_csv(std::string_view text);

/// A line of names, then a line per run: `time` (as parse_foreign_instant() takes it),
/// `commit` and `branch` where there are such columns; every other column is a metric of the one
/// benchmark that is called after the file, and which way is better its name says, else nothing.
/// Cells are separated by what stands first in the line of names: comma, semicolon or tab. Empty
/// cells are no values.
[[nodiscard]] ImportedHistory read_otava_csv(std::string_view text,
                                             const std::filesystem::path& path);

}  // namespace benchgate::formats
