// Data as scripts: a page that was opened from disk may load those, and no JSON.
//
// What stands in them comes from benchmarks and commits, and is hostile: nothing in it can end the
// script or the string that it is in, and no file is ever named after it.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include <nlohmann/json.hpp>

#include "benchgate/stats/types.h"

namespace benchgate::site {

/// JSON that may stand inside HTML or a script: `<`, `>` and `&` are escaped, U+2028 and U+2029
/// too; what is not UTF-8 becomes U+FFFD.
[[nodiscard]] std::string script_json(const nlohmann::json& value);

/// The script that hands `json` to the page under `name`: `benchgate("runs", {...});`.
/// `name` is one of ours; `json` comes from script_json() or holds only numbers.
[[nodiscard]] std::string data_script(std::string_view name, std::string_view json);

/// What names a benchmark in addresses and files: the letters and digits of `name` in lower case,
/// all else as '-', at most 48, and behind them a hash of suite and name.
[[nodiscard]] std::string slug(std::string_view suite, std::string_view name);

/// Appends a number as JSON: as many digits as `digits`, or as it takes to read it back exactly.
void append_number(std::string& out, double value, std::optional<int> digits);

/// The same as a value, for what nlohmann writes.
[[nodiscard]] double rounded(double value, int digits);

/// {"point", "lower", "upper", "level"}; 6 significant digits; without the interval
/// where there is none.
[[nodiscard]] nlohmann::json estimate_json(const stats::Estimate& estimate);

/// `url` where it is an absolute http or https address without blanks, quotes or brackets; else
/// nothing. What a page may link to.
[[nodiscard]] std::optional<std::string> link_or_nothing(std::string_view url);

}  // namespace benchgate::site
