#include "benchgate/history/series_analysis.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "benchgate/history/series_parts.h"

namespace benchgate::history {
namespace {

constexpr double kSmallestStep = 0.01;  // of the level: nobody looks for what did less
const stats::ConfidenceLevel kLevel(0.95);

/// Values as they are analysed: logarithms where that is possible, so that steps are ratios.
struct Scale {
  bool logarithmic = false;
  [[nodiscard]] double to(double value) const { return logarithmic ? std::log(value) : value; }
  [[nodiscard]] double from(double value) const { return logarithmic ? std::exp(value) : value; }
};

Scale scale_of(const model::Series& series) {
  return {std::ranges::all_of(series.points, [](const auto& point) { return point.value > 0; })};
}

/// What is not told, however sure: nothing where values have no scale.
double smallest_step(const Scale& scale) {
  return scale.logarithmic ? std::log1p(kSmallestStep) : 0.0;
}

bool is_neutral(const model::MetricDefinition& definition) {
  return definition.direction == model::Direction::NeitherIsBetter &&
         definition.kind == model::MetricKind::Timing;
}

bool is_worse(double from, double to, const model::MetricDefinition& definition) {
  const auto direction = definition.direction;
  if (direction == model::Direction::NeitherIsBetter) return !is_neutral(definition);
  return model::is_worse(to, from, direction);
}

std::size_t size_of(const Part& part) {
  return part.last - part.first + 1;
}

/// An exact metric's levels are its values.
SeriesParts exact_parts(const std::vector<double>& values) {
  SeriesParts all;
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (all.parts.empty() || all.parts.back().to != values[i])
      all.parts.push_back({.first = i, .last = i, .from = values[i], .to = values[i]});
    all.parts.back().last = i;
  }
  return all;
}

/// Tells the changes between the parts of one series.
class Telling {
 public:
  Telling(const model::Series& series, const SeriesParts& found, const Scale& scale)
      : series_(series),
        parts_(found.parts),
        noise_(found.noise),
        scale_(scale),
        is_exact_(series.definition.kind == model::MetricKind::Exact) {}

  [[nodiscard]] std::vector<ChangePoint> changes() const {
    std::vector<ChangePoint> all;
    for (std::size_t at = 0; at < parts_.size(); ++at) {
      if (at > 0 && !parts_[at].continues) all.push_back(step_to(at));
      if (parts_[at].is_drift) all.push_back(drift_in(at));
    }
    return all;
  }

 private:
  /// Two levels with what is known of the way between them.
  struct Move {
    double from = 0;
    double to = 0;
    double from_variance = 0;
    double variance = 0;  ///< of `to - from`
  };

  [[nodiscard]] stats::LevelStep step_of(const Move& move) const {
    return {
        .size = move.to - move.from, .error = std::sqrt(move.variance), .degrees = noise_.degrees};
  }

  [[nodiscard]] bool is_told(const Move& move) const {
    const auto step = step_of(move);
    if (is_exact_) return step.size != 0;
    return std::abs(step.size) >= smallest_step(scale_) &&
           stats::is_sure(step, series_.points.size());
  }

  [[nodiscard]] std::optional<stats::Estimate> ratio_of(const Move& move) const {
    const double from = scale_.from(move.from);
    const double to = scale_.from(move.to);
    if (!(from > 0 && to > 0)) return std::nullopt;
    stats::Estimate ratio{.point = to / from, .interval = std::nullopt};
    if (scale_.logarithmic) ratio.interval = stats::estimate_of(step_of(move), kLevel).interval;
    if (ratio.interval) {
      auto& bounds = ratio.interval->bounds;
      bounds = {std::exp(bounds.lower), std::exp(bounds.upper)};
    }
    return ratio;
  }

  /// The step between part `at` and the one before it. Next to a drift it may be none.
  [[nodiscard]] Move move_to(std::size_t at) const {
    const auto& before = parts_[at - 1];
    const auto& behind = parts_[at];
    return {.from = before.to,
            .to = behind.from,
            .from_variance = before.variance,
            .variance = before.variance + behind.variance};
  }

  [[nodiscard]] ChangePoint step_to(std::size_t at) const {
    const auto& behind = parts_[at];
    ChangePoint change{.index = behind.first,
                       .until = behind.first,
                       .before = run_of(behind.first - 1),
                       .at = run_of(behind.first)};
    fill_in(change, at, move_to(at));
    return change;
  }

  [[nodiscard]] ChangePoint drift_in(std::size_t at) const {
    const auto& part = parts_[at];
    ChangePoint change{.kind = ChangeKind::Drift,
                       .index = part.first,
                       .until = part.last,
                       .before = run_of(part.first - std::min<std::size_t>(part.first, 1)),
                       .at = run_of(part.last)};
    fill_in(change, at,
            {.from = part.from,
             .to = part.to,
             .from_variance = part.variance / 2,
             .variance = part.variance});
    return change;
  }

  void fill_in(ChangePoint& change, std::size_t at, const Move& move) const {
    change.from = scale_.from(move.from);
    change.to = scale_.from(move.to);
    change.ratio = ratio_of(move);
    change.worse = is_worse(change.from, change.to, series_.definition);
    change.neutral = is_neutral(series_.definition);
    change.points_behind = size_of(parts_[at]);
    change.state = is_recent(at) ? ChangeState::Recent : ChangeState::Standing;
    if (const auto left = least_left(at, move)) {
      const bool is_back = (left->to - left->from) * (move.to - move.from) <= 0 || !is_told(*left);
      if (is_back) {
        change.state = ChangeState::WentAway;
      } else {
        change.remainder = Remainder{.to = scale_.from(left->to), .ratio = ratio_of(*left)};
      }
    }
  }

  /// Of the levels behind change `at` that took some of it back, the one nearest to where it came
  /// from, or beyond that; nothing where none did. Those of a few points may yet go away.
  [[nodiscard]] std::optional<Move> least_left(std::size_t at, const Move& move) const {
    std::optional<Move> least;
    for (auto i = at + 1; i < parts_.size() && !is_recent(i); ++i) {
      const auto& later = parts_[i];
      const bool is_less = (later.to - move.to) * (move.to - move.from) < 0;
      const Move back{.from = move.to,
                      .to = later.to,
                      .variance = move.variance - move.from_variance + later.variance};
      if (!is_less || !is_told(back)) continue;
      if (least && (later.to - least->to) * (move.to - move.from) >= 0) continue;
      least =
          Move{.from = move.from, .to = later.to, .variance = move.from_variance + later.variance};
    }
    return least;
  }

  [[nodiscard]] bool is_recent(std::size_t at) const {
    const auto needed = is_exact_ ? 1 : kAnnouncedAfter;
    return at + 1 == parts_.size() && size_of(parts_[at]) < needed;
  }

  [[nodiscard]] const std::string& run_of(std::size_t point) const {
    return series_.points[point].run;
  }

  const model::Series& series_;
  const std::vector<Part>& parts_;
  const stats::Noise& noise_;
  Scale scale_;
  bool is_exact_;
};

}  // namespace

std::string_view state_name(ChangeState state) {
  switch (state) {
    case ChangeState::Recent:
      return "recent";
    case ChangeState::Standing:
      return "standing";
    case ChangeState::WentAway:
      return "went_away";
  }
  return "";
}

std::string_view kind_name(ChangeKind kind) {
  return kind == ChangeKind::Drift ? "drift" : "step";
}

std::string_view verdict_word(const ChangePoint& change) {
  if (change.neutral) return "neutral";
  return change.worse ? "worse" : "better";
}

SeriesAnalysis analyse(const model::Series& series) {
  const bool is_exact = series.definition.kind == model::MetricKind::Exact;
  const auto scale = is_exact ? Scale{} : scale_of(series);
  std::vector<double> values;
  values.reserve(series.points.size());
  for (const auto& point : series.points) values.push_back(scale.to(point.value));
  const auto found = is_exact ? exact_parts(values) : parts_of(values, smallest_step(scale));
  SeriesAnalysis analysis;
  analysis.noise = scale.logarithmic ? std::expm1(found.noise.sd) : found.noise.sd;
  for (const auto& part : found.parts) {
    Segment segment{.first = part.first, .last = part.last, .level = scale.from(part.to)};
    if (part.is_drift) segment.from = scale.from(part.from);
    analysis.segments.push_back(segment);
  }
  analysis.changes = Telling(series, found, scale).changes();
  return analysis;
}

const std::optional<stats::Estimate>& present_ratio(const ChangePoint& change) {
  return change.remainder ? change.remainder->ratio : change.ratio;
}

double present_level(const ChangePoint& change) {
  return change.remainder ? change.remainder->to : change.to;
}

double magnitude(const ChangePoint& change) {
  const auto& ratio = present_ratio(change);
  if (!ratio) return std::numeric_limits<double>::infinity();
  return std::abs(std::log(ratio->point));
}

}  // namespace benchgate::history
