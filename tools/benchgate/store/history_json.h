// Records and findings as JSON, and back: the files of a folder history.
//
// docs/history.md documents them. Reading is strict, since a file may have been written halfway, by
// somebody else, or by a newer benchgate: a field that is unknown, twice or missing is refused, as
// is everything that history_check.h objects to. What was written reads as it was, to the last bit.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "benchgate/model/history.h"

namespace benchgate::store {

enum class JsonLayout {
  Lines,    ///< a benchmark a line, for people and for git
  OneLine,  ///< as in a compacted year
};

/// Ends in a line end. The same record always gives the same bytes. Of what can be kept
/// (history_check.h).
[[nodiscard]] std::string write_record_json(const model::HistoryRecord& record, JsonLayout layout);
[[nodiscard]] std::string write_finding_json(const model::HistoryFinding& finding);

/// Throws InputError naming `path`, the field and what is wrong with it.
[[nodiscard]] model::HistoryRecord read_record_json(std::string_view json,
                                                    const std::filesystem::path& path);
[[nodiscard]] model::HistoryFinding read_finding_json(std::string_view json,
                                                      const std::filesystem::path& path);

}  // namespace benchgate::store
