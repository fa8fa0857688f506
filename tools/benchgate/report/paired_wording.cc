// Sentences on rows of which base and head were measured together, pair by pair.
#include <cmath>

#include <fmt/format.h>

#include "benchgate/report/quantity_text.h"
#include "benchgate/report/wording.h"
#include "benchgate/report/wording_parts.h"

namespace benchgate::report {
namespace {

using gate::Judgement;
using gate::Reason;

/// What a duet does not have to say.
std::string_view pacing_words(const gate::PairedMeasurement& measured) {
  switch (measured.pacing) {
    case model::Pacing::Duet:
      return "";
    case model::Pacing::Lockstep:
      return measured.on_one_core ? " in lockstep on one core" : " in lockstep";
    case model::Pacing::InTurn:
      return " in turn, which is less sure";
  }
  return "";
}

/// "12 pairs", "12 pairs and 32 fresh ones to confirm, in lockstep".
std::string pairs_words(const gate::PairedMeasurement& measured) {
  std::string text = counted(measured.screening_pairs, "pair", "pairs");
  if (measured.confirming_pairs > 0) {
    text += fmt::format(" and {} to confirm", measured.confirming_pairs);
  }
  return text + std::string(pacing_words(measured));
}

std::string more_pairs(const Judgement& judgement) {
  std::string text;
  if (judgement.detectable && std::isfinite(*judgement.detectable)) {
    text += fmt::format("; these pairs could show a worsening of {} or more",
                        percent_text(*judgement.detectable));
  }
  if (!judgement.samples_needed || *judgement.samples_needed == 0) return text;
  if (judgement.detectable) {
    text += fmt::format("; about {} would settle it",
                        counted(*judgement.samples_needed, "more pair", "more pairs"));
  } else {
    // Of so few, not even how noisy they are is known.
    text += fmt::format("; at least {} are needed",
                        counted(*judgement.samples_needed, "more pair", "more pairs"));
  }
  return text;
}

std::string not_shown(const Judgement& judgement) {
  std::string text =
      fmt::format("neither a change beyond {} was shown, nor that it stays within {}",
                  short_percent_text(judgement.limit.value_or(0)),
                  short_percent_text(judgement.paired->unchanged_within));
  if (const auto interval = measured_interval(judgement); !interval.empty()) {
    text += ": " + interval;
  }
  return text + more_pairs(judgement);
}

std::string budget_spent(const Judgement& judgement) {
  std::string text = "measuring ended before there was an answer";
  if (const auto interval = measured_interval(judgement); !interval.empty()) {
    text += fmt::format(": {} so far", interval) + limit_words(judgement);
  }
  return text + more_pairs(judgement);
}

/// "98 % slower in 13 of 64 pairs, and as much faster in none; over all pairs 0.2 % slower (...)".
std::string change_of_some(const Judgement& judgement) {
  const auto& partial = *judgement.paired->partial;
  auto moved = judgement;
  moved.ratio = stats::Estimate{.point = partial.ratio, .interval = std::nullopt};
  const auto opposite = partial.opposite == 0 ? "none" : std::to_string(partial.opposite);
  return fmt::format("{} in {} of {}, and the other way in {}; in the middle of all pairs {}",
                     change_words(moved), partial.moved, counted(partial.pairs, "pair", "pairs"),
                     opposite, change_with_interval(judgement));
}

std::string change_of_pairs(const Judgement& judgement) {
  return judgement.paired->partial ? change_of_some(judgement) : change_with_interval(judgement);
}

std::string reason_words(const Judgement& judgement) {
  switch (judgement.reason) {
    case Reason::WorseThanLimit:
      return change_of_pairs(judgement) + limit_words(judgement);
    case Reason::BetterThanLimit:
      return change_of_pairs(judgement);
    case Reason::WithinLimit:
      return fmt::format("shown to stay within {} either way",
                         short_percent_text(judgement.paired->unchanged_within));
    case Reason::ExactSame:
      return "the same in every pair";
    case Reason::BelowFloor:
      return both_sides(judgement) + ": less than the rule's absolute floor";
    case Reason::BudgetSpent:
      return budget_spent(judgement);
    case Reason::WaitsLonger:
    case Reason::WallTimeNotMeasured:
      return waiting_words(judgement.reason);
    case Reason::TooFewSamples:
      return "too few pairs to show anything" + more_pairs(judgement);
    case Reason::NotComparable:
      return both_sides(judgement) + ": no ratio, a value is zero or negative";
    default:
      return not_shown(judgement);
  }
}

}  // namespace

std::string waiting_words(Reason reason) {
  return reason == Reason::WaitsLonger
             ? "head waits longer than base, and there was no time left to measure both by "
               "wall-clock time; CPU time does not show it"
             : "it waits, or other threads work for it, and there was no time left to measure it "
               "by wall-clock time; CPU time says little about it";
}

bool is_decided_by_pairs(const Judgement& judgement) {
  return judgement.paired && judgement.definition.kind == model::MetricKind::Timing;
}

std::string paired_sentence(const Judgement& judgement) {
  return fmt::format("{}; {}", reason_words(judgement), pairs_words(*judgement.paired));
}

}  // namespace benchgate::report
