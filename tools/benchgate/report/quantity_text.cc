#include "benchgate/report/quantity_text.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <span>
#include <string_view>

#include <fmt/format.h>

#include "benchgate/base/whole_number.h"

namespace benchgate::report {
namespace {

constexpr std::array kTime = {Scale{1, " ns"}, Scale{1e3, " µs"}, Scale{1e6, " ms"},
                              Scale{1e9, " s"}};
constexpr std::array kBytes = {Scale{1, " B"}, Scale{1e3, " kB"}, Scale{1e6, " MB"},
                               Scale{1e9, " GB"}, Scale{1e12, " TB"}};
constexpr std::array kByteRate = {Scale{1, " B/s"}, Scale{1e3, " kB/s"}, Scale{1e6, " MB/s"},
                                  Scale{1e9, " GB/s"}};
constexpr std::array kItemRate = {Scale{1, "/s"}, Scale{1e3, " k/s"}, Scale{1e6, " M/s"},
                                  Scale{1e9, " G/s"}};
constexpr std::array kFraction = {Scale{0.01, " %"}};
constexpr std::array kPlain = {Scale{1, ""}};

constexpr int kSignificant = 4;
constexpr int kMostDecimals = 9;

const Scale& step_for(std::span<const Scale> steps, double magnitude) {
  const Scale* chosen = steps.data();
  for (const auto& step : steps) {
    // 999.96 would be written 1000.0: the next unit reads better.
    if (magnitude >= 0.99995 * step.size) chosen = &step;
  }
  return *chosen;
}

/// Decimals that give `value` the significant digits wanted.
int decimals_for(double value, int significant) {
  if (value == 0 || !std::isfinite(value)) return 0;
  const int before =
      truncated<int>(std::floor(std::log10(std::abs(value)) + std::log10(1.00005))) + 1;
  return std::clamp(significant - before, 0, kMostDecimals);
}

std::string with_minus_sign(std::string number) {
  if (number.starts_with('-')) number.replace(0, 1, "−");
  return number;
}

/// Fixed notation, or an exponent where that would need more than 15 digits.
std::string number_text(double value, int decimals) {
  if (value != 0 && (std::abs(value) >= 1e15 || std::abs(value) < 1e-9)) {
    return with_minus_sign(fmt::format("{:.3e}", value));
  }
  const auto text = fmt::format("{:.{}f}", value, decimals);
  const bool zero = text.find_first_of("123456789") == std::string::npos;
  return zero && text.starts_with('-') ? text.substr(1) : with_minus_sign(text);
}

bool is_whole(double value) {
  return std::floor(value) == value && std::abs(value) < 1e15;
}

std::string without_trailing_zeros(std::string text) {
  if (text.find('.') == std::string::npos) return text;
  while (text.ends_with('0')) text.pop_back();
  if (text.ends_with('.')) text.pop_back();
  return text;
}

/// A percentage without its sign: two decimals below 1, one below 100, none above.
std::string percentage(double percent) {
  const double size = std::abs(percent);
  if (size >= 99.5) return number_text(size, 0);
  return number_text(size, size >= 0.995 ? 1 : 2);
}

bool is_nothing(const std::string& number) {
  return number.find_first_of("123456789") == std::string::npos;
}

/// The signed number of an effect. Nothing can become more than 100 % less: what is nearly all of
/// it keeps its decimals instead of being rounded to -100.
std::string signed_number(double fraction) {
  const double percent = fraction * 100;
  if (percent < -99.4 && percent > -100) return fmt::format("−{:.4g}", std::min(-percent, 99.99));
  const auto number = percentage(percent);
  if (is_nothing(number)) return "0";
  return (percent < 0 ? "−" : "+") + number;
}

std::string pair_text(double value, const Scale& step, int decimals) {
  return number_text(value / step.size, decimals) + std::string(step.suffix);
}

}  // namespace

std::span<const Scale> scales_of(model::Unit unit) {
  switch (unit) {
    case model::Unit::Nanoseconds:
      return kTime;
    case model::Unit::Bytes:
      return kBytes;
    case model::Unit::BytesPerSecond:
      return kByteRate;
    case model::Unit::ItemsPerSecond:
      return kItemRate;
    case model::Unit::Fraction:
      return kFraction;
    case model::Unit::Count:
    case model::Unit::None:
      return kPlain;
  }
  return kPlain;
}

QuantityPair quantity_pair(double base, double head, const model::MetricDefinition& definition) {
  const auto steps = scales_of(definition.unit);
  const bool exact = definition.kind == model::MetricKind::Exact;
  const double larger = std::max(std::abs(base), std::abs(head));
  const double smaller = std::min(std::abs(base), std::abs(head));
  const Scale* step = &step_for(steps, larger);
  if (smaller > 0 && smaller < step->size / 100) step = &step_for(steps, smaller);
  int decimals = decimals_for(larger / step->size, kSignificant);
  if (smaller > 0) decimals = std::max(decimals, decimals_for(smaller / step->size, 3));
  const bool whole = is_whole(base) && is_whole(head);
  if (whole && step->size == 1 && steps.front().size == 1) decimals = 0;
  const auto write = [&] {
    return QuantityPair{pair_text(base, *step, decimals), pair_text(head, *step, decimals)};
  };
  QuantityPair texts = write();
  if (!exact || base == head) return texts;
  if (whole && steps.front().size == 1 && texts.base == texts.head) {
    step = &steps.front();
    decimals = 0;
    texts = write();
  }
  while (texts.base == texts.head && decimals < 16) {
    ++decimals;
    texts = write();
  }
  return texts;
}

std::string quantity_text(double value, model::Unit unit) {
  return quantity_pair(value, value, {.unit = unit}).head;
}

std::string short_quantity_text(double value, model::Unit unit) {
  const auto& step = step_for(scales_of(unit), std::abs(value));
  const double scaled = value / step.size;
  return without_trailing_zeros(number_text(scaled, decimals_for(scaled, kSignificant))) +
         std::string(step.suffix);
}

std::string signed_percent_text(double fraction) {
  return signed_number(fraction) + " %";
}

std::string percent_text(double fraction) {
  auto number = signed_number(fraction);
  for (const std::string_view sign : {"+", "−"}) {
    if (number.starts_with(sign)) number.erase(0, sign.size());
  }
  return number + " %";
}

std::string short_percent_text(double fraction) {
  return without_trailing_zeros(number_text(fraction * 100, 3)) + " %";
}

std::string interval_text(const stats::Interval& ratio) {
  return fmt::format("[{}, {}]", signed_percent_text(ratio.lower - 1),
                     signed_percent_text(ratio.upper - 1));
}

std::string spread_text(double ratio, const stats::Interval& bounds) {
  const double below = (ratio - bounds.lower) * 100;
  const double above = (bounds.upper - ratio) * 100;
  // As many decimals as the effect beside it.
  const double size = std::abs(ratio - 1) * 100;
  constexpr int kMost = 2;
  int decimals = size >= 99.5 ? 0 : size >= 0.995 ? 1 : 2;
  while (decimals < kMost && is_nothing(number_text(std::max(below, above), decimals))) ++decimals;
  const auto low = number_text(below, decimals);
  const bool alike = below >= 0 && above >= 0 && low == number_text(above, decimals);
  if (alike && !is_nothing(low)) return "± " + low;
  return fmt::format("[{}, {}]", signed_number(bounds.lower - 1), signed_number(bounds.upper - 1));
}

std::string interval_words(const stats::Interval& ratio) {
  return fmt::format("{} to {}", signed_number(ratio.lower - 1),
                     signed_percent_text(ratio.upper - 1));
}

}  // namespace benchgate::report
