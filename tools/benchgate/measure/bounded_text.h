// Text of unknown length kept within a fixed amount of memory: its beginning and its end.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace benchgate::measure {

class BoundedText {
 public:
  BoundedText(std::size_t head_bytes, std::size_t tail_bytes)
      : head_bytes_(head_bytes), tail_bytes_(tail_bytes) {}

  void append(std::string_view more);

  /// Everything ever appended, in bytes.
  [[nodiscard]] std::uint64_t total() const { return total_; }
  [[nodiscard]] bool is_complete() const { return total_ <= head_bytes_ + tail_bytes_; }
  /// The head, a line that says how many bytes are left out (where some are), the tail.
  [[nodiscard]] std::string text() const;

 private:
  std::size_t head_bytes_;
  std::size_t tail_bytes_;
  std::uint64_t total_ = 0;
  std::string head_;
  std::string tail_;
};

/// The last line of `text` that is not blank, without its line end, cut to `max_bytes`.
[[nodiscard]] std::string last_line(std::string_view text, std::size_t max_bytes = 300);

}  // namespace benchgate::measure
