#include "benchgate/gate/config_problems.h"

#include <algorithm>
#include <cstddef>
#include <utility>

#include <fmt/format.h>

namespace benchgate::gate {
namespace {

constexpr std::size_t kMostShown = 50;
constexpr std::size_t kLongestQuote = 80;  // bytes

/// How many bytes the control character at `i` has; 0 where there is none. In UTF-8 those of C1,
/// with which some terminals begin commands too, have two.
std::size_t control_at(std::string_view text, std::size_t i) {
  const auto byte = static_cast<unsigned char>(text[i]);
  if (byte < 0x20 || byte == 0x7F) return 1;
  const bool begins_c1 = byte == 0xC2 && i + 1 < text.size();
  return begins_c1 && static_cast<unsigned char>(text[i + 1]) < 0xA0 ? 2 : 0;
}

}  // namespace

void ConfigProblems::add(TextPosition position, std::string message) {
  problems_.push_back({.position = position, .message = std::move(message)});
}

void ConfigProblems::throw_if_any() const {
  if (problems_.empty()) return;
  auto sorted = problems_;
  std::ranges::stable_sort(sorted, {}, [](const Problem& problem) {
    return std::pair(problem.position.line, problem.position.column);
  });
  std::string text;
  for (std::size_t i = 0; i < std::min(sorted.size(), kMostShown); ++i) {
    if (i > 0) text += '\n';
    text += fmt::format("{}:{}:{}: {}", path_.string(), sorted[i].position.line,
                        sorted[i].position.column, sorted[i].message);
  }
  if (sorted.size() > kMostShown) {
    text += fmt::format("\n{}: and {} more", path_.string(), sorted.size() - kMostShown);
  }
  throw UsageError(text);
}

std::string without_controls(std::string_view text) {
  std::string result;
  std::size_t escaped_until = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    escaped_until = std::max(escaped_until, i + control_at(text, i));
    if (i < escaped_until) {
      result += fmt::format("\\x{:02x}", static_cast<unsigned char>(text[i]));
    } else {
      result += text[i];
    }
  }
  return result;
}

std::string in_quotes(std::string_view text) {
  std::string result = "\"";
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool continues_character = (static_cast<unsigned char>(text[i]) & 0xC0U) == 0x80U;
    if (i > kLongestQuote && !continues_character) {
      result += "...";
      break;
    }
    if (text[i] == '"' || text[i] == '\\') result += '\\';
    result += text[i];
  }
  return without_controls(result) + '"';
}

}  // namespace benchgate::gate
