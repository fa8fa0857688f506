// results.json: an assessment as a documented, stable file, and back.
//
// What the file looks like is docs/results-json.md's subject. Reading is strict, since a file may
// come from a fork: types, names of enumerators, finite numbers, sizes and the file's agreement
// with itself are checked before anything is believed. Fields that this version does not know are
// ignored; a newer schema is refused.
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>

#include "benchgate/gate/assessment.h"

namespace benchgate::report {

inline constexpr int kResultsSchema = 1;
/// The largest results file that is read.
inline constexpr std::size_t kMostResultsBytes = std::size_t{256} * 1024 * 1024;

/// The assessment as JSON: one row a line, valid UTF-8 whatever the names (bytes that are not UTF-8
/// become U+FFFD), deterministic, ending in a line end. Every number is finite: throws
/// std::logic_error where one is not.
[[nodiscard]] std::string write_results_json(const gate::Assessment& assessment);

/// What `write_results_json` wrote; equal to what was written, as long as its texts are UTF-8.
/// Throws InputError naming `path`, the field and what is wrong with it.
[[nodiscard]] gate::Assessment read_results_json(std::string_view json,
                                                 const std::filesystem::path& path);

/// The same from a file. Throws InputError also where it cannot be read.
[[nodiscard]] gate::Assessment read_results_file(const std::filesystem::path& path);

}  // namespace benchgate::report
