#include "benchgate/formats/json_repair.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <system_error>
#include <utility>

#include "benchgate/formats/json_number_repair.h"
#include "benchgate/formats/limits.h"
#include "benchgate/formats/row_finder.h"

namespace benchgate::formats {
namespace {

constexpr std::string_view kSpace = " \t\r\n";

bool is_control(char c) {
  return static_cast<unsigned char>(c) < 0x20;
}

bool is_escape(std::string_view text, std::size_t backslash) {
  constexpr std::string_view kEscapes = "\"\\/bfnrt";
  const auto next = text.substr(std::min(backslash + 1, text.size()), 5);
  if (next.empty() || is_control(next.front())) return true;  // cut off; or dealt with elsewhere
  if (next.front() != 'u') return kEscapes.find(next.front()) != std::string_view::npos;
  return next.size() == 5 &&
         next.find_first_not_of("0123456789abcdefABCDEF", 1) == std::string_view::npos;
}

/// Did a release write this that escapes nothing? Then a backslash is one, also before an n.
bool has_bare_backslashes(std::string_view text) {
  for (auto at = text.find('\\'); at != std::string_view::npos; at = text.find('\\', at + 2)) {
    if (!is_escape(text, at)) return true;
  }
  return false;
}

/// Walks over the text once: knows strings from structure, and what they stand in.
class Repairer {
 public:
  Repairer(std::string_view text, Quotes quotes)
      : text_(text), quotes_(quotes), backslashes_are_bare_(has_bare_backslashes(text)) {}

  JsonRepair run() {
    while (position_ < text_.size() && rows_.depth() <= kMaxDepth) {
      if (in_string_) {
        string_byte(text_[position_]);
      } else {
        structure_byte(text_[position_]);
      }
    }
    if (rows_.depth() > kMaxDepth) return {};
    const bool unfinished = !result_.end && (in_string_ || rows_.depth() > 0);
    if (unfinished && cut_) {
      copy_until(text_.size());
      result_.truncated = true;
      result_.text.resize(*cut_);
      result_.text += "\n]}\n";
    } else if (result_.repaired()) {
      copy_until(text_.size());
    }
    return std::move(result_);
  }

 private:
  void string_byte(char c) {
    if (is_control(c)) {
      replace(1, control_escape(c));
      ++result_.control_characters;
    } else if (c == '\\') {
      backslash();
    } else if (c != '"') {
      ++position_;
    } else if (closes_string()) {
      close_string();
    } else {
      replace(1, "\\\"");
      ++result_.quotes;
    }
  }

  static std::string control_escape(char c) {
    constexpr std::string_view kHex = "0123456789abcdef";
    const auto byte = static_cast<unsigned char>(c);
    return std::string("\\u00") + kHex[byte >> 4U] + kHex[byte & 0xFU];
  }

  void backslash() {
    const bool before_control = position_ + 1 < text_.size() && is_control(text_[position_ + 1]);
    if (backslashes_are_bare_ || before_control) {
      // Before what will be an escape of ours it would swallow that: it was meant literally, too.
      replace(1, "\\\\");
      if (backslashes_are_bare_) ++result_.backslashes;
    } else if (const auto unit = utf16_unit(position_)) {
      utf16(*unit);
    } else {
      position_ = std::min(position_ + 2, text_.size());
    }
  }

  /// The code unit that is escaped as \uXXXX at `at`.
  [[nodiscard]] std::optional<unsigned> utf16_unit(std::size_t at) const {
    constexpr std::size_t kBytes = 6;
    if (text_.size() < at + kBytes || text_.substr(at, 2) != "\\u") return std::nullopt;
    unsigned unit = 0;
    const char* const end = text_.data() + at + kBytes;
    const auto [stop, error] = std::from_chars(text_.data() + at + 2, end, unit, 16);
    if (error != std::errc() || stop != end) return std::nullopt;
    return unit;
  }

  /// The escape here, with its second one where it takes two.
  void utf16(unsigned unit) {
    constexpr std::size_t kBytes = 6;
    const bool is_high = unit >= 0xD800 && unit < 0xDC00;
    const bool is_low = unit >= 0xDC00 && unit < 0xE000;
    const auto next = is_high ? utf16_unit(position_ + kBytes) : std::nullopt;
    if (next && *next >= 0xDC00 && *next < 0xE000) {
      position_ += 2 * kBytes;
    } else if (is_high || is_low) {
      replace(kBytes, "\\ufffd");
      ++result_.half_characters;
    } else {
      position_ += kBytes;
    }
  }

  /// Does the quote here end its string, by what follows? Else it belongs to it.
  [[nodiscard]] bool closes_string() const {
    if (quotes_ == Quotes::EndTexts) return true;
    const auto next = text_.find_first_not_of(kSpace, position_ + 1);
    if (next == std::string_view::npos) return true;
    if (is_key_) return text_[next] == ':';
    switch (text_[next]) {
      case ',':
        return rows_.in_array() || followed_by_key(next + 1);
      case '}':
        return !rows_.in_array();
      case ']':
        return rows_.in_array();
      case '"':
        return followed_by_key(next);
      default:
        return false;
    }
  }

  /// A key, or the end of its object, or of the text.
  [[nodiscard]] bool followed_by_key(std::size_t at) const {
    const auto begin = text_.find_first_not_of(kSpace, at);
    if (begin == std::string_view::npos || text_[begin] == '}') return true;
    if (text_[begin] != '"') return false;
    const auto end = text_.find_first_of("\"\n", begin + 1);
    if (end == std::string_view::npos) return true;
    const auto colon = text_.find_first_not_of(kSpace, end + 1);
    return text_[end] == '"' && (colon == std::string_view::npos || text_[colon] == ':');
  }

  void open_string() {
    is_key_ = !rows_.in_array() && expects_key_;
    expects_key_ = false;
    in_string_ = true;
    string_start_ = ++position_;
  }

  void close_string() {
    in_string_ = false;
    if (rows_.depth() == 1) last_key_ = text_.substr(string_start_, position_ - string_start_);
    ++position_;
    after_value_ = !is_key_;
  }

  void structure_byte(char c) {
    switch (c) {
      case '"':
        if (after_value_) insert_comma();
        return open_string();
      case '{':
      case '[':
        if (after_value_) insert_comma();
        return open_container(c);
      case '}':
      case ']':
        return close_container(c);
      case ',':
        return comma();
      case ':':
      case ' ':
      case '\t':
      case '\r':
      case '\n':
        ++position_;
        return;
      default:
        scalar();
    }
  }

  void open_container(char c) {
    ++position_;
    after_value_ = false;
    expects_key_ = c == '{';
    if (rows_.open(c, last_key_) == RowFinder::Found::RowsBegin) mark_cut();
  }

  void close_container(char c) {
    ++position_;
    if (rows_.depth() == 0) return;
    after_value_ = true;
    expects_key_ = false;
    const auto found = rows_.close(c);
    if (found == RowFinder::Found::RowEnd) {
      mark_cut();
      ++result_.rows_kept;
    } else if (found == RowFinder::Found::DocumentEnd && !result_.end) {
      result_.end = position_;
    }
  }

  void comma() {
    ++position_;
    after_value_ = false;
    expects_key_ = !rows_.in_array();
  }

  void insert_comma() {
    if (rows_.depth() < 2 || last_key_ != "context") return;
    copy_until(position_);
    result_.text += ',';
    ++result_.missing_commas;
    after_value_ = false;
    expects_key_ = !rows_.in_array();
  }

  void scalar() {
    if (const auto number = repair_number(text_.substr(position_), !rows_.in_array())) {
      replace(number->length, number->number);
      ++(number->is_percentage ? result_.percentages : result_.locale_numbers);
    } else {
      const auto end = text_.find_first_of(",:\"{}[] \t\r\n", position_ + 1);
      position_ = std::min(end, text_.size());
    }
    after_value_ = true;
  }

  void replace(std::size_t length, std::string_view by) {
    copy_until(position_);
    result_.text += by;
    position_ += length;
    copied_ = position_;
  }

  /// The text up to here can stand, closed by "]}".
  void mark_cut() { cut_ = result_.text.size() + (position_ - copied_); }

  void copy_until(std::size_t end) {
    result_.text.append(text_.substr(copied_, end - copied_));
    copied_ = end;
  }

  std::string_view text_;
  Quotes quotes_;
  bool backslashes_are_bare_;
  JsonRepair result_;
  std::size_t position_ = 0;
  std::size_t copied_ = 0;  ///< bytes of text_ that are in result_.text already
  std::size_t string_start_ = 0;
  RowFinder rows_;
  bool in_string_ = false;
  bool is_key_ = false;             ///< of the string that is open, or was last
  bool expects_key_ = false;        ///< the next string is one
  bool after_value_ = false;        ///< and no comma since
  std::string_view last_key_;       ///< the last string directly in the outermost object
  std::optional<std::size_t> cut_;  ///< offset in the repaired text
};

}  // namespace

JsonRepair repair_json(std::string_view text, Quotes quotes) {
  return Repairer(text, quotes).run();
}

}  // namespace benchgate::formats
