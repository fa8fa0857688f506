// What the gate decided: a verdict with its reason for every metric that was judged, budgets,
// problems, coverage, and the outcome for the whole comparison.
//
// The one value that reports are made from and that results.json holds. Reasons are codes with
// figures; wording, rounding and colour are report's business.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "benchgate/base/error.h"
#include "benchgate/compare/comparison.h"
#include "benchgate/gate/acceptance.h"
#include "benchgate/gate/verdict.h"
#include "benchgate/model/environment.h"
#include "benchgate/model/metric.h"
#include "benchgate/model/pairing.h"
#include "benchgate/model/severity.h"

namespace benchgate::gate {

using model::Severity;

/// How a row was measured, where base and head were measured together.
struct PairedMeasurement {
  model::Pacing pacing = model::Pacing::Duet;
  bool on_one_core = false;  ///< each pair with all that its two sides had started
  std::size_t screening_pairs = 0;
  std::size_t confirming_pairs = 0;  ///< fresh ones, after a suspicion; 0: there was none
  double unchanged_within = 0;       ///< fraction, either way, that counts as unchanged
  /// The ratio is corrected for having been shown (stats/selected_estimate.h).
  bool is_corrected_for_selection = false;
  std::optional<compare::PartialChange> partial{};  ///< only some pairs moved
  bool operator==(const PairedMeasurement&) const = default;
};

/// The acceptance that concerns a row which regressed, and what became of it there.
struct RowAcceptance {
  AcceptanceState state = AcceptanceState::Used;  ///< never Unused
  model::Quantity up_to;                          ///< as Acceptance::up_to
  std::string reason;
  std::string by;
  Date until;
  bool operator==(const RowAcceptance&) const = default;
};

/// One metric of one benchmark, judged.
struct Judgement {
  std::string suite;
  std::string benchmark;
  std::optional<std::string> renamed_from;
  std::string metric;  ///< empty where the benchmark as a whole is meant (missing, errored, new)
  /// The metric that the benchmark is judged by (model::judged_clock); empty where it is not known,
  /// in files that do not say it: then it is cpu_time.
  std::string clock;
  model::MetricDefinition definition;
  Verdict verdict = Verdict::Inconclusive;
  Reason reason = Reason::NotShown;
  Severity severity = Severity::Fail;
  bool closes_gate = false;
  std::string base_label;
  std::string head_label;
  std::optional<compare::Summary> base;
  std::optional<compare::Summary> head;
  std::vector<double> base_samples;
  std::vector<double> head_samples;
  std::optional<stats::Estimate> ratio;  ///< head / base, with its interval
  /// The worsening that the rule allows, as a fraction: 0.05 allows 5 %.
  std::optional<double> limit;
  /// What separate runs of this benchmark differ by anyway, as a fraction; only where measured
  /// apart.
  std::optional<double> noise_floor;
  std::optional<double> adjusted_p;  ///< of the direction the ratio points to, over the family
  std::optional<double> detectable;  ///< smallest worsening the samples could show, a fraction
  /// Estimated to settle an inconclusive row: samples a side; where `paired`, so many more pairs.
  std::optional<std::size_t> samples_needed;
  /// head / base by a second measurement of head, where one was made of this row.
  std::optional<stats::Estimate> again;
  std::optional<PairedMeasurement> paired;  ///< set where base and head were measured together
  std::optional<RowAcceptance> acceptance;  ///< set where one names this row, which regressed
  std::string message;                      ///< from the benchmark itself: its error text
  std::vector<std::string> similar;         ///< for missing and new: candidates for a rename

  /// How much worse head is as a fraction: 0.10 is 10 % worse, negative is better. For a metric of
  /// which higher is better it is base / head - 1. Nothing without a ratio.
  [[nodiscard]] std::optional<double> worsening() const;
  /// The same of the better end of the interval; nothing without an interval.
  [[nodiscard]] std::optional<double> least_worsening() const;
  /// Is it about the time that the benchmark is judged by?
  [[nodiscard]] bool is_about_clock() const;
  bool operator==(const Judgement&) const = default;
};

/// An absolute limit on a metric of head. All values in the metric's unit scale.
struct BudgetJudgement {
  std::string suite;
  std::string benchmark;
  std::string metric;
  model::MetricDefinition definition;
  BudgetState state = BudgetState::Met;
  double value = 0;            ///< median of head's samples
  std::optional<double> base;  ///< median of base's
  std::optional<double> target;
  std::optional<double> warning;
  std::optional<double> error;
  bool closes_gate = false;
  /// Exceeded by a time that was measured once: it closes no gate, and the gate does not pass.
  bool is_unconfirmed = false;
  std::optional<double> again;  ///< median of a second measurement of head
  bool operator==(const BudgetJudgement&) const = default;
};

/// Which build one side is. Texts as recorded; empty where the run did not record it.
struct SideIdentity {
  std::string name;  ///< file, folder or baseline that it was read from
  std::string commit;
  bool dirty = false;
  std::string date;
  std::string machine_class;
  bool operator==(const SideIdentity&) const = default;
};

/// The side that `run` is, read from `name`.
[[nodiscard]] SideIdentity identity_of(const model::Run& run, const std::string& name);

struct BenchmarkName {
  std::string suite;
  std::string benchmark;
  bool operator==(const BenchmarkName&) const = default;
};

/// Why a benchmark of a change was measured: what the change touches of its code, or why nobody can
/// tell.
struct CodeChange {
  BenchmarkName name{};
  bool is_touched = false;               ///< false: it cannot be told
  std::vector<std::string> functions{};  ///< that changed, nearest first; a few
  std::string reason{};                  ///< where no function is named
  bool operator==(const CodeChange&) const = default;
};

struct Coverage {
  std::size_t compared = 0;  ///< benchmarks of which at least one metric was compared
  std::size_t expected = 0;  ///< benchmarks that either side has, without `same_code`
  /// Suites that are the same program on both sides: known to be unchanged, and not measured.
  std::size_t identical_suites = 0;
  /// Benchmarks that run the same code on both sides: known to be unchanged, and not measured.
  std::vector<BenchmarkName> same_code{};
  /// All others of which the code was compared.
  std::vector<CodeChange> code_changes{};
  /// Is anything known to be unchanged without having been measured?
  [[nodiscard]] bool has_unmeasured() const { return identical_suites > 0 || !same_code.empty(); }
  bool operator==(const Coverage&) const = default;
};

/// What became of the rows and budgets that one run alone would blame, where head was not measured
/// together with base (confirm_suspects.h).
struct Confirmation {
  std::size_t suspects = 0;
  std::size_t measured = 0;   ///< of them, once more
  std::size_t confirmed = 0;  ///< of these
  bool operator==(const Confirmation&) const = default;
};

/// How the comparison was made, for the last section of every report.
struct Method {
  compare::Pairing pairing = compare::Pairing::Apart;
  double family_alpha = 0.01;   ///< chance that a change of nothing closes the gate
  double level = 0.95;          ///< of the intervals
  std::size_t family_size = 0;  ///< tests that family_alpha is spread over
  /// Measured apart, set when nearly all benchmarks moved together: the median ratio. Then the
  /// machine or the whole build changed, and "no change" must not be said.
  std::optional<double> common_shift;
  Confirmation confirmation{};
  /// Measured together: about how many seconds would settle all rows, where these did not.
  std::optional<double> needed_seconds{};
  bool operator==(const Method&) const = default;
};

struct Assessment {
  Outcome outcome = Outcome::Closed;
  SideIdentity base;
  SideIdentity head;
  Coverage coverage;
  Method method;
  std::vector<Judgement> judgements;       ///< worst first; ties by how much worse, then by name
  std::vector<BudgetJudgement> budgets;    ///< worst first
  std::vector<AcceptanceUse> acceptances;  ///< all there are, in the order of their file
  std::vector<model::EnvironmentDifference> environment;
  model::Diagnostics diagnostics;

  [[nodiscard]] std::size_t count(Verdict verdict) const;
  [[nodiscard]] ExitCode exit_code() const;
  bool operator==(const Assessment&) const = default;
};

}  // namespace benchgate::gate
