#include "benchgate/measure/row_stream.h"

namespace benchgate::measure {

bool RowStream::feed(std::string_view piece) {
  for (const char c : piece) {
    if (state_ == State::Broken) return false;
    if (state_ == State::Done) return true;  // whatever follows is not ours
    take(c);
    const std::size_t part = state_ == State::Before ? prefix_.size() : rows_.size() - row_begin_;
    if (part > kMaxPartBytes || depth() > kMaxDepth) state_ = State::Broken;
  }
  return state_ != State::Broken;
}

void RowStream::take(char c) {
  if (state_ == State::Before) prefix_ += c;
  if (state_ == State::Rows && depth() > 2) rows_ += c;
  if (!in_string_) return take_structure(c);
  if (escaped_) {
    escaped_ = false;
  } else if (c == '\\') {
    escaped_ = true;
  } else if (c == '"') {
    in_string_ = false;
  } else if (depth() == 1) {
    key_ += c;
  }
}

void RowStream::take_structure(char c) {
  if (depth() == 0 && c != '{') {
    const bool blank = c == ' ' || c == '\n' || c == '\r' || c == '\t';
    if (!blank) state_ = State::Broken;
    return;
  }
  switch (c) {
    case '"':
      in_string_ = true;
      if (depth() == 1) key_.clear();
      break;
    case '{':
    case '[':
      note(finder_.open(c, key_));
      break;
    case '}':
    case ']':
      // Such a text is no JSON, and readers disagree about where its rows end.
      if (finder_.innermost() != (c == '}' ? '{' : '[')) {
        state_ = State::Broken;
        return;
      }
      note(finder_.close(c));
      break;
    default:
      break;
  }
}

void RowStream::note(Found found) {
  if (found == Found::DocumentEnd) state_ = State::Done;
  if (found == Found::RowsBegin && state_ == State::Before) state_ = State::Rows;
  if (state_ != State::Rows) return;
  if (found == Found::RowBegin) {
    // What stood between the rows and was none (an array, say) is not the row's.
    rows_.resize(row_begin_);
    rows_ += '{';
  } else if (found == Found::RowEnd) {
    row_begin_ = rows_.size();
    row_ends_.push_back(row_begin_);
  } else if (found == Found::RowsEnd) {
    state_ = State::After;
  }
}

std::string RowStream::document(std::size_t begin, std::size_t end) const {
  if (state_ == State::Before || (state_ == State::Broken && row_ends_.empty())) return {};
  std::string text = prefix_;
  for (std::size_t i = begin; i < end; ++i) {
    const std::size_t row_begin = i == 0 ? 0 : row_ends_[i - 1];
    if (i > begin) text += ",\n";
    text.append(rows_, row_begin, row_ends_[i] - row_begin);
  }
  return text + "\n  ]\n}\n";
}

}  // namespace benchgate::measure
