#include "benchgate/gate/config_problems.h"

#include <algorithm>
#include <cstddef>
#include <utility>

#include <fmt/format.h>

namespace benchgate::gate {
namespace {

constexpr std::size_t kMostShown = 50;
constexpr std::size_t kLongestQuote = 80;  // bytes

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

std::string in_quotes(std::string_view text) {
  std::string result = "\"";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    const bool continues_character = (byte & 0xC0U) == 0x80U;
    if (result.size() > kLongestQuote && !continues_character) {
      result += "...";
      break;
    }
    if (byte < 0x20 || byte == 0x7F) {
      result += fmt::format("\\x{:02x}", byte);
    } else {
      if (c == '"' || c == '\\') result += '\\';
      result += c;
    }
  }
  return result + '"';
}

}  // namespace benchgate::gate
