#include "benchgate/gate/config_text.h"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>

#include <fmt/format.h>

#include "benchgate/base/text_position.h"

namespace benchgate::gate {
namespace {

constexpr std::size_t kLongestLine = 4096;  // bytes

std::optional<std::size_t> end_of_longest(std::string_view text) {
  for (std::size_t start = 0; start < text.size();) {
    const auto end = std::min(text.find('\n', start), text.size());
    if (end - start > kLongestLine) return start + kLongestLine;
    start = end + 1;
  }
  return std::nullopt;
}

/// Goes through a text knowing only quotes and comments, as far as TOML's grammar is kept.
class Scanner {
 public:
  explicit Scanner(std::string_view text) : text_(text) {}

  /// Where the first character beyond ASCII stands that neither quotes nor a comment protect, or
  /// where quotes begin inside a word: the library looks ahead there without minding them.
  std::optional<std::size_t> misplaced_character() {
    while (at_ < text_.size()) {
      const char c = text_[at_];
      if (beyond_ascii(at_)) return at_;
      if (c == '#') {
        at_ = std::min(text_.find('\n', at_), text_.size());
      } else if (c == '"' || c == '\'') {
        if (inside_word() || !skip_quotes(c)) return at_;
      } else {
        structure(c);
        ++at_;
      }
    }
    return std::nullopt;
  }

 private:
  [[nodiscard]] bool beyond_ascii(std::size_t at) const {
    return at < text_.size() && static_cast<unsigned char>(text_[at]) >= 0x80;
  }

  /// A key has one equals sign behind it; what looks like another one belongs to a word.
  void structure(char c) {
    const bool begins_anew = c == '\n' || c == ',' || ((c == '[' || c == '{') && begins_here());
    if (begins_anew) equals_signs_ = 0;
    if (c == '=') ++equals_signs_;
  }

  /// Does a key or a value begin here, by what stands before? Brackets may follow one another.
  [[nodiscard]] bool begins_here() const {
    const auto before = text_.substr(0, at_);
    const auto last = before.find_last_not_of("[{");
    if (last == std::string_view::npos) return true;
    constexpr std::string_view kMayPrecede = " \t\r\n,";
    if (before[last] == '=') return equals_signs_ <= 1;
    return kMayPrecede.find(before[last]) != std::string_view::npos;
  }

  /// A dot may stand before quotes in a key, not in a value.
  [[nodiscard]] bool inside_word() const {
    if (begins_here()) return false;
    const auto line = text_.substr(0, at_).substr(text_.rfind('\n', at_ - 1) + 1);
    return text_[at_ - 1] != '.' || line.find('=') != std::string_view::npos;
  }

  [[nodiscard]] bool three_of(char quote) const {
    return text_.substr(at_).starts_with(std::string(3, quote));
  }

  /// Leaves at_ behind the closing quotes; false: at a character that must not stand there.
  bool skip_quotes(char quote) {
    const bool several_lines = three_of(quote);
    at_ += several_lines ? 3 : 1;
    while (at_ < text_.size()) {
      if (quote == '"' && text_[at_] == '\\') {
        if (!skip_escape(several_lines)) return false;
      } else if (several_lines ? three_of(quote) : text_[at_] == quote) {
        at_ += several_lines ? 3 : 1;
        // Up to two quotes more belong to the text.
        for (int i = 0; several_lines && i < 2 && text_.substr(at_).starts_with(quote); ++i) ++at_;
        return true;
      } else if (!several_lines && text_[at_] == '\n') {
        return true;  // not closed: the library stops here
      } else {
        ++at_;
      }
    }
    return true;
  }

  /// A backslash at the end of a line joins it with the next word, which must begin in ASCII.
  bool skip_escape(bool several_lines) {
    ++at_;
    const auto next = std::min(text_.find_first_not_of(" \t\r\n", at_), text_.size());
    const bool joins = several_lines && next > at_;
    if (joins) at_ = next;
    if (beyond_ascii(at_)) return false;
    if (!joins) at_ = std::min(at_ + 1, text_.size());
    return true;
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::size_t equals_signs_ = 0;  ///< behind the key that was begun last
};

}  // namespace

void check_config_text(std::string_view toml, ConfigProblems& problems) {
  if (const auto end = end_of_longest(toml)) {
    problems.add(position_of(toml, *end),
                 fmt::format("the line is longer than {} bytes; break it", kLongestLine));
  } else if (const auto misplaced = Scanner(toml).misplaced_character()) {
    const bool quotes = toml[*misplaced] == '"' || toml[*misplaced] == '\'';
    problems.add(position_of(toml, *misplaced),
                 quotes ? "not TOML: quotes inside a word; put the whole word in quotes"
                        : "not TOML: a character beyond ASCII outside of quotes; put the whole "
                          "word in quotes");
  }
}

}  // namespace benchgate::gate
