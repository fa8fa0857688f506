#include "benchgate/site/noted_change.h"

#include <cmath>

#include <fmt/format.h>

#include "benchgate/base/hash.h"
#include "benchgate/model/metric.h"
#include "benchgate/report/quantity_text.h"
#include "benchgate/site/script_data.h"

namespace benchgate::site {
namespace {

std::string change_id(const model::SeriesKey& key, std::string_view at) {
  return short_hash(fmt::format("{}\n{}\n{}\n{}\n{}\n{}", key.suite, key.benchmark, key.metric,
                                model::basis_name(key.basis.kind), key.basis.of, at));
}

/// The word for a change of a metric for the better or the worse.
std::string_view word_for(const NotedChange& noted) {
  const bool is_time = noted.definition.unit == model::Unit::Nanoseconds;
  if (noted.change.worse) return is_time ? "slower" : "worse";
  return is_time ? "faster" : "better";
}

}  // namespace

std::vector<NotedChange> changes_of(const BenchmarkHistory& benchmark, const AnalysedSeries& one,
                                    const RunTable& runs,
                                    const std::vector<model::HistoryFinding>& findings) {
  std::vector<NotedChange> all;
  for (const auto& change : one.analysis.changes) {
    const auto* finding = history::finding_for(change, one.series.key, runs.runs(), findings);
    all.push_back({.id = change_id(one.series.key, change.at),
                   .slug = benchmark.slug,
                   .series = one.series.key,
                   .definition = one.series.definition,
                   .change = change,
                   .finding = finding == nullptr ? std::nullopt : std::optional(*finding)});
  }
  return all;
}

std::vector<NotedChange> changes_of(const BenchmarkHistory& benchmark, const RunTable& runs,
                                    const std::vector<model::HistoryFinding>& findings) {
  std::vector<NotedChange> all;
  for (const auto& one : benchmark.series) {
    auto changes = changes_of(benchmark, one, runs, findings);
    all.insert(all.end(), std::make_move_iterator(changes.begin()),
               std::make_move_iterator(changes.end()));
  }
  return all;
}

std::string change_words(const NotedChange& noted) {
  const auto& change = noted.change;
  const bool exact = noted.definition.kind == model::MetricKind::Exact;
  if (exact || !change.ratio) {
    const auto unit = noted.series.basis.kind == model::Basis::Kind::Reference
                          ? model::Unit::None
                          : noted.definition.unit;
    return fmt::format("{} instead of {}", report::short_quantity_text(change.to, unit),
                       report::short_quantity_text(change.from, unit));
  }
  const double effect = change.ratio->point - 1;
  if (noted.definition.direction == model::Direction::NeitherIsBetter) {
    return fmt::format("changed by {}", report::signed_percent_text(effect));
  }
  return fmt::format("{} {}", report::percent_text(effect), word_for(noted));
}

std::string interval_of(const NotedChange& noted) {
  const auto& ratio = noted.change.ratio;
  if (!ratio || !ratio->interval) return {};
  return fmt::format("{} interval {}", report::short_percent_text(ratio->interval->achieved_level),
                     report::interval_words(ratio->interval->bounds));
}

std::string finding_words(const NotedChange& noted) {
  if (!noted.finding) return {};
  const auto& finding = *noted.finding;
  std::string effect;
  if (finding.ratio) {
    effect = fmt::format(": {}", report::signed_percent_text(*finding.ratio - 1));
    if (finding.lower && finding.upper) {
      effect += fmt::format(" ({} interval {})", report::short_percent_text(finding.level),
                            report::interval_words({*finding.lower, *finding.upper}));
    }
  }
  switch (finding.answer) {
    case model::HistoryFinding::Answer::Culprit:
      return fmt::format("Commit {}{}{}{}.", short_commit(finding.culprit),
                         finding.subject.empty() ? "" : " ", finding.subject, effect);
    case model::HistoryFinding::Answer::Range:
      return fmt::format("One of the commits after {} up to {}{}.", short_commit(finding.good),
                         short_commit(finding.bad), effect);
    case model::HistoryFinding::Answer::NotConfirmed:
      return fmt::format("Not confirmed: measured together, {} and {} do not differ{}.",
                         short_commit(finding.good), short_commit(finding.bad), effect);
  }
  return {};
}

std::string short_commit(std::string_view commit) {
  return std::string(commit.substr(0, 12));
}

}  // namespace benchgate::site
