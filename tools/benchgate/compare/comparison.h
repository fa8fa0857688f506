// Two runs side by side: pairs of benchmarks, and per metric the two sides, the ratio head / base
// with its interval, and the tests' p-values.
//
// Values only: apart_comparison.h and paired_comparison.h compute them. Decides nothing: whether a
// ratio is a regression is gate/'s business, and its wording is report/'s.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "benchgate/base/name_table.h"
#include "benchgate/compare/applied_rule.h"
#include "benchgate/compare/matching.h"
#include "benchgate/compare/waiting.h"
#include "benchgate/model/judged_clock.h"
#include "benchgate/model/metric.h"
#include "benchgate/model/run.h"
#include "benchgate/stats/types.h"

namespace benchgate::compare {

/// How base and head were measured relative to each other; it decides which test applies and how
/// far the result can be trusted.
enum class Pairing {
  Apart,     ///< at different moments: a stored baseline, two files
  Together,  ///< pair by pair; how, each row says (PairedFinding::pacing)
  Alone,     ///< there is no base: only budgets can be judged
};

/// As results.json writes them.
inline constexpr NameTable<Pairing, 3> kPairingNames = {{
    {Pairing::Apart, "apart"},
    {Pairing::Together, "together"},
    {Pairing::Alone, "alone"},
}};

/// One side of one metric. Values in the metric's unit scale.
struct Summary {
  std::size_t samples = 0;
  std::size_t processes = 0;  ///< how many processes they came from
  double median = 0;
  std::optional<stats::ConfidenceInterval> interval;  ///< nothing: too few samples for the level
  double minimum = 0;
  double maximum = 0;
  bool operator==(const Summary&) const = default;
};

/// A question of a sequential test, "head moved this way by more than is tolerated", and how far
/// its answer is.
struct Trial {
  enum class State {
    Cleared,  ///< screening showed nothing to look at
    Open,     ///< it ended before there was an answer: the budget was spent
    Futile,   ///< confirming was given up: it would not have come out
    Shown,    ///< shown, at the level of the family
  } state = State::Open;
  /// Below the family's alpha if and only if Shown; nothing before the first look.
  std::optional<double> adjusted_p;
  bool operator==(const Trial&) const = default;
};

/// A change that only some pairs have: their median moves little or not at all.
struct PartialChange {
  std::size_t moved = 0;     ///< pairs that lie beyond the threshold the way that was shown
  std::size_t opposite = 0;  ///< likewise the other way
  std::size_t pairs = 0;     ///< of how many
  double ratio = 1;          ///< median of head / base of those that moved
  bool operator==(const PartialChange&) const = default;
};

/// What the pairs of a row showed, where base and head were measured together.
struct PairedFinding {
  model::Pacing pacing = model::Pacing::Duet;
  bool on_one_core = false;  ///< each pair with all that its two sides had started
  std::size_t screening_pairs = 0;
  std::size_t confirming_pairs = 0;
  double tolerated = 0;  ///< the change, as a fraction, that the trials ask "more than" about
  Trial increase;        ///< of the metric's value, whichever way is better
  Trial decrease;
  std::size_t suspects = 0;          ///< tests that share the family's alpha with this one
  std::optional<double> detectable;  ///< the smallest effect these pairs show in 8 of 10 cases
  std::optional<std::size_t> pairs_to_settle;  ///< more pairs that would answer what is Open;
                                               ///< without `detectable`, the fewest that could
  /// `ratio` of the row is corrected for having been shown (stats/selected_estimate.h).
  bool is_corrected_for_selection = false;
  std::optional<PartialChange> partial;  ///< set where a trial was shown by some pairs alone
  /// Of a duet's CPU time: a side waits, and nobody had the time to measure it by wall-clock time.
  std::optional<Waiting> waiting;
  bool operator==(const PairedFinding&) const = default;
};

/// One metric of one benchmark that both sides have.
struct Row {
  std::string suite;
  std::string benchmark;                    ///< head's name
  std::optional<std::string> renamed_from;  ///< base's, where the policy maps it
  std::string metric;
  model::JudgedClock clock;  ///< of the benchmark
  AppliedRule rule;          ///< that it is judged by, with the definition of the metric
  Match match;               ///< its two benchmarks, in the runs that were compared
  std::string base_label;
  std::string head_label;
  /// One value a process where processes are recorded (the median of its repetitions), else one
  /// a repetition. In measuring order.
  std::vector<double> base;
  std::vector<double> head;
  Summary base_summary;
  Summary head_summary;
  /// head / base, with its interval where there are samples enough. Nothing where a side is not
  /// positive.
  std::optional<stats::Estimate> ratio;
  /// One-sided 95 % bounds of the ratio (a 90 % interval), for showing equivalence.
  std::optional<stats::Interval> equivalence;
  std::optional<double> p_increase;  ///< one-sided: head is higher than base
  std::optional<double> p_decrease;  ///< one-sided: head is lower than base
  /// The smallest p that this many samples could have given, whatever the values.
  double smallest_p = 1;
  /// Spread of ln(value) within a side, both sides pooled; nothing where it cannot be estimated.
  std::optional<double> log_sd;
  /// By the clock on the wall, of a side that shared its core with the other: there is no ratio and
  /// no test, for the values say nothing (model::is_wall_time_of_shared_core).
  bool is_wall_time_of_shared_core = false;
  /// The benchmark is judged by cpu_time and this is its real_time, measured apart, which moved to
  /// the worse while cpu_time did not: it waits now, or the machine was busy. Not one of the tests.
  bool is_second_clock = false;
  /// Set where the sides were measured pair by pair. `ratio` and `equivalence` are then those of
  /// the pairs, `log_sd` the spread of ln(head / base) of one pair, and `p_increase` and
  /// `p_decrease` empty: the trials take their place.
  std::optional<PairedFinding> paired;

  [[nodiscard]] model::TimedName timed_name() const {
    return {.name = benchmark, .clock = clock.metric};
  }
};

struct Comparison {
  Pairing pairing = Pairing::Apart;
  std::vector<Match> matches;         ///< measured on both sides; point into the runs
  std::vector<MatchRules> rules;      ///< of each match, in the same order
  std::vector<Row> rows;              ///< in head's order
  std::vector<Lone> missing;          ///< in base only
  std::vector<Lone> added;            ///< in head only
  std::vector<Lone> errored;          ///< failed in head
  std::vector<Lone> errored_in_base;  ///< failed in base only
  std::vector<Lone> same_code;        ///< run the same code on both sides, so were not measured
  std::size_t benchmarks_compared = 0;
  std::size_t benchmarks_expected = 0;  ///< all that either side has, without `same_code`
  std::vector<model::EnvironmentDifference> environment;
  model::Diagnostics diagnostics;
  /// With Pairing::Together: suspicions that were tested, of head being worse and better; they
  /// share the family's alpha with the rows that have no pairs.
  std::size_t suspects_worse = 0;
  std::size_t suspects_better = 0;
};

}  // namespace benchgate::compare
