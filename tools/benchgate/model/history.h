// The content of a history: a record for every run, with one figure per metric and benchmark, and
// a finding for every change point that was measured again.
//
// Samples are not kept: records are read by the thousand. store/ keeps a history, and history/
// analyses it.
#pragma once

#include <compare>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "benchgate/model/metric.h"

namespace benchgate::model {

/// Seconds since 1970 in UTC.
using Timestamp = std::int64_t;

/// What the values of a series can be compared within. Values of different bases are never points
/// of one series.
struct Basis {
  enum class Kind {
    Machine,    ///< values in the metric's unit, on one class of machines
    Reference,  ///< head / reference build, measured together: free of the machine
  } kind = Kind::Machine;
  std::string of;  ///< the machine class; the full commit of the reference build
  auto operator<=>(const Basis&) const = default;
};

[[nodiscard]] std::string_view basis_name(Basis::Kind kind);  ///< "machine", "reference"
[[nodiscard]] std::optional<Basis::Kind> basis_from(std::string_view name);

/// One metric of one benchmark over commits.
struct SeriesKey {
  std::string suite;
  std::string benchmark;
  std::string metric;
  Basis basis;
  auto operator<=>(const SeriesKey&) const = default;
};

/// One figure of a record. A point estimate with its interval; without one there were too few
/// samples, or the metric is exact.
struct HistoryPoint {
  SeriesKey series;
  MetricDefinition definition;  ///< of the metric; with Basis::Reference values have no unit
  double value = 0;             ///< finite; positive with Basis::Reference
  std::optional<double> lower;  ///< both or neither
  std::optional<double> upper;
  std::uint32_t samples = 0;  ///< processes, or pairs of them
  bool operator==(const HistoryPoint&) const = default;
};

/// A benchmark that was there and gave no figures that night.
struct HistoryFailure {
  std::string suite;
  std::string benchmark;
  std::string message;
  bool operator==(const HistoryFailure&) const = default;
};

/// Which run a record is of, and how it ended. Texts are empty where they are not known.
struct HistoryRun {
  /// Unlike any other's, 1 to 80 of [A-Za-z0-9._-], not beginning with '.' or '-'. The same run
  /// sent twice has the same.
  std::string id;
  Timestamp measured_at = 0;
  std::string commit;  ///< of head, full
  std::optional<Timestamp> committed_at;
  std::string subject;  ///< the first line of its message
  std::string branch;
  std::string machine_class;
  std::string outcome;  ///< "passed", "closed", "inconclusive"; empty: nothing was decided
  std::string title;    ///< the decision in one line
  std::string report_url;
  /// Machine, compiler, engines: what a reader of a jump asks for. Fields as in Environment.
  std::map<std::string, std::string, std::less<>> environment;
  bool operator==(const HistoryRun&) const = default;
};

struct HistoryRecord {
  HistoryRun run;
  std::vector<HistoryPoint> points;  ///< no two of one series
  std::vector<HistoryFailure> failures;
  bool operator==(const HistoryRecord&) const = default;
};

/// When what was measured came to be: its commit's time, else when it was measured.
[[nodiscard]] inline Timestamp moment_of(const HistoryRun& run) {
  return run.committed_at.value_or(run.measured_at);
}

/// The place of a record among the others: by commit, so that an old commit measured late stands
/// where it belongs; runs of one commit by when they were measured.
[[nodiscard]] inline auto history_order(const HistoryRun& run) {
  return std::tuple<Timestamp, Timestamp, std::string_view>(moment_of(run), run.measured_at,
                                                            run.id);
}

/// A point of a series, and the record that it came from.
struct SeriesPoint {
  std::string run;  ///< HistoryRun::id
  double value = 0;
  std::optional<double> lower;
  std::optional<double> upper;
  std::uint32_t samples = 0;
  bool operator==(const SeriesPoint&) const = default;
};

struct Series {
  SeriesKey key;
  MetricDefinition definition;      ///< as its newest record says
  std::vector<SeriesPoint> points;  ///< in history_order() of their records
  std::string clock{};              ///< Benchmark::clock, as the store reads it from the name
  bool operator==(const Series&) const = default;
};

/// How a search ended that did not come to one commit: what tells whether another one may do
/// better.
struct SearchEnding {
  /// "stopped" (no time was left, or it was interrupted), "untestable" (could not be built or
  /// measured), "undecided", "not_shown".
  std::string reason;
  std::uint32_t seconds = 0;  ///< that it had taken by then, building included
  std::string tool;           ///< the version of benchgate
  bool operator==(const SearchEnding&) const = default;
};

/// What was found when a change point was looked into by measuring again.
struct HistoryFinding {
  enum class Answer {
    Culprit,       ///< `culprit` did it
    Range,         ///< one of the commits after closest_good() up to closest_bad()
    NotConfirmed,  ///< measured together, they are not shown to differ by more than is allowed
    Unanswered,    ///< the search ended before anything could be said: `ending` says how
  };
  std::string id;  ///< as HistoryRun::id
  SeriesKey series;
  std::string good;  ///< it was looked for after this commit, full
  std::string bad;   ///< ... up to this one
  /// How close the search came, where that is closer than `good` and `bad`: the last commit known
  /// to be before the change, and the first known to have it. Seldom commits of runs.
  std::string narrowed_good{};
  std::string narrowed_bad{};
  Answer answer = Answer::NotConfirmed;
  std::string culprit;  ///< empty unless the answer is Culprit
  std::string subject;  ///< the first line of its message
  /// bad / good, or of the culprit / its parent, with its interval and the interval's level.
  std::optional<double> ratio;
  std::optional<double> lower;
  std::optional<double> upper;
  double level = 0.95;
  Timestamp found_at = 0;
  /// Why it did not come closer, of Range and Unanswered; what was written before there was this
  /// has none.
  std::optional<SearchEnding> ending{};
  bool operator==(const HistoryFinding&) const = default;
};

/// The ends of the range as close as they are known.
[[nodiscard]] inline const std::string& closest_good(const HistoryFinding& finding) {
  return finding.narrowed_good.empty() ? finding.good : finding.narrowed_good;
}
[[nodiscard]] inline const std::string& closest_bad(const HistoryFinding& finding) {
  return finding.narrowed_bad.empty() ? finding.bad : finding.narrowed_bad;
}

[[nodiscard]] std::string_view answer_name(HistoryFinding::Answer answer);  ///< "culprit", ...
[[nodiscard]] std::optional<HistoryFinding::Answer> answer_from(std::string_view name);

/// Does it say something about the change that it was looked for?
[[nodiscard]] inline bool is_answer(const HistoryFinding& finding) {
  return finding.answer != HistoryFinding::Answer::Unanswered;
}

/// May this be the id of a record or a finding?
[[nodiscard]] bool is_history_id(std::string_view text);

}  // namespace benchgate::model
