#include "benchgate/report/wording.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "benchgate/report/exact_wording.h"
#include "benchgate/report/quantity_text.h"
#include "benchgate/report/wording_parts.h"

namespace benchgate::report {
namespace {

using gate::Judgement;
using gate::Reason;

struct Comparatives {
  std::string_view up, down;
};

Comparatives comparatives(const model::MetricDefinition& definition) {
  switch (definition.unit) {
    case model::Unit::Nanoseconds:
      return {"slower", "faster"};
    case model::Unit::ItemsPerSecond:
      return {"more a second", "fewer a second"};
    case model::Unit::BytesPerSecond:
      return {"more throughput", "less throughput"};
    case model::Unit::Bytes:
      return {"more", "less"};
    case model::Unit::Count:
      return {"more", "fewer"};
    case model::Unit::Fraction:
    case model::Unit::None:
      return {"higher", "lower"};
  }
  return {"higher", "lower"};
}

/// The level that was reached, to a tenth of a percent and never more than it is: 0.95674 is
/// "95.6 %".
std::string level_text(double level) {
  constexpr double kRounding = 1e-9;  // 0.957 * 1000 is 956.99...
  return short_percent_text(std::floor(level * 1000 + kRounding) / 1000);
}

/// What this data could have shown and how much more would do.
std::string wanted_data(const Judgement& judgement) {
  std::string text;
  if (judgement.detectable && std::isfinite(*judgement.detectable)) {
    text += fmt::format("; these samples could show a worsening of {} or more",
                        percent_text(*judgement.detectable));
  }
  if (!judgement.samples_needed) return text;
  const auto fewest = [](const auto& base, const auto& head) {
    return std::min(base ? base->samples : 0, head ? head->samples : 0);
  };
  const std::size_t have = fewest(judgement.base, judgement.head);
  if (*judgement.samples_needed <= have) return text;
  return text + fmt::format("; about {} samples a side would settle it, {} more",
                            *judgement.samples_needed, *judgement.samples_needed - have);
}

std::string not_shown(const Judgement& judgement) {
  std::string text = "neither a change nor its absence was shown";
  if (const auto interval = measured_interval(judgement); !interval.empty()) {
    text += fmt::format(": {} ", interval);
    text += judgement.limit
                ? fmt::format("against a limit of {}", short_percent_text(*judgement.limit))
                : "leaves both open";
  }
  return text + wanted_data(judgement);
}

std::string within_noise(const Judgement& judgement) {
  std::string text = change_with_interval(judgement);
  if (judgement.noise_floor) {
    return text + fmt::format(
                      ", but separate runs differ by up to {} anyway: measure base and "
                      "head together to know",
                      short_percent_text(*judgement.noise_floor));
  }
  return text + ", but no more than separate runs differ anyway";
}

std::string too_few(const Judgement& judgement) {
  std::string text = "too few samples to show anything";
  if (judgement.base && judgement.head) {
    text +=
        fmt::format(" ({} in base, {} in head)", judgement.base->samples, judgement.head->samples);
  }
  if (judgement.samples_needed) {
    text += fmt::format("; at least {} a side are needed", *judgement.samples_needed);
  }
  return text;
}

std::string sides(const Judgement& judgement) {
  if (!judgement.base || !judgement.head) return "too few samples";
  const auto [base, head] = std::pair(judgement.base->samples, judgement.head->samples);
  if (base == head) return counted(base, "sample a side is", "samples a side are") + " too few";
  return fmt::format("{} and {} are too few", counted(base, "sample", "samples"), head);
}

std::string noise_words(const Judgement& judgement) {
  if (!judgement.noise_floor) return "what separate runs differ by";
  return fmt::format("the {} that separate runs differ by",
                     short_percent_text(*judgement.noise_floor));
}

/// "", or how many samples the test needs.
std::string needed_words(const Judgement& judgement) {
  if (!judgement.samples_needed) return {};
  return fmt::format("; measure at least {} samples a side", *judgement.samples_needed);
}

std::string far_beyond_noise(const Judgement& judgement) {
  return fmt::format("{}, far beyond {}; {} for the test", change_words(judgement),
                     noise_words(judgement), sides(judgement));
}

std::string beyond_noise_untested(const Judgement& judgement) {
  const auto change = judgement.ratio ? fmt::format("{}, beyond {}", change_words(judgement),
                                                    noise_words(judgement))
                                      : both_sides(judgement);
  return fmt::format("{}, but {} for the test{}", change, sides(judgement),
                     needed_words(judgement));
}

std::string wall_time_alone(const Judgement& judgement) {
  return change_with_interval(judgement) +
         " by wall-clock time, and not by CPU time: it waits longer, or the machine was busy; "
         "measure base and head together";
}

std::string busy_machine(const Judgement& judgement) {
  return change_with_interval(judgement) +
         ", measured while other programs had the cores; measure again with nothing else running";
}

std::string perhaps(const Judgement& judgement, std::string_view words) {
  if (judgement.similar.empty()) return {};
  return fmt::format("; {} {}", words, listed(judgement.similar, "or"));
}

std::string with_message(std::string_view text, const std::string& message) {
  return message.empty() ? std::string(text) : fmt::format("{}: {}", text, message);
}

/// What one run showed of a row that needs a second one.
std::string suspicion(const Judgement& judgement) {
  if (judgement.definition.kind == model::MetricKind::Exact) {
    return "not exact, it varies by itself" + varying_sides(judgement);
  }
  return change_with_interval(judgement) + limit_words(judgement);
}

/// "; measured again: 9 % slower (...)"
std::string second_words(const Judgement& judgement) {
  if (!judgement.again) return {};
  auto second = judgement;
  second.ratio = judgement.again;
  return "; measured again: " + change_with_interval(second);
}

/// Without what acceptances make of it.
std::string reason_words(const Judgement& judgement) {
  if (is_decided_by_pairs(judgement)) return paired_sentence(judgement);
  switch (judgement.reason) {
    case Reason::WorseThanLimit:
      return change_with_interval(judgement) + limit_words(judgement) + second_words(judgement);
    case Reason::BetterThanLimit:
      return change_with_interval(judgement);
    case Reason::ExactMoved:
      return exact_moved(judgement);
    case Reason::ExactImproved:
      return exact_improved(judgement);
    case Reason::WithinLimit:
      return "shown to lie within the limit" +
             (judgement.limit ? " of " + short_percent_text(*judgement.limit) : std::string());
    case Reason::ExactSame:
      return exact_same(judgement);
    case Reason::BelowFloor:
      return both_sides(judgement) + ": less than the rule's absolute floor";
    case Reason::NotShown:
      return not_shown(judgement);
    case Reason::FarBeyondNoise:
      return far_beyond_noise(judgement) + limit_words(judgement);
    case Reason::FarBetterThanNoise:
      return far_beyond_noise(judgement);
    case Reason::BeyondNoiseUntested:
      return beyond_noise_untested(judgement);
    case Reason::WallTimeAlone:
      return wall_time_alone(judgement);
    case Reason::BusyMachine:
      return busy_machine(judgement);
    case Reason::AtLimit:
      return change_with_interval(judgement) +
             ": a change was shown, but not that it reaches the limit" +
             (judgement.limit ? " of " + short_percent_text(*judgement.limit) : std::string());
    case Reason::WithinNoiseOfRuns:
      return within_noise(judgement);
    case Reason::OtherMachine:
      return change_with_interval(judgement) +
             ", but base and head ran on different classes of machine";
    case Reason::TooFewSamples:
      return too_few(judgement);
    case Reason::BudgetSpent:
      return "measuring ended before there was an answer";
    case Reason::NotComparable:
      return both_sides(judgement) + ": no ratio, a value is zero or negative";
    case Reason::NotMeasured:
      return "not measured: the time for measuring was over before its turn";
    case Reason::SharedCore:
      return "wall-clock time of two processes that shared a core says nothing about either; a "
             "rule for this metric has it measured in lockstep";
    case Reason::WaitsLonger:
    case Reason::WallTimeNotMeasured:
      return waiting_words(judgement.reason);
    case Reason::VaryingSame:
      return "not exact, it varies by itself" + varying_sides(judgement) + "; no more than that";
    case Reason::VaryingMoved:
      return "not exact, it varies by itself" + varying_sides(judgement) + "; it moved beyond that";
    case Reason::Unconfirmed:
      return suspicion(judgement) + ": one run shows it; measure head again to confirm it";
    case Reason::NotConfirmed:
      return suspicion(judgement) + " in the first run, and not in the second" +
             second_words(judgement);
    case Reason::ExactVaries:
      return "not exact, it varies by itself" + varying_sides(judgement) +
             "; whether it moved is not clear";
    case Reason::Failed:
      return with_message("failed", judgement.message);
    case Reason::FailedInBase:
      return with_message("failed in base, so there is nothing to compare with", judgement.message);
    case Reason::Gone:
      return "in base only: removed, renamed or not run" + perhaps(judgement, "is it now");
    case Reason::MetricGone:
      return "the benchmark no longer reports this metric" + perhaps(judgement, "is it now");
    case Reason::Appeared:
      return "in head only: nothing to compare with" + perhaps(judgement, "was it");
    case Reason::BudgetExceeded:
      return "over its budget";
  }
  return {};
}

}  // namespace

std::string_view verdict_word(gate::Verdict verdict) {
  return verdict == gate::Verdict::OverBudget ? "over budget" : gate::verdict_name(verdict);
}

std::string_view verdict_symbol(gate::Verdict verdict) {
  switch (verdict) {
    case gate::Verdict::Errored:
      return "!";
    case gate::Verdict::Missing:
      return "∅";
    case gate::Verdict::Regressed:
    case gate::Verdict::OverBudget:
      return "✗";
    case gate::Verdict::Inconclusive:
      return "?";
    case gate::Verdict::Accepted:
      return "~";
    case gate::Verdict::New:
      return "+";
    case gate::Verdict::Improved:
      return "✓";
    case gate::Verdict::Unchanged:
      return "=";
  }
  return "?";
}

std::string_view budget_word(gate::BudgetState state, model::Direction direction) {
  const bool higher = model::higher_is_better(direction);
  switch (state) {
    case gate::BudgetState::Met:
      return "met";
    case gate::BudgetState::AboveTarget:
      return higher ? "below target" : "above target";
    case gate::BudgetState::Warning:
      return "warning";
    case gate::BudgetState::Exceeded:
      return "exceeded";
  }
  return "exceeded";
}

std::string change_words(const Judgement& judgement) {
  if (!judgement.ratio) return both_sides(judgement) + ", shown by the ranks of the samples";
  const double effect = judgement.ratio->point - 1;
  const auto words = comparatives(judgement.definition);
  const auto size = percent_text(effect);
  if (size == "0 %") return "no different in the middle";
  return fmt::format("{} {}", size, effect > 0 ? words.up : words.down);
}

std::string both_sides(const Judgement& judgement) {
  if (!judgement.base || !judgement.head) return {};
  const auto texts =
      quantity_pair(judgement.base->median, judgement.head->median, judgement.definition);
  return fmt::format("{} → {}", texts.base, texts.head);
}

std::string change_with_interval(const Judgement& judgement) {
  if (!judgement.ratio) return both_sides(judgement) + ", shown by the ranks of the samples";
  std::string text = change_words(judgement);
  if (const auto& interval = judgement.ratio->interval) {
    text += fmt::format(" ({} interval {})", level_text(interval->achieved_level),
                        interval_words(interval->bounds));
  }
  const auto worse = judgement.worsening();
  if (model::higher_is_better(judgement.definition.direction) && worse && *worse > 0) {
    const auto counted_as = percent_text(*worse);
    if (counted_as != percent_text(judgement.ratio->point - 1)) {
      text += fmt::format(", which counts as {} worse", counted_as);
    }
  }
  return text;
}

std::string limit_words(const Judgement& judgement) {
  if (!judgement.limit) return {};
  return fmt::format(", limit {}", short_percent_text(*judgement.limit));
}

std::string measured_interval(const Judgement& judgement) {
  if (!judgement.ratio || !judgement.ratio->interval) return {};
  const auto& interval = *judgement.ratio->interval;
  return fmt::format("the {} interval {}", level_text(interval.achieved_level),
                     interval_words(interval.bounds));
}

std::string reason_sentence(const Judgement& judgement) {
  return reason_words(judgement) + acceptance_words(judgement);
}

std::string budget_sentence(const gate::BudgetJudgement& budget) {
  const auto unit = budget.definition.unit;
  const std::string_view side =
      model::higher_is_better(budget.definition.direction) ? "below" : "above";
  const auto bound = [&](std::string_view name, const std::optional<double>& value) {
    return value ? fmt::format("{} {} {}", name, side, short_quantity_text(*value, unit))
                 : std::string();
  };
  std::vector<std::string> bounds;
  for (auto& text : {bound("error", budget.error), bound("warning", budget.warning),
                     bound("target missed", budget.target)}) {
    if (!text.empty()) bounds.push_back(text);
  }
  auto text = fmt::format("{}; {}", quantity_text(budget.value, unit), listed(bounds));
  if (budget.again) text += "; measured again: " + quantity_text(*budget.again, unit);
  if (budget.is_unconfirmed) text += "; measured once: measure head again to confirm it";
  return text;
}

std::string counted(std::size_t count, std::string_view singular, std::string_view plural) {
  return fmt::format("{} {}", count, count == 1 ? singular : plural);
}

std::string listed(const std::vector<std::string>& items, std::string_view conjunction) {
  std::string text;
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (i > 0 && i + 1 == items.size()) {
      text += fmt::format(" {} ", conjunction);
    } else if (i > 0) {
      text += ", ";
    }
    text += items[i];
  }
  return text;
}

}  // namespace benchgate::report
