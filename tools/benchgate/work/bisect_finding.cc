#include "benchgate/work/bisect_finding.h"

#include <algorithm>
#include <iterator>
#include <string>
#include <string_view>

#include <fmt/format.h>

#include "benchgate/base/glob.h"
#include "benchgate/base/hash.h"
#include "benchgate/base/version.h"
#include "benchgate/formats/google_benchmark_name.h"
#include "benchgate/gate/policy.h"
#include "benchgate/model/metric.h"

namespace benchgate::work {
namespace {

using model::HistoryFinding;

bool is_target(const model::SeriesKey& key, const BisectTarget& target) {
  return key.suite == target.suite && key.benchmark == target.benchmark &&
         key.metric == target.metric;
}

bool was_asked_for(const model::SeriesKey& key, const BisectRequest& asked) {
  const bool is_suite = asked.suites.empty() || std::ranges::count(asked.suites, key.suite) > 0;
  const auto metric = asked.metric == gate::kClockPattern ? formats::clock_of(key.benchmark)
                                                          : std::string_view(asked.metric);
  return is_suite && key.metric == metric && glob_match(asked.benchmark, key.benchmark);
}

bool are_of_one_benchmark(const std::vector<model::SeriesKey>& series) {
  return std::ranges::all_of(series, [&](const auto& key) {
    return key.suite == series.front().suite && key.benchmark == series.front().benchmark;
  });
}

/// The series that it is about. Where it ended before it followed one benchmark: of that which was
/// asked for, if it was one.
std::vector<model::SeriesKey> series_of(const BisectReport& report,
                                        const std::vector<model::SeriesKey>& all,
                                        const BisectRequest& asked) {
  std::vector<model::SeriesKey> series;
  std::ranges::copy_if(all, std::back_inserter(series), [&](const auto& key) {
    return report.target ? is_target(key, *report.target) : was_asked_for(key, asked);
  });
  if (!report.target && !are_of_one_benchmark(series)) series.clear();
  return series;
}

std::string id_of(const HistoryFinding& finding) {
  const auto& key = finding.series;
  const auto what =
      fmt::format("{} {} {} {} {} {}", key.suite, key.benchmark, key.metric,
                  model::basis_name(key.basis.kind), key.basis.of, answer_name(finding.answer));
  return fmt::format("bisect-{}-{}-{}-{}", builds::short_commit(finding.good),
                     builds::short_commit(finding.bad), short_hash(what), finding.found_at);
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
  finding.answer = found.answer;
  if (found.answer == HistoryFinding::Answer::Culprit) {
    finding.culprit = report.range.front().id;
    finding.subject = report.range.front().subject;
    if (found.change) change = &*found.change;
  }
  if (found.answer == HistoryFinding::Answer::NotConfirmed &&
      found.not_closer != history::BisectionAnswer::DoesNotDiffer) {
    finding.answer = HistoryFinding::Answer::Unanswered;
  }
  if (found.answer != HistoryFinding::Answer::NotConfirmed) {
    if (found.good != finding.good) finding.narrowed_good = found.good;
    if (found.bad != finding.bad) finding.narrowed_bad = found.bad;
  }
  // Of pairs that were not enough for an answer there is no size to tell.
  if (change != nullptr && model::is_answer(finding)) set_change(*change, finding);
  if (finding.answer != HistoryFinding::Answer::NotConfirmed && found.not_closer) {
    finding.ending = {.reason = std::string(not_closer_name(*found.not_closer)),
                      .seconds = report.seconds,
                      .tool = kVersion};
  }
  return finding;
}

}  // namespace

std::vector<HistoryFinding> findings_of(const BisectReport& report,
                                        const std::vector<model::SeriesKey>& series,
                                        const BisectRequest& asked, model::Timestamp now) {
  std::vector<HistoryFinding> findings;
  for (const auto& key : series_of(report, series, asked)) {
    auto finding = finding_of(report);
    // That none of several differs is said of none by itself.
    if (!report.target && model::is_answer(finding)) continue;
    finding.series = key;
    finding.found_at = now;
    finding.id = id_of(finding);
    findings.push_back(std::move(finding));
  }
  return findings;
}

}  // namespace benchgate::work
