#include "benchgate/base/instant.h"

#include <chrono>
#include <string>

#include <fmt/format.h>

#include "benchgate/base/date.h"

namespace benchgate {
namespace {

constexpr std::int64_t kDay = 86'400;

/// Takes what stands at the beginning of a text, piece by piece.
class Pieces {
 public:
  explicit Pieces(std::string_view text) : text_(text) {}

  [[nodiscard]] bool at_end() const { return text_.empty(); }

  std::string_view take(std::size_t length) {
    const auto piece = text_.substr(0, length);
    text_.remove_prefix(piece.size());
    return piece;
  }

  bool skip(char c) {
    if (text_.empty() || text_.front() != c) return false;
    text_.remove_prefix(1);
    return true;
  }

  /// Two digits of at most `most`.
  std::optional<std::int64_t> two_digits(int most) {
    if (text_.size() < 2 || !is_digit(text_[0]) || !is_digit(text_[1])) return std::nullopt;
    const int value = (text_[0] - '0') * 10 + (text_[1] - '0');
    text_.remove_prefix(2);
    if (value > most) return std::nullopt;
    return value;
  }

  void skip_digits() {
    while (!text_.empty() && is_digit(text_.front())) text_.remove_prefix(1);
  }

 private:
  static bool is_digit(char c) { return c >= '0' && c <= '9'; }

  std::string_view text_;
};

/// Seconds that the zone is ahead of UTC.
std::optional<std::int64_t> take_zone(Pieces& pieces) {
  if (pieces.skip('Z')) return 0;
  const bool is_behind = pieces.skip('-');
  if (!is_behind && !pieces.skip('+')) return std::nullopt;
  const auto hours = pieces.two_digits(23);
  pieces.skip(':');
  const auto minutes = pieces.two_digits(59);
  if (!hours || !minutes) return std::nullopt;
  const auto ahead = *hours * 3600 + *minutes * 60;
  return is_behind ? -ahead : ahead;
}

/// Seconds or milliseconds since 1970: ten digits, or thirteen, are a moment between 2001 and 2286.
std::optional<std::int64_t> epoch_of(std::string_view text) {
  constexpr std::size_t kSecondsDigits = 10;
  constexpr std::size_t kMillisecondsDigits = 13;
  const auto whole = text.substr(0, text.find('.'));
  const bool has_length = whole.size() == kSecondsDigits || whole.size() == kMillisecondsDigits;
  if (!has_length || whole.front() == '0') return std::nullopt;
  std::int64_t seconds = 0;
  for (const char c : whole.substr(0, kSecondsDigits)) {
    if (c < '0' || c > '9') return std::nullopt;
    seconds = seconds * 10 + (c - '0');
  }
  Pieces rest(text.substr(kSecondsDigits));
  rest.skip_digits();
  if (rest.skip('.')) rest.skip_digits();
  return rest.at_end() ? std::optional(seconds) : std::nullopt;
}

/// "UTC" and "GMT" at the end are "Z", "+01" is "+0100".
void complete_zone(std::string& moment) {
  for (const std::string_view name : {"UTC", "GMT"}) {
    if (moment.ends_with(name)) moment.replace(moment.size() - name.size(), name.size(), "Z");
  }
  constexpr std::size_t kSign = 3;    // from the end: "+01"
  constexpr std::size_t kClock = 16;  // behind "2026-11-21 02:30"
  if (moment.size() < kClock + kSign) return;
  const char sign = moment[moment.size() - kSign];
  if (sign == '+' || sign == '-') moment += "00";
}

}  // namespace

std::string instant_text(std::int64_t seconds) {
  const auto day = seconds / kDay;
  const auto rest = seconds % kDay;
  return fmt::format("{}T{:02}:{:02}:{:02}Z", date_text(Date(std::chrono::days(day))), rest / 3600,
                     rest / 60 % 60, rest % 60);
}

std::string day_text(std::int64_t seconds) {
  const std::chrono::sys_seconds instant{std::chrono::seconds(seconds)};
  return date_text(std::chrono::floor<std::chrono::days>(instant));
}

std::optional<std::int64_t> parse_instant(std::string_view text) {
  Pieces pieces(text);
  const auto date = parse_date(pieces.take(10));
  if (!date || !(pieces.skip('T') || pieces.skip(' '))) return std::nullopt;
  const auto hours = pieces.two_digits(23);
  if (!hours || !pieces.skip(':')) return std::nullopt;
  const auto minutes = pieces.two_digits(59);
  if (!minutes || !pieces.skip(':')) return std::nullopt;
  const auto seconds = pieces.two_digits(59);
  if (!seconds) return std::nullopt;
  if (pieces.skip('.')) pieces.skip_digits();
  pieces.skip(' ');
  const auto ahead = take_zone(pieces);
  if (!ahead || !pieces.at_end()) return std::nullopt;
  const auto instant = std::int64_t{date->time_since_epoch().count()} * kDay + *hours * 3600 +
                       *minutes * 60 + *seconds - *ahead;
  if (instant < 0 || instant > kLastInstant) return std::nullopt;
  return instant;
}

std::optional<std::int64_t> parse_foreign_instant(std::string_view text) {
  if (const auto seconds = epoch_of(text)) return seconds;
  constexpr std::size_t kDayLength = 10;
  std::string moment(text);
  for (const std::size_t at : {4U, 7U}) {
    if (at < moment.size() && (moment[at] == '/' || moment[at] == '.')) moment[at] = '-';
  }
  if (moment.size() == kDayLength) moment += " 00:00:00";
  if (moment.size() > kDayLength && moment[kDayLength] == '-') moment[kDayLength] = ' ';
  // "3:00" and "03:00" are "03:00:00".
  if (moment.size() > 12 && moment[12] == ':') moment.insert(kDayLength + 1, 1, '0');
  complete_zone(moment);
  if (moment.size() >= 16 && (moment.size() == 16 || moment[16] != ':')) moment.insert(16, ":00");
  if (const auto instant = parse_instant(moment)) return instant;
  return parse_instant(moment + 'Z');
}

}  // namespace benchgate
