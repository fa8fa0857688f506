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
      if (state_ == State::Rows && depth() == 2) begin_row();
      open_ += c;
      break;
    case '[':
      open_ += c;
      if (state_ == State::Before && depth() == 2 && key_ == "benchmarks") state_ = State::Rows;
      break;
    case '}':
    case ']':
      close_bracket(c);
      break;
    default:
      break;
  }
}

/// What stood between the rows and was none (an array, say) is not the row's.
void RowStream::begin_row() {
  row_begin_ = row_ends_.empty() ? 0 : row_ends_.back();
  rows_.resize(row_begin_);
  rows_ += '{';
}

void RowStream::close_bracket(char c) {
  // Such a text is no JSON, and readers disagree about where its rows end.
  if (open_.back() != (c == '}' ? '{' : '[')) {
    state_ = State::Broken;
    return;
  }
  open_.pop_back();
  if (depth() == 0) state_ = State::Done;
  if (state_ != State::Rows) return;
  if (depth() == 1) state_ = State::After;
  if (depth() == 2 && c == '}') {
    row_ends_.push_back(rows_.size());
    row_begin_ = rows_.size();
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
