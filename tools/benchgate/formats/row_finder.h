// Where the rows of a Google Benchmark file are: the objects directly in the array "benchmarks" of
// the outermost object.
//
// For those who go through a text that may end anywhere, or that is no JSON yet. They tell strings
// from structure; this knows what a bracket of the structure means.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace benchgate::formats {

class RowFinder {
 public:
  enum class Found { Nothing, RowsBegin, RowBegin, RowEnd, RowsEnd, DocumentEnd };

  /// `key`: the last string that stood directly in the outermost object.
  Found open(char bracket, std::string_view key) {
    open_ += bracket;
    if (bracket == '[' && depth() == 2 && key == "benchmarks") {
      in_rows_ = true;
      return Found::RowsBegin;
    }
    return in_rows_ && bracket == '{' && depth() == 3 ? Found::RowBegin : Found::Nothing;
  }

  /// Closes the innermost bracket, which must be there and may be of the other kind.
  Found close(char bracket) {
    open_.pop_back();
    if (bracket == '}' && depth() == 0) return Found::DocumentEnd;
    if (bracket == '}' && depth() == 2 && in_rows_) return Found::RowEnd;
    if (bracket != ']' || depth() != 1 || !in_rows_) return Found::Nothing;
    in_rows_ = false;
    return Found::RowsEnd;
  }

  [[nodiscard]] std::size_t depth() const { return open_.size(); }
  [[nodiscard]] bool in_array() const { return innermost() == '['; }
  /// The bracket around what comes next; '\0' outside of all.
  [[nodiscard]] char innermost() const { return open_.empty() ? '\0' : open_.back(); }

 private:
  std::string open_;
  bool in_rows_ = false;
};

}  // namespace benchgate::formats
