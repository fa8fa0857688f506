#include "benchgate/report/effect_axis.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>

#include "benchgate/report/quantity_text.h"

namespace benchgate::report {
namespace {

constexpr double kLeastSpan = 0.06;    // a fraction, to either side
constexpr double kMostRatio = 8;       // beyond that a row is clipped in any case
constexpr double kShareInside = 0.98;  // of the ends of intervals
constexpr double kMargin = 0.06;       // of the span, on either side

double bounded_log(double ratio) {
  const double most = std::log(kMostRatio);
  return std::clamp(std::log(ratio), -most, most);
}

/// The value below which `share` of all lie.
double quantile(std::vector<double>& values, double share) {
  const auto last = static_cast<double>(values.size() - 1);
  const auto at = values.begin() + static_cast<std::ptrdiff_t>(std::lround(last * share));
  std::ranges::nth_element(values, at);
  return *at;
}

}  // namespace

bool has_effect(const Row& row) {
  return !row.effect.empty() && row.judgement->ratio.has_value();
}

double worse_up(const Row& row, double ratio) {
  return model::worse_up(ratio, row.judgement->definition.direction);
}

EffectAxis::EffectAxis(const std::vector<const Row*>& rows, bool worsening) {
  std::vector<double> lows;
  std::vector<double> highs;
  double limit = kLeastSpan;
  for (const auto* row : rows) {
    const auto& [point, interval] = *row->judgement->ratio;
    double low = bounded_log(interval ? interval->bounds.lower : point);
    double high = bounded_log(interval ? interval->bounds.upper : point);
    if (worsening && worse_up(*row, 2) < 1) {
      std::swap(low, high);
      low = -low;
      high = -high;
    }
    lows.push_back(low);
    highs.push_back(high);
    limit = std::max(limit, std::min(row->judgement->limit.value_or(0), kMostRatio - 1));
  }
  low_ = -std::log1p(limit);
  high_ = std::log1p(limit);
  if (!lows.empty()) {
    low_ = std::min(low_, quantile(lows, 1 - kShareInside));
    high_ = std::max(high_, quantile(highs, kShareInside));
  }
  // Either side keeps a third at least: an axis is read from its middle.
  low_ = std::min(low_, -high_ / 2);
  high_ = std::max(high_, -low_ / 2);
  const double margin = kMargin * (high_ - low_);
  low_ -= margin;
  high_ += margin;
}

double EffectAxis::at(double ratio) const {
  return 100 * std::clamp((std::log(ratio) - low_) / (high_ - low_), 0.0, 1.0);
}

bool EffectAxis::is_clipped(double ratio) const {
  const double value = std::log(ratio);
  return value < low_ || value > high_;
}

std::vector<Tick> EffectAxis::ticks(double distance) const {
  constexpr std::array kPercents = {1.0,  2.0,  5.0,  10.0,  20.0,  50.0,  100.0, 200.0, 400.0,
                                    -1.0, -2.0, -5.0, -10.0, -20.0, -33.0, -50.0, -67.0, -80.0};
  std::vector<Tick> ticks = {{at(1), signed_percent_text(0)}};
  // The round numbers that are far enough from the middle, then those far enough from each other.
  for (const double percent : kPercents) {
    const double ratio = 1 + percent / 100;
    const double place = at(ratio);
    const bool apart = std::ranges::all_of(
        ticks, [&](const Tick& tick) { return std::abs(tick.at - place) >= distance; });
    if (is_clipped(ratio) || !apart || place < 4 || place > 96) continue;
    auto text = signed_percent_text(percent / 100);
    if (const auto zeros = text.find(".0"); zeros != std::string::npos) text.erase(zeros, 2);
    ticks.push_back({place, std::move(text)});
  }
  std::ranges::sort(ticks, {}, &Tick::at);
  return ticks;
}

}  // namespace benchgate::report
