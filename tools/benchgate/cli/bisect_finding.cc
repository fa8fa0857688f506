#include "benchgate/cli/bisect_finding.h"

#include <string>

#include <fmt/format.h>

#include "benchgate/base/hash.h"

namespace benchgate::cli {
namespace {

using history::Bisection;
using model::HistoryFinding;

bool is_answered(const Bisection& found) {
  return found.answer != Bisection::Answer::NotConfirmed ||
         found.not_closer == history::NotCloser::NotShown;
}

std::string id_of(const BisectReport& report, const model::SeriesKey& key, model::Timestamp now) {
  const auto what = fmt::format("{} {} {} {} {}", key.suite, key.benchmark, key.metric,
                                model::basis_name(key.basis.kind), key.basis.of);
  return fmt::format("bisect-{}-{}-{}-{}", builds::short_commit(report.good.id),
                     builds::short_commit(report.bad.id), short_hash(what), now);
}

void set_change(const stats::Estimate& log_ratio, HistoryFinding& finding) {
  const auto ratio = history::as_ratio(log_ratio);
  finding.ratio = ratio.point;
  if (!ratio.interval) return;
  finding.lower = ratio.interval->bounds.lower;
  finding.upper = ratio.interval->bounds.upper;
  finding.level = ratio.interval->achieved_level;
}

HistoryFinding finding_of(const BisectReport& report) {
  const auto& found = report.found;
  HistoryFinding finding{.good = report.good.id, .bad = report.bad.id};
  const auto* change = found.whole ? &*found.whole : nullptr;
  if (found.answer == Bisection::Answer::Culprit) {
    finding.answer = HistoryFinding::Answer::Culprit;
    finding.culprit = report.range.front().id;
    finding.subject = report.range.front().subject;
    if (found.change) change = &*found.change;
  } else if (found.answer == Bisection::Answer::Range) {
    finding.answer = HistoryFinding::Answer::Range;
  }
  if (found.answer != Bisection::Answer::NotConfirmed) {
    if (found.good != finding.good) finding.narrowed_good = found.good;
    if (found.bad != finding.bad) finding.narrowed_bad = found.bad;
  }
  if (change != nullptr) set_change(*change, finding);
  return finding;
}

}  // namespace

std::vector<HistoryFinding> findings_of(const BisectReport& report,
                                        const std::vector<model::SeriesKey>& series,
                                        model::Timestamp now) {
  std::vector<HistoryFinding> findings;
  if (!report.target || !is_answered(report.found)) return findings;
  const auto& target = *report.target;
  for (const auto& key : series) {
    const bool is_it = key.suite == target.suite && key.benchmark == target.benchmark &&
                       key.metric == target.metric;
    if (!is_it) continue;
    auto finding = finding_of(report);
    finding.id = id_of(report, key, now);
    finding.series = key;
    finding.found_at = now;
    findings.push_back(std::move(finding));
  }
  return findings;
}

}  // namespace benchgate::cli
