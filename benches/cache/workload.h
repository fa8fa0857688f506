// What the cache benchmarks ask for: keys, the order in which they are asked for, and
// values. Everything is made before a loop starts; inside it is an index and a reference.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "support/zipf.h"

namespace benches {

inline constexpr std::uint64_t kWorkloadSeed = 20'260'102;

/// The value sizes of the suite, in bytes: a small record, and a rendered page.
inline constexpr std::size_t kSmallValue = 100;
inline constexpr std::size_t kLargeValue = 10'000;

/// "<prefix>0000000", "<prefix>0000001", ...
[[nodiscard]] std::vector<std::string> make_keys(std::string_view prefix, std::size_t count);

/// Printable bytes without a pattern.
[[nodiscard]] std::string make_value(std::size_t bytes);

/// Keys and the order in which they are asked for, over and over; shared by the threads of
/// a benchmark, each of which walks it from a place of its own (KeyWalk).
class KeyOrder {
 public:
  /// `length` draws.
  KeyOrder(std::vector<std::string> keys, KeyPopularity popularity, std::size_t length);
  /// Every key in turn: of two requests for one key, all others lie between.
  explicit KeyOrder(std::vector<std::string> keys);

  [[nodiscard]] const std::vector<std::string>& keys() const { return keys_; }
  /// Requests until the order begins again.
  [[nodiscard]] std::size_t length() const { return order_.size(); }

 private:
  friend class KeyWalk;
  std::vector<std::string> keys_;
  std::vector<std::uint32_t> order_;
};

/// One reader's place in a KeyOrder, which must outlive it.
class KeyWalk {
 public:
  /// Starts so many requests into the order, from its beginning again at its end.
  explicit KeyWalk(const KeyOrder& order, std::size_t start = 0)
      : order_(&order), next_(start % order.order_.size()) {}

  const std::string& next() {
    const std::string& key = order_->keys_[order_->order_[next_]];
    if (++next_ == order_->order_.size()) next_ = 0;
    return key;
  }

 private:
  const KeyOrder* order_;
  std::size_t next_;
};

}  // namespace benches
