// Finds where a row of commits turns from good to bad, by halving, around commits that fail.
//
// Positions only: 0 is known to be good, the last to be bad.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

namespace benchgate::history {

class LineSearch {
 public:
  /// `commits` at positions 1 to `commits`, of which the last is bad. At least one.
  explicit LineSearch(std::size_t commits);

  /// The position to ask about; nothing: there is none left. The middle, as long as that can be
  /// told. Where it cannot, its neighbours likely cannot either: then twice as far from the middle
  /// with every failure, on both sides in turn, and only at last what was passed over.
  [[nodiscard]] std::optional<std::size_t> next() const;

  void take_good(std::size_t position);
  void take_bad(std::size_t position);
  /// It cannot be told of this one.
  void pass_over(std::size_t position);

  [[nodiscard]] std::size_t good() const { return good_; }
  [[nodiscard]] std::size_t bad() const { return bad_; }
  [[nodiscard]] bool is_found() const { return bad_ - good_ == 1; }

 private:
  std::size_t good_ = 0;
  std::size_t bad_;
  std::vector<bool> passed_over_;
  std::size_t failures_ = 0;  ///< since the last answer
};

}  // namespace benchgate::history
