#include "benchgate/gate/config_tree.h"

#include <algorithm>
#include <cstddef>
#include <tuple>

#include <fmt/format.h>

// Header-only, so that the limit below holds and the tool needs no library at run time.
#define TOML_HEADER_ONLY 1
#define TOML_MAX_NESTED_VALUES 16
// The library asserts what it expects of a text instead of testing it: "[=" would abort a debug
// build and be undefined in a release build. Here it throws in both.
#undef NDEBUG
#define TOML_ASSERT(condition) \
  static_cast<void>((condition) || benchgate::gate::throw_unexpected_text())

namespace benchgate::gate {
namespace {

struct UnexpectedText {};

[[noreturn]] bool throw_unexpected_text() {
  throw UnexpectedText{};
}

}  // namespace
}  // namespace benchgate::gate

#include <toml++/toml.h>

#include "benchgate/base/text_position.h"
#include "benchgate/gate/config_text.h"

namespace benchgate::gate {
namespace {

/// Turns the library's columns, which count characters, into ours, which count bytes.
class Lines {
 public:
  explicit Lines(std::string_view text) {
    while (!text.empty()) {
      const std::size_t length = std::min(text.find('\n'), text.size());
      lines_.push_back(text.substr(0, length));
      text.remove_prefix(std::min(length + 1, text.size()));
    }
  }

  [[nodiscard]] TextPosition position(const toml::source_position& from) const {
    const std::size_t line = std::max<std::size_t>(from.line, 1);
    const std::size_t character = std::max<std::size_t>(from.column, 1);
    if (line > lines_.size()) return {.line = line, .column = character};
    const auto text = lines_[line - 1];
    std::size_t begun = 0;  // characters that begin in text[0..i]
    for (std::size_t i = 0; i < text.size(); ++i) {
      const bool begins = (static_cast<unsigned char>(text[i]) & 0xC0U) != 0x80U;
      if (begins && ++begun == character) return {.line = line, .column = i + 1};
    }
    return {.line = line, .column = text.size() + 1};
  }

 private:
  std::vector<std::string_view> lines_;
};

ConfigNode convert(const toml::node& node, const Lines& lines, std::size_t depth = 0) {
  using Kind = ConfigNode::Kind;
  // No key of a policy lies deeper than three levels: below these there is nothing but what is
  // refused as unknown higher up.
  constexpr std::size_t kDeepest = 64;
  ConfigNode result;
  if (depth > kDeepest) return result;
  result.position = lines.position(node.source().begin);
  if (const auto* table = node.as_table()) {
    for (const auto& [key, value] : *table) {
      result.entries.push_back({.key = std::string(key.str()),
                                .position = lines.position(key.source().begin),
                                .value = convert(value, lines, depth + 1)});
    }
    std::ranges::sort(result.entries, {}, [](const ConfigEntry& entry) {
      return std::tuple(entry.position.line, entry.position.column, entry.key);
    });
  } else if (const auto* list = node.as_array()) {
    result.kind = Kind::List;
    for (const auto& item : *list) result.items.push_back(convert(item, lines, depth + 1));
  } else if (const auto* text = node.as_string()) {
    result.kind = Kind::Text;
    result.text = text->get();
  } else if (const auto* integer = node.as_integer()) {
    result.kind = Kind::Integer;
    result.integer = integer->get();
    result.real = static_cast<double>(result.integer);
  } else if (const auto* real = node.as_floating_point()) {
    result.kind = Kind::Real;
    result.real = real->get();
  } else if (const auto* boolean = node.as_boolean()) {
    result.kind = Kind::Boolean;
    result.boolean = boolean->get();
  } else {
    result.kind = Kind::Date;
    if (const auto* date = node.as_date()) {
      const auto& day = date->get();
      result.text = fmt::format("{:04}-{:02}-{:02}", day.year, day.month, day.day);
    }
  }
  return result;
}

bool is_unexpected(std::string_view text) {
  try {
    static_cast<void>(toml::parse(text));
  } catch (const UnexpectedText&) {
    return true;
  } catch (const toml::parse_error&) {
  }
  return false;
}

/// Of a text that the library did not expect: the byte that it stumbled over, which is the last of
/// the shortest beginning that it does not expect either. It reads from front to back.
std::size_t unexpected_byte(std::string_view text) {
  std::size_t fine = 0;
  std::size_t unexpected = text.size();
  while (unexpected - fine > 1) {
    const auto middle = fine + (unexpected - fine) / 2;
    (is_unexpected(text.substr(0, middle)) ? unexpected : fine) = middle;
  }
  return unexpected - 1;
}

}  // namespace

std::string_view kind_name(ConfigNode::Kind kind) {
  switch (kind) {
    case ConfigNode::Kind::Table:
      return "a table";
    case ConfigNode::Kind::List:
      return "a list";
    case ConfigNode::Kind::Text:
      return "a text";
    case ConfigNode::Kind::Integer:
      return "a whole number";
    case ConfigNode::Kind::Real:
      return "a number";
    case ConfigNode::Kind::Boolean:
      return "true or false";
    case ConfigNode::Kind::Date:
      return "a date or time";
  }
  return "a value";
}

ConfigNode parse_config(std::string_view toml, ConfigProblems& problems) {
  constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
  if (toml.starts_with(kByteOrderMark)) toml.remove_prefix(kByteOrderMark.size());
  check_config_text(toml, problems);
  if (!problems.empty()) return {};
  const Lines lines(toml);
  try {
    return convert(toml::parse(toml), lines);
  } catch (const toml::parse_error& error) {
    problems.add(lines.position(error.source().begin),
                 fmt::format("not TOML: {}; see https://toml.io/en/v1.0.0",
                             without_controls(error.description())));
  } catch (const UnexpectedText&) {
    problems.add(position_of(toml, unexpected_byte(toml)),
                 "not TOML: this character must not stand here; see https://toml.io/en/v1.0.0");
  }
  return {};
}

}  // namespace benchgate::gate
