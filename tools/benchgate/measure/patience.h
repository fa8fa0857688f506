// How long to wait for a row before it counts as hanging.
//
// Judged against what the same benchmark took before, with everything that its process sets up,
// and generously: a benchmark that is slow to start is an ordinary one.
#pragma once

#include <algorithm>
#include <chrono>
#include <map>
#include <optional>

namespace benchgate::measure {

template <typename Key>
class Patience {
 public:
  using Seconds = std::chrono::duration<double>;

  /// Of either side; the longest counts.
  void tell_took(const Key& what, Seconds time) {
    auto& longest = longest_[what];
    longest = longest < time ? time : longest;
  }

  /// Nothing where it was never measured.
  [[nodiscard]] std::optional<Seconds> limit(const Key& what) const {
    const auto known = longest_.find(what);
    if (known == longest_.end()) return std::nullopt;
    return std::max(kLeast, kGenerous * known->second);
  }

 private:
  static constexpr double kGenerous = 10;
  static constexpr Seconds kLeast{30};

  std::map<Key, Seconds> longest_;
};

}  // namespace benchgate::measure
