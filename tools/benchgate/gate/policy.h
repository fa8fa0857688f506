// The policy: what may move how far, as benchgate.toml says it.
//
// Values only. Reading the file is policy_file.h's business, applying it to a comparison is
// decide.h's.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "benchgate/base/error.h"
#include "benchgate/compare/applied_rule.h"
#include "benchgate/compare/rename.h"
#include "benchgate/model/judged_clock.h"
#include "benchgate/model/metric.h"
#include "benchgate/model/severity.h"
#include "benchgate/model/unit.h"

namespace benchgate::gate {

using compare::AppliedRule;
using model::Severity;

/// As a rule's or budget's metric: the clock that each benchmark is judged by
/// (model::judged_clock).
inline constexpr std::string_view kClockPattern = "clock";

/// A suite to run: `[[suite]]`.
struct SuiteEntry {
  std::string name;
  std::vector<std::string> command;  ///< executable and arguments, relative to the policy file
  std::string filter;                ///< --benchmark_filter; empty: all
  std::optional<std::chrono::duration<double>> min_time;    ///< nothing: the run's default
  std::optional<int> restarts;                              ///< nothing: the run's default
  std::optional<std::chrono::duration<double>> time_limit;  ///< for one process
  std::map<std::string, std::string> environment;
  std::vector<std::string> passed_secrets{};  ///< variables of benchgate's own environment
  std::string working_directory{};            ///< relative to the policy file; empty: its folder
  std::vector<std::string> inputs{};          ///< patterns of files that it reads; empty: unknown
  bool optional = false;                      ///< its filter and inputs may match nothing
  bool operator==(const SuiteEntry&) const = default;
};

/// One `[[rule]]`. Of all rules that match a benchmark and metric, the last one that sets a field
/// decides that field. A rule for the metric `*` concerns what is judged anyway: it can neither
/// make benchgate judge a metric that nobody has named, nor give exact metrics a tolerance.
struct Rule {
  std::string benchmark = "*";  ///< glob
  std::string metric = "*";     ///< glob; `clock` names the clock each benchmark is judged by
  std::optional<model::Unit> unit;
  std::optional<model::Direction> direction;
  std::optional<model::MetricKind> kind;
  std::optional<double> max_regression;  ///< fraction: 0.05 allows 5 % worse
  /// Changes smaller than this never count; concerns metrics of its unit only.
  std::optional<model::Quantity> absolute_floor;
  std::optional<Severity> severity;
  std::map<std::string, double, std::less<>> settings{};  ///< by key (rule_kind.h)
  bool optional = false;  ///< it may concern nothing that was measured
  TextPosition position;  ///< of the rule in the file, for messages
  bool operator==(const Rule&) const = default;
};

/// One `[[budget]]`. Values in the unit scale of the metric; the worst that is passed counts.
struct Budget {
  std::string benchmark = "*";
  std::string metric;             ///< its very name, or kClockPattern
  std::optional<double> target;   ///< the goal; a worse value is only shown
  std::optional<double> warning;  ///< a worse value is a warning
  std::optional<double> error;    ///< a worse value blocks merging
  bool optional = false;          ///< it may concern nothing that was measured
  TextPosition position;
  bool operator==(const Budget&) const = default;
};

/// What each kind of finding does: `[on]`.
struct OnFinding {
  Severity missing = Severity::Fail;
  Severity errored = Severity::Fail;
  Severity added = Severity::Off;  ///< `new` in the file
  Severity inconclusive = Severity::Off;
  Severity not_measured = Severity::Warn;  ///< for want of time
  /// A row that is_suspect(), and a comparison in which no row could have blocked merging.
  Severity undecided = Severity::Fail;
  bool operator==(const OnFinding&) const = default;
};

/// When base and head were measured apart: `[apart]`.
struct ApartPolicy {
  /// What separate runs on one machine class differ by anyway, as a fraction, until there are
  /// `history_runs` stored runs to learn it from.
  double noise_floor = 0.30;
  std::size_t history_runs = 20;
  bool operator==(const ApartPolicy&) const = default;
};

/// The most that measuring together takes where nobody says otherwise. Noisy benchmarks that start
/// servers could go on for hours; ten minutes are three times what 100 benchmarks need on two
/// cores.
inline constexpr std::chrono::duration<double> kDefaultDuetBudget{600};

/// How base and head are measured together, and what counts there: `[duet]`.
struct DuetPolicy {
  double max_regression = 0.005;  ///< fraction that a timing may lose where no rule says otherwise
  /// Fraction: a row whose whole equivalence interval lies within it, either way, is unchanged.
  double unchanged_within = 0.02;
  std::chrono::duration<double> min_time{0.045};        ///< that each side of a pair runs
  std::optional<std::chrono::duration<double>> budget;  ///< the most that measuring may take
  bool operator==(const DuetPolicy&) const = default;
};

/// Whether flags are added to the project's own (builds/build_flags.h).
enum class AddedFlags { Auto, None };
inline constexpr NameTable<AddedFlags, 2> kAddedFlagsNames = {{
    {AddedFlags::Auto, "auto"},
    {AddedFlags::None, "none"},
}};

/// How both sides are built before they are measured together: `[build]`. Nothing said: as any
/// CMake project is.
struct BuildPolicy {
  std::string preset;                  ///< of CMake, to configure and to build; empty: none named
  std::vector<std::string> configure;  ///< a command; empty: none
  std::vector<std::string> build;      ///< a command; empty: none
  std::optional<std::chrono::duration<double>> time_limit;  ///< of each command
  AddedFlags flags = AddedFlags::Auto;
  bool operator==(const BuildPolicy&) const = default;
};

/// What may be accepted how: `[acceptances]`.
struct AcceptancePolicy {
  std::string file;   ///< relative to the policy file; empty: accepted.toml among the baselines
  std::string label;  ///< of a pull request, that new acceptances need; empty: none
  bool operator==(const AcceptancePolicy&) const = default;
};

struct Policy {
  std::vector<SuiteEntry> suites;
  std::vector<Rule> rules;
  std::vector<Budget> budgets;
  std::vector<compare::Rename> renames;
  OnFinding on;
  ApartPolicy apart;
  DuetPolicy duet;
  BuildPolicy build;
  AcceptancePolicy acceptances;
  double family_alpha = 0.01;  ///< chance that unchanged code blocks merging
  double level = 0.95;         ///< of the intervals that are shown
  double max_regression = 0.05;
  bool operator==(const Policy&) const = default;
};

/// Does it concern this metric of this benchmark, whatever others say?
[[nodiscard]] bool applies(const Rule& rule, const model::TimedName& benchmark,
                           std::string_view metric);
[[nodiscard]] bool applies(const Budget& budget, const model::TimedName& benchmark,
                           std::string_view metric);

/// Without any rule, each benchmark is judged by its own clock (model::judged_clock) with severity
/// fail, exact metrics that benchgate knows with severity fail and no tolerance, and nothing else:
/// rates repeat the clock, and of a counter nobody has named it is unknown which way is better.
/// Another metric is judged once a rule names it (by more than `*`) and sets its kind,
/// max_regression, absolute_floor or severity; with severity fail unless a rule says otherwise.
/// Its paired_limit is the rule's max_regression, else that of `[duet]`; for exact metrics as ever.
[[nodiscard]] AppliedRule rule_for(const Policy& policy, const model::TimedName& benchmark,
                                   const model::NamedMetric& metric);

/// How far, as a fraction, a row that was measured together may move either way and be unchanged:
/// never less than its limit.
[[nodiscard]] double paired_unchanged_within(const Policy& policy, double limit);

/// A wall-clock metric that a rule judges beside the benchmark's own clock, by its own name or that
/// of a usual percentile. Two processes on one core cannot measure it.
[[nodiscard]] std::optional<std::string> judged_wall_metric(const Policy& policy,
                                                            const model::TimedName& benchmark);

/// The budget of a metric: the last that matches, or null. `clock` is the benchmark's own clock.
[[nodiscard]] const Budget* budget_for(const Policy& policy, const model::TimedName& benchmark,
                                       std::string_view metric);

}  // namespace benchgate::gate
