#include "benchgate/formats/json_repair.h"

#include <optional>
#include <utility>

namespace benchgate::formats {
namespace {

/// Walks over the text once: knows strings from structure, and how deep it is.
class Repairer {
 public:
  explicit Repairer(std::string_view text) : text_(text) {}

  JsonRepair run() {
    for (position_ = 0; position_ < text_.size(); ++position_) {
      if (in_string_) {
        string_byte(text_[position_]);
      } else {
        structure_byte(text_[position_]);
      }
    }
    const bool unfinished = !result_.end && (in_string_ || depth_ > 0);
    if (unfinished && cut_) {
      copy_until(text_.size());
      result_.truncated = true;
      result_.text.resize(*cut_);
      result_.text += "\n]}\n";
    } else if (result_.control_characters > 0) {
      copy_until(text_.size());
    }
    return std::move(result_);
  }

 private:
  static constexpr std::string_view kHex = "0123456789abcdef";

  void string_byte(char c) {
    if (static_cast<unsigned char>(c) < 0x20) {
      escape_control_character(static_cast<unsigned char>(c));
    } else if (escaped_) {
      escaped_ = false;
    } else if (c == '\\') {
      escaped_ = true;
    } else if (c == '"') {
      in_string_ = false;
      if (depth_ == 1) last_key_ = text_.substr(string_start_, position_ - string_start_);
    }
  }

  void escape_control_character(unsigned char c) {
    copy_until(position_);
    ++copied_;
    // A backslash before it would swallow ours: it was meant literally.
    if (escaped_) result_.text += '\\';
    escaped_ = false;
    result_.text += "\\u00";
    result_.text += kHex[c >> 4U];
    result_.text += kHex[c & 0xFU];
    ++result_.control_characters;
  }

  void structure_byte(char c) {
    switch (c) {
      case '"':
        in_string_ = true;
        string_start_ = position_ + 1;
        break;
      case '{':
        ++depth_;
        break;
      case '[':
        if (depth_++ == 1 && last_key_ == "benchmarks") {
          in_rows_ = true;
          mark_cut();
        }
        break;
      case '}':
        if (depth_ > 0) close_object();
        break;
      case ']':
        if (depth_ > 0 && --depth_ == 1) in_rows_ = false;
        break;
      default:
        break;
    }
  }

  void close_object() {
    --depth_;
    if (depth_ == 2 && in_rows_) {
      mark_cut();
      ++result_.rows_kept;
    }
    if (depth_ == 0 && !result_.end) result_.end = position_ + 1;
  }

  /// The text up to and with this byte can stand, closed by "]}".
  void mark_cut() { cut_ = result_.text.size() + (position_ + 1 - copied_); }

  void copy_until(std::size_t end) {
    result_.text.append(text_.substr(copied_, end - copied_));
    copied_ = end;
  }

  std::string_view text_;
  JsonRepair result_;
  std::size_t position_ = 0;
  std::size_t copied_ = 0;  ///< bytes of text_ that are in result_.text already
  std::size_t depth_ = 0;
  std::size_t string_start_ = 0;
  bool in_string_ = false;
  bool escaped_ = false;
  bool in_rows_ = false;
  std::string_view last_key_;       ///< the last string directly in the outermost object
  std::optional<std::size_t> cut_;  ///< offset in the repaired text
};

}  // namespace

JsonRepair repair_json(std::string_view text) {
  return Repairer(text).run();
}

}  // namespace benchgate::formats
