#include "benchgate/gate/judge_exact.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "benchgate/model/counted_metric.h"
#include "benchgate/stats/null_distributions.h"
#include "benchgate/stats/quantile.h"
#include "benchgate/stats/rank_sum.h"
#include "benchgate/stats/sorted_sample.h"

namespace benchgate::gate {
namespace {

constexpr ExactAnswer kSame{Verdict::Unchanged, Reason::ExactSame};
constexpr ExactAnswer kWorse{Verdict::Regressed, Reason::ExactMoved};
constexpr ExactAnswer kBetter{Verdict::Improved, Reason::ExactImproved};
constexpr ExactAnswer kVaryingSame{Verdict::Unchanged, Reason::VaryingSame};
constexpr ExactAnswer kVaryingWorse{Verdict::Regressed, Reason::VaryingMoved};
constexpr ExactAnswer kUnclear{Verdict::Inconclusive, Reason::ExactVaries};

/// So many samples of a mean over iterations, all the same, and it is taken for exact.
constexpr std::size_t kSamplesOfMean = 3;

struct Range {
  double minimum;
  double maximum;
  [[nodiscard]] double width() const { return maximum - minimum; }
};

bool is_constant(const compare::Summary& side) {
  return side.minimum == side.maximum;
}

/// A mean over iterations with a fraction: iterations differ from each other, so that it depends on
/// their number, and one process, or two, do not show it.
bool is_untold_mean(const compare::Row& row) {
  if (!model::is_mean_over_iterations(row.metric)) return false;
  if (std::min(row.base_summary.samples, row.head_summary.samples) >= kSamplesOfMean) return false;
  const auto has_fraction = [](double value) { return value != std::floor(value); };
  return has_fraction(row.base_summary.median) || has_fraction(row.head_summary.median);
}

bool varies(const ExactQuestion& question) {
  return varies_by_itself(question.row) || !question.stored.empty() || question.spread_beside > 0;
}

/// Moving from `base` to `head`, the rule's tolerance considered.
ExactAnswer judge_values(double base, double head, const AppliedRule& rule) {
  if (base == head) return kSame;
  const double moved = head - base;
  if (std::abs(moved) < rule.absolute_floor) return {Verdict::Unchanged, Reason::BelowFloor};
  if (std::abs(moved) <= rule.max_regression * std::abs(base)) return kSame;
  const auto direction = rule.definition.direction;
  if (direction == model::Direction::NeitherIsBetter) return kWorse;
  return model::is_worse(head, base, direction) ? kWorse : kBetter;
}

/// Base's samples and what stored runs showed beside them.
std::vector<double> known_values(const ExactQuestion& question) {
  std::vector<double> known = question.row.base;
  known.insert(known.end(), question.stored.begin(), question.stored.end());
  return known;
}

/// A value that is a name is known from base or it is not: between the hashes of two query plans
/// lies no third.
ExactAnswer judge_names(const ExactQuestion& question) {
  const auto known = known_values(question);
  const auto is_known = [&](double value) {
    return std::ranges::find(known, value) != known.end();
  };
  if (std::ranges::all_of(question.row.head, is_known)) return kSame;
  return std::ranges::any_of(question.row.head, is_known) ? kUnclear : kWorse;
}

/// A count that varies, and what it is held to.
class VaryingCount {
 public:
  explicit VaryingCount(const ExactQuestion& question) : question_(question) {
    const auto known = known_values(question);
    base_ = {std::ranges::min(known), std::ranges::max(known)};
    head_ = {question.row.head_summary.minimum, question.row.head_summary.maximum};
    const double share = std::max(question.rule.max_regression, question.varying_tolerance);
    const double larger = std::max(std::abs(base_.minimum), std::abs(base_.maximum));
    tolerance_ = std::max(share * larger, question.rule.absolute_floor);
    by_chance_ = question.spread_beside * std::max(larger, std::abs(head_.maximum));
  }

  [[nodiscard]] ExactAnswer judge() const {
    if (head_.minimum >= base_.minimum - tolerance_ &&
        head_.maximum <= base_.maximum + tolerance_) {
      return kVaryingSame;
    }
    if (has_risen()) return moved(true);
    if (has_fallen()) return moved(false);
    return kUnclear;
  }

 private:
  [[nodiscard]] ExactAnswer moved(bool up) const {
    const auto direction = question_.rule.definition.direction;
    const auto better = up ? model::Direction::HigherIsBetter : model::Direction::LowerIsBetter;
    return direction == better ? kBetter : kVaryingWorse;
  }

  [[nodiscard]] bool is_far(double gap) const {
    return gap > std::max({tolerance_, by_chance_, base_.width(), head_.width()});
  }
  [[nodiscard]] bool has_risen() const {
    return is_far(head_.minimum - base_.maximum) || is_shifted(stats::Alternative::Greater);
  }
  [[nodiscard]] bool has_fallen() const {
    return is_far(base_.minimum - head_.maximum) || is_shifted(stats::Alternative::Less);
  }

  [[nodiscard]] bool is_shifted(stats::Alternative alternative) const {
    const stats::SortedSample base(known_values(question_));
    const stats::SortedSample head(question_.row.head);
    const double shift = *stats::median(head) - *stats::median(base);
    const double towards = alternative == stats::Alternative::Greater ? shift : -shift;
    if (towards <= tolerance_) return false;
    stats::NullDistributions distributions;
    const auto test = stats::rank_sum_test({base, head}, alternative, distributions);
    return test && test->p_value < question_.alpha;
  }

  const ExactQuestion& question_;
  Range base_{};
  Range head_{};
  double tolerance_ = 0;
  double by_chance_ = 0;
};

}  // namespace

bool varies_by_itself(const compare::Row& row) {
  return !is_constant(row.base_summary) || !is_constant(row.head_summary) || is_untold_mean(row);
}

ExactAnswer judge_exact(const ExactQuestion& question) {
  const auto& row = question.row;
  if (!varies(question)) {
    return judge_values(row.base_summary.median, row.head_summary.median, question.rule);
  }
  if (row.base.empty() || row.head.empty()) return kUnclear;
  const auto& definition = question.rule.definition;
  const bool is_name = definition.direction == model::Direction::NeitherIsBetter &&
                       definition.unit == model::Unit::None;
  return is_name ? judge_names(question) : VaryingCount(question).judge();
}

}  // namespace benchgate::gate
