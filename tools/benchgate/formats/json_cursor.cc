#include "benchgate/formats/json_cursor.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include <fmt/format.h>

#include "benchgate/base/error.h"
#include "benchgate/base/text_position.h"
#include "benchgate/base/whole_number.h"
#include "benchgate/formats/json_number_repair.h"

namespace benchgate::formats {
namespace {

/// Up to nine digits, without a leading zero, and nothing else but the space behind them.
std::optional<std::uint32_t> short_whole_number(std::string_view token) {
  std::uint32_t number = 0;
  std::size_t count = 0;
  for (; count < token.size() && token[count] >= '0' && token[count] <= '9'; ++count) {
    if (count == 9) return std::nullopt;
    number = number * 10 + static_cast<std::uint32_t>(token[count] - '0');
  }
  if (count == 0 || (count > 1 && token.front() == '0')) return std::nullopt;
  for (const char c : token.substr(count)) {
    if (c != ' ' && c != '\n' && c != '\r' && c != '\t') return std::nullopt;
  }
  return number;
}

std::string_view digits(std::string_view& token) {
  const auto count = std::min(token.find_first_not_of("0123456789"), token.size());
  const auto found = token.substr(0, count);
  token.remove_prefix(count);
  return found;
}

/// RFC 8259, section 6.
bool is_json_number(std::string_view token) {
  if (token.starts_with('-')) token.remove_prefix(1);
  const auto whole = digits(token);
  if (whole.empty() || (whole.size() > 1 && whole.front() == '0')) return false;
  if (token.starts_with('.')) {
    token.remove_prefix(1);
    if (digits(token).empty()) return false;
  }
  if (token.starts_with('e') || token.starts_with('E')) {
    token.remove_prefix(1);
    if (token.starts_with('-') || token.starts_with('+')) token.remove_prefix(1);
    if (digits(token).empty()) return false;
  }
  return token.empty();
}

std::string_view trimmed(std::string_view token) {
  const auto end = token.find_last_not_of(" \t\r\n");
  return token.substr(0, end == std::string_view::npos ? 0 : end + 1);
}

std::string shown(std::string_view token) {
  constexpr std::size_t kShown = 40;
  return std::string(token.substr(0, kShown)) + (token.size() > kShown ? "..." : "");
}

}  // namespace

void JsonCursor::fail(const char* at, const std::string& message) const {
  if (at == nullptr || at < text_.data() || at > text_.data() + text_.size()) {
    throw InputError(path_, message);
  }
  throw InputError(path_, position_of(text_, static_cast<std::size_t>(at - text_.data())), message);
}

void JsonCursor::fail(const char* at, simdjson::error_code error) const {
  using enum simdjson::error_code;
  switch (error) {
    case INCORRECT_TYPE:
      fail(at, "a value of another type was expected here");
    case DEPTH_ERROR:
      fail(at, "objects or arrays are nested too deeply");
    case STRING_ERROR:
      fail(at, "a string contains an escape that is not JSON");
    case MEMALLOC:
      throw InputError(path_, "does not fit into memory");
    default:
      fail(at,
           fmt::format("is not valid JSON near here ({}); was it edited by hand, or put together "
                       "from several files?",
                       simdjson::error_message(error)));
  }
}

JsonKind JsonCursor::kind_of(JsonValue& value) const {
  const std::string_view token = value.raw_json_token();
  switch (token.empty() ? '\0' : token.front()) {
    case '{':
      return JsonKind::Object;
    case '[':
      return JsonKind::Array;
    case '"':
      return JsonKind::String;
    case 't':
    case 'f':
      return JsonKind::Boolean;
    default:
      return trimmed(token) == "null" ? JsonKind::Null : JsonKind::Number;
  }
}

std::string_view JsonCursor::string(JsonValue& value, std::size_t max_bytes) const {
  const char* at = place_of(value);
  const bool begins = *at == '"';
  const auto plain = begins ? plain_string(at + 1) : std::nullopt;
  const auto text = plain ? *plain : take(value.get_string(), at);
  if (text.size() > max_bytes) {
    fail(at, fmt::format("a text has {} bytes, more than the limit of {}", text.size(), max_bytes));
  }
  return text;
}

JsonNumber JsonCursor::number(JsonValue& value) const {
  double found = 0;
  const auto error = value.get_double().get(found);
  if (error == simdjson::SUCCESS && std::isfinite(found)) return found;
  const char* at = place_of(value);
  const auto token = trimmed(value.raw_json_token());
  // A number that JSON allows and a double does not hold: 1e999. And what jq makes of NaN: null.
  if (is_non_finite(token) || is_json_number(token) || token == "null") return std::nullopt;
  fail(at, fmt::format("'{}' is not a number", shown(token)));
}

std::uint32_t JsonCursor::index(JsonValue& value, std::string_view name) const {
  const std::string_view token = value.raw_json_token();
  if (const auto found = short_whole_number(token)) return *found;
  // 3.0 and 3e0 are whole numbers, too.
  const JsonNumber number = this->number(value);
  const auto whole = number ? whole_number<std::uint32_t>(*number) : std::nullopt;
  if (whole) return *whole;
  fail(token.data(), fmt::format("\"{}\" must be a whole number from 0 to {}", name,
                                 std::numeric_limits<std::uint32_t>::max()));
}

bool JsonCursor::boolean(JsonValue& value) const {
  const char* at = place_of(value);
  return take(value.get_bool(), at);
}

std::string_view JsonCursor::scalar_text(JsonValue& value) const {
  switch (kind_of(value)) {
    case JsonKind::String:
      return string(value, kMaxTextBytes);
    case JsonKind::Boolean:
      return boolean(value) ? "true" : "false";
    case JsonKind::Null:
      return "null";
    default: {
      const auto token = trimmed(value.raw_json_token());
      static_cast<void>(number(value));
      return token;
    }
  }
}

void JsonCursor::check_depth(const char* at, std::size_t depth) const {
  if (depth > kMaxDepth) fail(at, simdjson::DEPTH_ERROR);
}

void JsonCursor::skip(JsonValue& value, std::size_t depth) const {
  const char* at = place_of(value);
  check_depth(at, depth);
  switch (kind_of(value)) {
    case JsonKind::Object:
      each_field(value, [&](std::string_view, JsonValue inner) { skip(inner, depth + 1); });
      return;
    case JsonKind::Array:
      each_element(value, [&](JsonValue& inner) { skip(inner, depth + 1); });
      return;
    default:
      static_cast<void>(scalar_text(value));
  }
}

}  // namespace benchgate::formats
