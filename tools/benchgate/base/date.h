// Days of the calendar, as files write them: 2027-02-01.
//
// No clock times and no time zones: whoever asks for today gets the day in UTC, so that a laptop
// and a runner agree on it.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace benchgate {

/// A day that exists.
using Date = std::chrono::sys_days;

/// Reads "2027-02-01". Nothing for any other form, and for days that do not exist.
[[nodiscard]] std::optional<Date> parse_date(std::string_view text);

/// "2027-02-01".
[[nodiscard]] std::string date_text(Date date);

[[nodiscard]] Date today_in_utc();

}  // namespace benchgate
