#include "benchgate/gate/acceptance.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "benchgate/base/glob.h"
#include "benchgate/base/name_table.h"
#include "benchgate/gate/assessment.h"
#include "benchgate/gate/policy.h"

namespace benchgate::gate {
namespace {

using model::Direction;

/// An estimate this much beyond what was accepted is worse, however wide its interval.
constexpr double kFarBeyond = 1.5;
/// 100 * 1.12 is a little more than 112; hashes of 32 bits differ by more than this.
constexpr double kRounding = 1e-12;

constexpr std::array kStates = {
    std::pair{AcceptanceState::Exceeded, std::string_view("exceeded")},
    std::pair{AcceptanceState::Expired, std::string_view("expired")},
    std::pair{AcceptanceState::OtherBase, std::string_view("other_base")},
    std::pair{AcceptanceState::InBase, std::string_view("in_base")},
    std::pair{AcceptanceState::Unused, std::string_view("unused")},
    std::pair{AcceptanceState::Used, std::string_view("used")},
};

/// How much worse a ratio is, as a fraction; negative is better. Where neither direction is better,
/// towards `accepted` is worse.
double worsening(double ratio, Direction direction, double accepted) {
  if (direction == Direction::NeitherIsBetter && accepted < 0) return 1 - ratio;
  return model::worse_up(ratio, direction) - 1;
}

bool timing_is_covered(double accepted, const Judgement& judgement) {
  if (!judgement.ratio) return false;
  const auto direction = judgement.definition.direction;
  const double limit = worsening(1 + accepted, direction, accepted);
  const double estimate = worsening(judgement.ratio->point, direction, accepted);
  if (limit <= 0 || estimate < 0) return false;  // accepted was the other way
  if (estimate <= limit) return true;
  if (!judgement.ratio->interval || estimate > kFarBeyond * limit) return false;
  const auto& [lower, upper] = judgement.ratio->interval->bounds;
  return std::min(worsening(lower, direction, accepted), worsening(upper, direction, accepted)) <=
         limit;
}

/// Is one value of head no worse than `most`?
bool is_covered(double value, double most, const Judgement& judgement) {
  const auto direction = judgement.definition.direction;
  const double tolerance = std::abs(most) * kRounding;
  const double limit = model::higher_is_better(direction) ? most - tolerance : most + tolerance;
  return direction != Direction::NeitherIsBetter && !model::is_worse(value, limit, direction);
}

/// Between base and what was accepted, or that itself where no direction is better: between two
/// query plans lies no third.
bool exact_is_covered(const model::Quantity& up_to, const Judgement& judgement) {
  const bool is_effect = up_to.unit == model::Unit::Fraction;
  if (is_effect && (!judgement.base || judgement.base->median == 0)) return false;
  const double most = is_effect ? judgement.base->median * (1 + up_to.value) : up_to.value;
  return !judgement.head_samples.empty() &&
         std::ranges::all_of(judgement.head_samples, [&](double value) {
           if (std::abs(value - most) <= std::abs(most) * kRounding) return true;
           const bool in_base = std::ranges::count(judgement.base_samples, value) > 0;
           return in_base || is_covered(value, most, judgement);
         });
}

}  // namespace

std::string_view acceptance_state_name(AcceptanceState state) {
  return name_in(kStates, state);
}

std::optional<AcceptanceState> parse_acceptance_state(std::string_view name) {
  return value_in(kStates, name);
}

bool Acceptance::says_the_same_as(const Acceptance& other) const {
  auto moved = other;
  moved.position = position;
  return *this == moved;
}

bool names(const Acceptance& acceptance, const Judgement& judgement) {
  if (judgement.metric.empty() || !glob_match(acceptance.benchmark, judgement.benchmark)) {
    return false;
  }
  if (acceptance.metric == kClockPattern) {
    return judgement.is_about_clock();
  }
  return glob_match(acceptance.metric, judgement.metric);
}

bool covers(const Acceptance& acceptance, const Judgement& judgement) {
  if (judgement.definition.kind == model::MetricKind::Exact) {
    return exact_is_covered(acceptance.up_to, judgement);
  }
  const bool is_effect = acceptance.up_to.unit == model::Unit::Fraction;
  return is_effect && timing_is_covered(acceptance.up_to.value, judgement);
}

bool is_on_top_of(const Acceptance& acceptance, std::string_view commit, std::string_view name) {
  const auto& base = acceptance.base;
  if (base.empty()) return true;
  if (!commit.empty() && commit.starts_with(base)) return true;
  const auto slash = name.rfind('/');
  return name.starts_with("baseline ") && slash != std::string_view::npos &&
         name.substr(slash + 1) == base;
}

}  // namespace benchgate::gate
