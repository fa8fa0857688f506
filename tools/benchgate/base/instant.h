// Moments, as files write them: 2026-11-21T02:30:00Z.
//
// Seconds since 1970 in UTC inside; years 1970 to 9999. No local time is ever made.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace benchgate {

/// The last second of the year 9999.
inline constexpr std::int64_t kLastInstant = 253'402'300'799;

/// "2026-11-21T02:30:00Z". From 0 to kLastInstant.
[[nodiscard]] std::string instant_text(std::int64_t seconds);

/// The day of it, in UTC: "2026-11-21".
[[nodiscard]] std::string day_text(std::int64_t seconds);

/// Reads ISO 8601 with a zone: "2026-11-21T02:30:00Z", "2026-11-21 03:30:00.25 +0100",
/// "2026-11-21T03:30:00+01:00". Fractions are cut off. Nothing for any other form, for what does
/// not exist and for what is outside of the years.
[[nodiscard]] std::optional<std::int64_t> parse_instant(std::string_view text);

/// Reads moments as other programs write them: the above; the same without a zone, which is taken
/// for UTC; with the zone UTC, GMT or "+01"; without seconds; the day alone; seconds or
/// milliseconds since 1970; and "2017/04/20-10:00:00" (Google Benchmark 1.0) and "2024.01.01
/// 3:00:00 +0100". Nothing for any other form.
[[nodiscard]] std::optional<std::int64_t> parse_foreign_instant(std::string_view text);

}  // namespace benchgate
