#include "benchgate/formats/json_number_repair.h"

#include <algorithm>
#include <array>

namespace benchgate::formats {
namespace {

/// How C, C++, Java and Windows write what is not a finite number; lower case, without sign.
constexpr std::array<std::string_view, 8> kNonFinite = {
    "nan", "infinity", "inf", "nan(ind)", "nan(snan)", "1.#inf", "1.#ind", "1.#qnan"};

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

/// How many digits `text` has from `at` on.
std::size_t digits(std::string_view text, std::size_t at) {
  const auto end = std::find_if_not(
      text.begin() + static_cast<std::ptrdiff_t>(std::min(at, text.size())), text.end(), is_digit);
  return static_cast<std::size_t>(end - text.begin()) - std::min(at, text.size());
}

/// The length of "1,000,000": one to three digits, then groups of three.
std::size_t grouped(std::string_view text, std::size_t begin, char separator) {
  const auto first = digits(text, begin);
  if (first == 0 || first > 3) return 0;
  auto end = begin + first;
  while (end < text.size() && text[end] == separator && digits(text, end + 1) == 3) end += 4;
  return end == begin + first ? 0 : end;
}

/// The length of "e+00" at `at`; 0 where there is none.
std::size_t exponent(std::string_view text, std::size_t at) {
  if (at >= text.size() || (text[at] != 'e' && text[at] != 'E')) return 0;
  const auto sign = at + 1 < text.size() && (text[at + 1] == '+' || text[at + 1] == '-');
  const auto count = digits(text, at + 1 + (sign ? 1 : 0));
  return count == 0 ? 0 : 1 + (sign ? 1 : 0) + count;
}

bool ends_number(std::string_view text, std::size_t at) {
  constexpr std::string_view kMayFollow = ",}] \t\r\n";
  return at >= text.size() || kMayFollow.find(text[at]) != std::string_view::npos;
}

std::optional<RepairedNumber> percentage(std::string_view text, std::size_t begin) {
  auto end = begin + digits(text, begin);
  if (end == begin) return std::nullopt;
  if (end < text.size() && text[end] == '.') end += 1 + digits(text, end + 1);
  const auto power = exponent(text, end);
  if (end + power >= text.size() || text[end + power] != '%') return std::nullopt;
  // With an exponent it is too small to matter, and stays as it is.
  const auto number = std::string(text.substr(0, end + power)) + (power == 0 ? "e-2" : "");
  return RepairedNumber{.number = number, .length = end + power + 1, .is_percentage = true};
}

/// "nan%": a spread of one measurement.
std::optional<RepairedNumber> non_finite_percentage(std::string_view text) {
  constexpr std::size_t kLongest = 12;
  const auto end = text.substr(0, kLongest).find('%');
  if (end == std::string_view::npos || !is_non_finite(text.substr(0, end))) return std::nullopt;
  return RepairedNumber{.number = "NaN", .length = end + 1, .is_percentage = true};
}

std::optional<RepairedNumber> with_groups(std::string_view text, std::size_t begin,
                                          char separator) {
  auto end = grouped(text, begin, separator);
  if (end == 0) return std::nullopt;
  const auto last_group = text.substr(end - 4, 4);
  // "1.000" is a number as it stands.
  if (separator == '.' && text.find('.', begin) == end - last_group.size()) return std::nullopt;
  std::string number(text.substr(0, end));
  std::erase(number, separator);
  const char decimal = separator == '.' ? ',' : '.';
  if (end < text.size() && text[end] == decimal && digits(text, end + 1) > 0) {
    const auto count = digits(text, end + 1);
    number += '.' + std::string(text.substr(end + 1, count));
    end += 1 + count;
  }
  if (!ends_number(text, end)) return std::nullopt;
  return RepairedNumber{.number = std::move(number), .length = end};
}

std::optional<RepairedNumber> with_decimal_comma(std::string_view text, std::size_t begin) {
  const auto whole = digits(text, begin);
  const auto comma = begin + whole;
  if (whole == 0 || comma >= text.size() || text[comma] != ',') return std::nullopt;
  const auto count = digits(text, comma + 1);
  if (count == 0) return std::nullopt;
  const auto end = comma + 1 + count + exponent(text, comma + 1 + count);
  if (!ends_number(text, end)) return std::nullopt;
  std::string number(text.substr(0, end));
  number[comma] = '.';
  return RepairedNumber{.number = std::move(number), .length = end};
}

}  // namespace

bool is_non_finite(std::string_view token) {
  if (token.starts_with('-') || token.starts_with('+')) token.remove_prefix(1);
  const auto matches = [token](std::string_view name) {
    return std::ranges::equal(token, name, [](char a, char b) {
      return (a >= 'A' && a <= 'Z' ? a - 'A' + 'a' : a) == b;
    });
  };
  return std::ranges::any_of(kNonFinite, matches);
}

std::optional<RepairedNumber> repair_number(std::string_view text, bool in_object) {
  const std::size_t begin = text.starts_with('-') ? 1 : 0;
  if (auto found = percentage(text, begin)) return found;
  if (auto found = non_finite_percentage(text)) return found;
  if (auto found = with_groups(text, begin, '\'')) return found;
  if (auto found = with_groups(text, begin, '.')) return found;
  if (!in_object) return std::nullopt;
  if (auto found = with_groups(text, begin, ',')) return found;
  return with_decimal_comma(text, begin);
}

}  // namespace benchgate::formats
