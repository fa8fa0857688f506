#include "benchgate/base/date.h"

#include <algorithm>
#include <charconv>

#include <fmt/format.h>

namespace benchgate {
namespace {

unsigned number(std::string_view digits) {
  unsigned value = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return value;
}

}  // namespace

std::optional<Date> parse_date(std::string_view text) {
  constexpr std::string_view kForm = "dddd-dd-dd";
  const auto fits = [](char form, char c) {
    return form == 'd' ? c >= '0' && c <= '9' : c == form;
  };
  if (!std::ranges::equal(kForm, text, fits)) return std::nullopt;
  const std::chrono::year_month_day day{
      std::chrono::year{static_cast<int>(number(text.substr(0, 4)))},
      std::chrono::month{number(text.substr(5, 2))}, std::chrono::day{number(text.substr(8, 2))}};
  if (!day.ok()) return std::nullopt;
  return Date(day);
}

std::string date_text(Date date) {
  const std::chrono::year_month_day day(date);
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(day.year()),
                     static_cast<unsigned>(day.month()), static_cast<unsigned>(day.day()));
}

Date today_in_utc() {
  return std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now());
}

}  // namespace benchgate
