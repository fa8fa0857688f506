#include "benchgate/history/history_record.h"

#include <algorithm>
#include <charconv>
#include <set>
#include <string_view>

#include <fmt/format.h>

#include "benchgate/base/error.h"
#include "benchgate/base/hash.h"
#include "benchgate/base/instant.h"
#include "benchgate/compare/independent_samples.h"
#include "benchgate/model/machine_class.h"
#include "benchgate/stats/median_interval.h"
#include "benchgate/stats/quantile.h"
#include "benchgate/store/history_json.h"

namespace benchgate::history {
namespace {

using model::Basis;
using model::HistoryPoint;
using model::HistoryRecord;

/// To seven digits: what lies behind them is noise that no file need carry.
double rounded(double value) {
  const auto text = fmt::format("{:.7g}", value);
  double result = value;
  std::from_chars(text.data(), text.data() + text.size(), result);
  return result;
}

void round_timing(HistoryPoint& point) {
  if (point.definition.kind == model::MetricKind::Exact) return;
  point.value = rounded(point.value);
  if (point.lower) point.lower = rounded(*point.lower);
  if (point.upper) point.upper = rounded(*point.upper);
}

void set_interval(HistoryPoint& point, const std::optional<stats::ConfidenceInterval>& interval) {
  if (!interval) return;
  point.lower = interval->bounds.lower;
  point.upper = interval->bounds.upper;
}

/// Points, one of a series: a name that a file has twice counts once.
class Points {
 public:
  explicit Points(std::vector<HistoryPoint>& points) : points_(points) {}

  void add(HistoryPoint point) {
    if (!seen_.insert(point.series).second) return;
    round_timing(point);
    points_.push_back(std::move(point));
  }

 private:
  std::vector<HistoryPoint>& points_;
  std::set<model::SeriesKey> seen_;
};

/// Wall-clock time of a process that shared its core says nothing, and neither does CPU time of one
/// that waits.
bool says_how_long(gate::Reason reason) {
  using enum gate::Reason;
  return reason != SharedCore && reason != WaitsLonger && reason != WallTimeNotMeasured;
}

HistoryPoint machine_point(const gate::Judgement& row, const std::string& machine_class) {
  HistoryPoint point{
      .series = {row.suite, row.benchmark, row.metric, {Basis::Kind::Machine, machine_class}},
      .definition = row.definition,
      .value = row.head->median,
      .samples = static_cast<std::uint32_t>(row.head->processes)};
  set_interval(point, row.head->interval);
  return point;
}

HistoryPoint reference_point(const gate::Judgement& row, const std::string& reference) {
  const auto pairs = row.paired->screening_pairs + row.paired->confirming_pairs;
  HistoryPoint point{
      .series = {row.suite, row.benchmark, row.metric, {Basis::Kind::Reference, reference}},
      .definition = row.definition,
      .value = row.ratio->point,
      .samples = static_cast<std::uint32_t>(pairs)};
  point.definition.unit = model::Unit::None;
  set_interval(point, row.ratio->interval);
  return point;
}

void add_row(Points& points, const gate::Judgement& row, const gate::Assessment& assessment,
             const std::string& machine_class) {
  if (row.metric.empty() || !row.head || row.head->samples == 0) return;
  if (!says_how_long(row.reason)) return;
  points.add(machine_point(row, machine_class));
  const bool has_reference = row.paired && row.ratio && !assessment.base.commit.empty() &&
                             !assessment.base.dirty &&
                             assessment.method.pairing == compare::Pairing::Together;
  if (has_reference) points.add(reference_point(row, assessment.base.commit));
}

/// What is common to both: facts over what the results say.
void set_run(HistoryRecord& record, const gate::SideIdentity& head, const RecordFacts& facts) {
  auto& run = record.run;
  const auto measured_at = facts.measured_at ? facts.measured_at : parse_foreign_instant(head.date);
  if (!measured_at) {
    throw UsageError(
        fmt::format("{} does not say when it was measured: give --measured-at", facts.source));
  }
  if (record.points.empty() && record.failures.empty()) {
    throw UsageError(fmt::format("{} holds no figure that a history could keep", facts.source));
  }
  run.measured_at = *measured_at;
  run.commit = facts.commit.empty() ? head.commit : facts.commit;
  run.committed_at = facts.committed_at;
  run.subject = facts.subject;
  run.branch = facts.branch;
  if (!facts.outcome.empty()) run.outcome = facts.outcome;
  run.title = facts.title;
  run.report_url = facts.report_url;
  for (const auto& [field, value] : facts.environment) run.environment[field] = value;
  if (head.dirty) run.environment["dirty"] = "true";
  set_id(record);
}

void add_series(Points& points, const model::Benchmark& benchmark,
                const model::MetricSeries& series, const std::string& machine_class,
                const gate::Policy& policy) {
  const model::TimedName timed{.name = benchmark.name,
                               .clock = model::judged_clock(benchmark).metric};
  const auto samples = compare::independent_samples(series);
  if (samples.values.empty() || model::is_wall_time_of_shared_core(benchmark, series.metric)) {
    return;
  }
  const stats::SortedSample sorted(samples.values);
  HistoryPoint point{.series = {benchmark.suite,
                                benchmark.name,
                                series.metric,
                                {Basis::Kind::Machine, machine_class}},
                     .definition = gate::rule_for(policy, timed, series.named()).definition,
                     .value = *stats::median(sorted),
                     .samples = static_cast<std::uint32_t>(samples.processes)};
  // Repetitions within one process say nothing of what another process would have measured.
  constexpr double kLevel = 0.95;
  if (samples.processes > 1) {
    set_interval(point, stats::median_interval(sorted, stats::ConfidenceLevel(kLevel)));
  }
  points.add(std::move(point));
}

}  // namespace

std::map<std::string, std::string, std::less<>> lasting_environment(const model::Run& run) {
  std::map<std::string, std::string, std::less<>> found;
  for (const auto& suite : run.suites) {
    for (const auto& [field, value] : suite.environment.fields) {
      const auto aspect = model::aspect_of(field);
      const bool is_asked_for = aspect == model::EnvironmentAspect::Machine ||
                                aspect == model::EnvironmentAspect::Build ||
                                aspect == model::EnvironmentAspect::Engine;
      if (is_asked_for) found.try_emplace(field, value);
    }
  }
  return found;
}

void define_metrics(HistoryRecord& record, const gate::Policy& policy) {
  for (auto& [series, definition, value, lower, upper, samples] : record.points) {
    const auto applied =
        gate::rule_for(policy, model::timed_by_metric(series.benchmark, series.metric),
                       {.name = series.metric, .definition = definition});
    for (const auto matched : applied.matched) {
      const auto& rule = policy.rules[matched];
      const bool has_unit = series.basis.kind == Basis::Kind::Machine;
      if (has_unit) definition.unit = rule.unit.value_or(definition.unit);
      definition.direction = rule.direction.value_or(definition.direction);
      definition.kind = rule.kind.value_or(definition.kind);
    }
  }
}

void set_id(HistoryRecord& record) {
  const auto& run = record.run;
  auto time = instant_text(run.measured_at);
  std::erase_if(time, [](char c) { return c == '-' || c == ':'; });
  auto commit = run.commit.substr(0, 12);
  std::erase_if(commit, [](char c) { return !model::is_history_id(std::string("x") + c); });
  // Figures alone: a link that is added later, or another policy, makes no other night of it.
  HistoryRecord figures{.run = {.id = "x"}, .points = record.points, .failures = record.failures};
  for (auto& [series, definition, value, lower, upper, samples] : figures.points) {
    definition = model::default_definition(series.metric);
    // Records once said so of every metric that is unknown by its name; a night keeps its id.
    if (definition.kind == model::MetricKind::Timing &&
        definition.direction == model::Direction::NeitherIsBetter) {
      definition.direction = model::Direction::LowerIsBetter;
    }
    // Exact or not is the policy's to say as well.
    value = rounded(value);
    if (lower) lower = rounded(*lower);
    if (upper) upper = rounded(*upper);
    if (series.basis.kind == Basis::Kind::Reference) definition.unit = model::Unit::None;
  }
  const auto hash = short_hash(write_record_json(figures, store::JsonLayout::OneLine));
  record.run.id =
      fmt::format("{}-{}-{}", time, commit.empty() ? "nocommit" : commit, hash.substr(0, 8));
}

HistoryRecord record_of(const gate::Assessment& assessment, const RecordFacts& facts) {
  HistoryRecord record;
  const auto& head = assessment.head;
  record.run.machine_class = facts.machine_class.empty() ? head.machine_class : facts.machine_class;
  record.run.outcome = gate::outcome_name(assessment.outcome);
  for (const auto& difference : assessment.environment) {
    if (difference.head) record.run.environment[difference.field] = *difference.head;
  }
  Points points(record.points);
  for (const auto& row : assessment.judgements) {
    add_row(points, row, assessment, record.run.machine_class);
    if (row.reason == gate::Reason::Failed) {
      record.failures.push_back({row.suite, row.benchmark, row.message});
    }
  }
  set_run(record, head, facts);
  return record;
}

HistoryRecord record_of(const model::Run& run, const RecordFacts& facts,
                        const gate::Policy& policy) {
  HistoryRecord record;
  const auto head = gate::identity_of(run, facts.source);
  record.run.machine_class =
      facts.machine_class.empty() ? model::machine_class_of(run).value_or("") : facts.machine_class;
  record.run.environment = lasting_environment(run);
  if (head.machine_class.empty()) {
    // Of a machine that only its file describes, what may tell it from another.
    for (const auto* field : {"host_name", "mhz_per_cpu"}) {
      for (const auto& suite : run.suites) {
        const auto text = suite.environment.find(field);
        if (text && !text->empty() && record.run.environment.emplace(field, *text).second) break;
      }
    }
  }
  Points points(record.points);
  for (const auto& benchmark : run.benchmarks) {
    if (benchmark.failure && benchmark.failure->kind == model::Failure::Kind::SameCode) continue;
    if (benchmark.failure) {
      record.failures.push_back({benchmark.suite, benchmark.name, benchmark.failure->message});
      continue;
    }
    for (const auto& series : benchmark.metrics) {
      add_series(points, benchmark, series, record.run.machine_class, policy);
    }
  }
  set_run(record, head, facts);
  return record;
}

}  // namespace benchgate::history
