// The vocabulary of the statistics layer: levels, intervals, alternatives.
//
// What "cannot be computed" looks like is the same everywhere in this layer: an
// empty std::optional, never NaN, 0 or {0, 0}. Inputs are finite numbers (asserted,
// non-finite values stop at the parser); no function here knows units or names.
#pragma once

#include <compare>
#include <optional>
#include <stdexcept>

namespace benchgate::stats {

/// A number strictly between 0 and 1. Tag keeps an error rate from being passed where
/// a confidence level is meant: 0.05 and 0.95 are both valid doubles for either.
template <class Tag>
class OpenUnit {
 public:
  /// Throws std::domain_error outside (0, 1) and for NaN: a gate with a broken level
  /// must stop, not fall silent, in release builds too.
  explicit OpenUnit(double value) : value_(value) {
    if (!(value > 0.0 && value < 1.0)) throw std::domain_error(Tag::kMessage);
  }

  /// The same for values that a user wrote: nullopt instead of the exception.
  [[nodiscard]] static std::optional<OpenUnit> from(double value) {
    if (!(value > 0.0 && value < 1.0)) return std::nullopt;
    return OpenUnit(value);
  }

  [[nodiscard]] double value() const { return value_; }
  auto operator<=>(const OpenUnit&) const = default;

 private:
  double value_;
};

struct AlphaTag {
  static constexpr const char* kMessage = "an error rate must lie strictly between 0 and 1";
};
struct ConfidenceLevelTag {
  static constexpr const char* kMessage = "a confidence level must lie strictly between 0 and 1";
};

/// The chance of a false alarm that a test may take, 0.05 for example.
using Alpha = OpenUnit<AlphaTag>;
/// The chance that a two-sided interval covers the truth, 0.95 for example.
using ConfidenceLevel = OpenUnit<ConfidenceLevelTag>;

/// A closed interval, lower <= upper.
struct Interval {
  double lower;
  double upper;
  bool operator==(const Interval&) const = default;
};

/// An interval and what it is worth. Order-statistic intervals only exist at some
/// levels, so the level that was reached (at least the one asked for) goes with it.
struct ConfidenceInterval {
  Interval bounds;
  double achieved_level;
  bool operator==(const ConfidenceInterval&) const = default;
};

/// A point estimate; its interval is empty where the sample is too small for the level.
struct Estimate {
  double point;
  std::optional<ConfidenceInterval> interval;
  bool operator==(const Estimate&) const = default;
};

/// What a test looks for. Two samples: head is less / greater than base. One sample:
/// its centre is less / greater than zero.
enum class Alternative { Less, Greater, TwoSided };

/// Where a p-value comes from.
enum class PValueMethod { Exact, NormalApproximation };

/// The one rule of rejection: p = alpha does not reject.
[[nodiscard]] inline bool rejects(double p_value, Alpha alpha) {
  return p_value < alpha.value();
}

}  // namespace benchgate::stats
