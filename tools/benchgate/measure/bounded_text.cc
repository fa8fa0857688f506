#include "benchgate/measure/bounded_text.h"

#include <algorithm>

#include <fmt/format.h>

namespace benchgate::measure {

void BoundedText::append(std::string_view more) {
  total_ += more.size();
  const auto to_head = std::min(more.size(), head_bytes_ - head_.size());
  head_.append(more.substr(0, to_head));
  more.remove_prefix(to_head);
  if (more.size() > tail_bytes_) more.remove_prefix(more.size() - tail_bytes_);
  tail_.append(more);
  // Cut only now and then, so that a byte is moved a bounded number of times.
  if (tail_.size() >= 2 * tail_bytes_) tail_.erase(0, tail_.size() - tail_bytes_);
}

std::string BoundedText::text() const {
  if (is_complete()) return head_ + tail_;
  const auto kept = std::min(tail_.size(), tail_bytes_);
  return fmt::format("{}\n[... {} bytes left out ...]\n{}", head_, total_ - head_.size() - kept,
                     std::string_view(tail_).substr(tail_.size() - kept));
}

std::string last_line(std::string_view text, std::size_t max_bytes) {
  const auto end = text.find_last_not_of(" \t\r\n");
  if (end == std::string_view::npos) return {};
  text = text.substr(0, end + 1);
  const auto line_end = text.find_last_of('\n');
  if (line_end != std::string_view::npos) text.remove_prefix(line_end + 1);
  return std::string(text.substr(0, max_bytes));
}

}  // namespace benchgate::measure
