// The words of a decision: verdicts, the reasons for them, outcomes; and their stable names in
// files.
#pragma once

#include <optional>
#include <string_view>

#include "benchgate/base/name_table.h"

namespace benchgate::gate {

/// In the order in which a report lists them, worst first.
enum class Verdict {
  Errored,
  Missing,
  Regressed,
  OverBudget,
  Inconclusive,
  Accepted,
  New,
  Improved,
  Unchanged,  ///< shown to be within the limit
};
inline constexpr NameTable<Verdict, 9> kVerdictNames = {{
    {Verdict::Errored, "errored"},
    {Verdict::Missing, "missing"},
    {Verdict::Regressed, "regressed"},
    {Verdict::OverBudget, "over_budget"},
    {Verdict::Inconclusive, "inconclusive"},
    {Verdict::Accepted, "accepted"},
    {Verdict::New, "new"},
    {Verdict::Improved, "improved"},
    {Verdict::Unchanged, "unchanged"},
}};
[[nodiscard]] std::string_view verdict_name(Verdict verdict);  ///< "regressed", "over_budget", ...
[[nodiscard]] std::optional<Verdict> parse_verdict(std::string_view name);

/// Why a verdict is what it is.
enum class Reason {
  WorseThanLimit,       ///< regressed: shown to be worse, by the limit or more
  ExactMoved,           ///< regressed: an exact metric moved to the worse, beyond its limit
  BetterThanLimit,      ///< improved: shown to be better, by the limit or more
  ExactImproved,        ///< improved: an exact metric moved to the better
  WithinLimit,          ///< unchanged: the whole interval lies within the limit; where measured
                        ///< together, within what counts as unchanged
  ExactSame,            ///< unchanged: exactly the same, or moved within its limit
  VaryingSame,          ///< unchanged: a count that varies by itself, moved by no more than it may
  VaryingMoved,         ///< regressed: a count that varies by itself, moved beyond spread and limit
  BelowFloor,           ///< unchanged: the change is smaller than the rule's absolute floor
  NotShown,             ///< inconclusive: the interval reaches beyond the limit, the test is silent
  FarBeyondNoise,       ///< regressed: too few samples to test it, but far beyond the noise of runs
  FarBetterThanNoise,   ///< improved: likewise
  BeyondNoiseUntested,  ///< inconclusive: beyond limit and noise of runs, too few samples to test
                        ///< it
  WallTimeAlone,        ///< inconclusive: wall-clock time rose and CPU time did not, measured apart
  BusyMachine,        ///< inconclusive: a wall-clock time measured apart is worse on the side where
                      ///< other programs had the cores
  AtLimit,            ///< inconclusive: a change was shown, but not on which side of the limit
  WithinNoiseOfRuns,  ///< inconclusive: shown, but no more than separate runs differ anyway
  OtherMachine,       ///< inconclusive: measured on another class of machine
  TooFewSamples,      ///< inconclusive: so few samples could not have shown anything
  BudgetSpent,        ///< inconclusive: measuring ended before there was an answer
  NotMeasured,        ///< inconclusive: the time for measuring was over before its turn
  NotComparable,      ///< inconclusive: no ratio (zero or negative values)
  SharedCore,         ///< inconclusive: by the wall, of processes that shared a core
  WaitsLonger,        ///< inconclusive: a duet shows that head waits longer, and there was no time
                      ///< to measure it by wall-clock time
  WallTimeNotMeasured,  ///< inconclusive: likewise, of a benchmark that waits as long as it did, or
                        ///< less
  Unconfirmed,          ///< inconclusive: one run alone shows it, and head was not measured again
  NotConfirmed,         ///< inconclusive: one run showed it, and a second measurement did not
  ExactVaries,          ///< inconclusive: a count that varies by itself, and a change is not clear
  Failed,               ///< errored: the benchmark reported an error, crashed or hung
  FailedInBase,         ///< errored: as above, in base
  Gone,                 ///< missing: in base only
  MetricGone,           ///< missing: the benchmark is there, the metric is not
  Appeared,             ///< new: in head only
  BudgetExceeded,       ///< over_budget
};
[[nodiscard]] std::string_view reason_name(Reason reason);  ///< "worse_than_limit", ...
[[nodiscard]] std::optional<Reason> parse_reason(std::string_view name);

/// What a reason for the verdict on a timing makes of it.
[[nodiscard]] Verdict verdict_for(Reason reason);

/// Of an inconclusive row: it became worse by more than noise explains, and no test could be made
/// of it.
[[nodiscard]] bool is_suspect(Reason reason);

enum class Outcome { Passed, Closed, Inconclusive };
[[nodiscard]] std::string_view outcome_name(Outcome outcome);  ///< "passed", "closed", ...
[[nodiscard]] std::optional<Outcome> parse_outcome(std::string_view name);

/// How a value stands to its budget.
enum class BudgetState { Met, AboveTarget, Warning, Exceeded };
[[nodiscard]] std::string_view budget_state_name(BudgetState state);  ///< "met", ...
[[nodiscard]] std::optional<BudgetState> parse_budget_state(std::string_view name);

}  // namespace benchgate::gate
