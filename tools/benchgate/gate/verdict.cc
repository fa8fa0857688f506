#include "benchgate/gate/verdict.h"

#include <array>
#include <utility>

#include "benchgate/base/name_table.h"

namespace benchgate::gate {
namespace {

constexpr std::array kReasons = {
    std::pair{Reason::WorseThanLimit, std::string_view("worse_than_limit")},
    std::pair{Reason::ExactMoved, std::string_view("exact_moved")},
    std::pair{Reason::BetterThanLimit, std::string_view("better_than_limit")},
    std::pair{Reason::ExactImproved, std::string_view("exact_improved")},
    std::pair{Reason::WithinLimit, std::string_view("within_limit")},
    std::pair{Reason::ExactSame, std::string_view("exact_same")},
    std::pair{Reason::VaryingSame, std::string_view("varying_same")},
    std::pair{Reason::VaryingMoved, std::string_view("varying_moved")},
    std::pair{Reason::BelowFloor, std::string_view("below_floor")},
    std::pair{Reason::NotShown, std::string_view("not_shown")},
    std::pair{Reason::FarBeyondNoise, std::string_view("far_beyond_noise")},
    std::pair{Reason::FarBetterThanNoise, std::string_view("far_better_than_noise")},
    std::pair{Reason::BeyondNoiseUntested, std::string_view("beyond_noise_untested")},
    std::pair{Reason::WallTimeAlone, std::string_view("wall_time_alone")},
    std::pair{Reason::BusyMachine, std::string_view("busy_machine")},
    std::pair{Reason::AtLimit, std::string_view("at_limit")},
    std::pair{Reason::WithinNoiseOfRuns, std::string_view("within_noise_of_runs")},
    std::pair{Reason::OtherMachine, std::string_view("other_machine")},
    std::pair{Reason::TooFewSamples, std::string_view("too_few_samples")},
    std::pair{Reason::BudgetSpent, std::string_view("budget_spent")},
    std::pair{Reason::NotMeasured, std::string_view("not_measured")},
    std::pair{Reason::NotComparable, std::string_view("not_comparable")},
    std::pair{Reason::SharedCore, std::string_view("shared_core")},
    std::pair{Reason::WaitsLonger, std::string_view("waits_longer")},
    std::pair{Reason::WallTimeNotMeasured, std::string_view("wall_time_not_measured")},
    std::pair{Reason::Unconfirmed, std::string_view("unconfirmed")},
    std::pair{Reason::NotConfirmed, std::string_view("not_confirmed")},
    std::pair{Reason::ExactVaries, std::string_view("exact_varies")},
    std::pair{Reason::Failed, std::string_view("failed")},
    std::pair{Reason::FailedInBase, std::string_view("failed_in_base")},
    std::pair{Reason::Gone, std::string_view("gone")},
    std::pair{Reason::MetricGone, std::string_view("metric_gone")},
    std::pair{Reason::Appeared, std::string_view("appeared")},
    std::pair{Reason::BudgetExceeded, std::string_view("budget_exceeded")},
};

constexpr std::array kOutcomes = {
    std::pair{Outcome::Passed, std::string_view("passed")},
    std::pair{Outcome::Closed, std::string_view("closed")},
    std::pair{Outcome::Inconclusive, std::string_view("inconclusive")},
};

constexpr std::array kBudgetStates = {
    std::pair{BudgetState::Met, std::string_view("met")},
    std::pair{BudgetState::AboveTarget, std::string_view("above_target")},
    std::pair{BudgetState::Warning, std::string_view("warning")},
    std::pair{BudgetState::Exceeded, std::string_view("exceeded")},
};

}  // namespace

std::string_view verdict_name(Verdict verdict) {
  return name_in(kVerdictNames, verdict);
}
std::optional<Verdict> parse_verdict(std::string_view name) {
  return value_in(kVerdictNames, name);
}

std::string_view reason_name(Reason reason) {
  return name_in(kReasons, reason);
}
std::optional<Reason> parse_reason(std::string_view name) {
  return value_in(kReasons, name);
}

std::string_view outcome_name(Outcome outcome) {
  return name_in(kOutcomes, outcome);
}
std::optional<Outcome> parse_outcome(std::string_view name) {
  return value_in(kOutcomes, name);
}

std::string_view budget_state_name(BudgetState state) {
  return name_in(kBudgetStates, state);
}
std::optional<BudgetState> parse_budget_state(std::string_view name) {
  return value_in(kBudgetStates, name);
}

Verdict verdict_for(Reason reason) {
  switch (reason) {
    case Reason::WorseThanLimit:
    case Reason::FarBeyondNoise:
      return Verdict::Regressed;
    case Reason::BetterThanLimit:
    case Reason::FarBetterThanNoise:
      return Verdict::Improved;
    case Reason::WithinLimit:
    case Reason::ExactSame:
    case Reason::BelowFloor:
      return Verdict::Unchanged;
    default:
      return Verdict::Inconclusive;
  }
}

bool is_suspect(Reason reason) {
  return reason == Reason::BeyondNoiseUntested || reason == Reason::WallTimeAlone ||
         reason == Reason::WaitsLonger;
}

}  // namespace benchgate::gate
