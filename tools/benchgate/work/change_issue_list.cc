#include "benchgate/work/change_issue_list.h"

#include <algorithm>
#include <array>
#include <set>

#include <fmt/format.h>

#include "benchgate/base/commit_id.h"
#include "benchgate/base/hash.h"
#include "benchgate/github/workflow.h"
#include "benchgate/report/change_wording.h"
#include "benchgate/report/markdown_escape.h"
#include "benchgate/report/quantity_text.h"
#include "benchgate/report/unicode.h"

namespace benchgate::work {
namespace {

std::string series_id(const model::SeriesKey& key) {
  return short_hash(fmt::format("{}\n{}\n{}\n{}\n{}", key.suite, key.benchmark, key.metric,
                                model::basis_name(key.basis.kind), key.basis.of));
}

std::string level_text(double value, const model::Series& series) {
  const bool is_ratio = series.key.basis.kind == model::Basis::Kind::Reference;
  return is_ratio ? fmt::format("{:.3f}", value)
                  : report::short_quantity_text(value, series.definition.unit);
}

std::string row_of(const model::Series& series, const history::Change& change,
                   const report::Shift& shift) {
  std::string what = report::shift_words(series.key, series.definition, shift);
  const auto interval = report::shift_interval_words(shift.ratio);
  if (!interval.empty()) what += fmt::format("<br>{}", interval);
  if (change.point.kind == history::ChangeKind::Drift) what += "<br>a slow drift, no single commit";
  if (change.point.remainder) {
    what += fmt::format("<br>reduced by later changes, the level was {}",
                        level_text(change.point.to, series));
  }
  if (change.finding) {
    what += fmt::format("<br>{}", report::markdown_prose(report::finding_words(*change.finding)));
  }
  const auto basis = series.key.basis.kind == model::Basis::Kind::Reference
                         ? fmt::format("against {}", report::short_commit(series.key.basis.of))
                         : series.key.basis.of;
  return fmt::format("| {} | {}<br>{} | {} | {} | {} |\n",
                     report::markdown_name(series.key.benchmark),
                     report::markdown_name(series.key.metric), report::markdown_prose(basis), what,
                     level_text(shift.from, series), level_text(shift.to, series));
}

/// (suite, benchmark, metric) of what is measured against a reference build.
std::set<std::array<std::string_view, 3>> measured_by_reference(
    const std::vector<const history::SeriesReport*>& reports) {
  std::set<std::array<std::string_view, 3>> found;
  for (const auto* report : reports) {
    const auto& key = report->series.key;
    if (key.basis.kind == model::Basis::Kind::Reference) {
      found.insert({key.suite, key.benchmark, key.metric});
    }
  }
  return found;
}

}  // namespace

IssueChanges issue_changes(const std::vector<history::SeriesReport>& reports) {
  const auto current = history::current_series(reports);
  const auto by_reference = measured_by_reference(current);
  IssueChanges changes;
  for (const auto& of : current) {
    const auto& report = *of;
    const auto& key = report.series.key;
    // What a machine does is in its own series; where there is one without it, that tells.
    if (key.basis.kind == model::Basis::Kind::Machine &&
        report.series.definition.kind == model::MetricKind::Timing &&
        by_reference.contains({key.suite, key.benchmark, key.metric})) {
      continue;
    }
    for (const auto& change : report.changes) {
      const auto& point = change.point;
      if (!history::is_sure(point, change.finding) || !point.worse) continue;
      if (!is_full_commit(change.before.commit) || !is_full_commit(change.at.commit)) {
        ++changes.without_commit;
        continue;
      }
      const auto shift = report::present_shift(point);
      changes.list.push_back(
          {.mark = {.series = series_id(report.series.key),
                    .before = change.before.commit,
                    .at = change.at.commit,
                    .is_exact = report.series.definition.kind == model::MetricKind::Exact},
           .magnitude = history::magnitude(point),
           .title = report::visible(
               fmt::format("{}: {} since {}", report.series.key.benchmark,
                           report::shift_words(report.series.key, report.series.definition, shift),
                           report::short_commit(change.at.commit))),
           .row = row_of(report.series, change, shift)});
    }
  }
  return changes;
}

std::string issue_introduction(const std::string& before, const std::string& at,
                               const IssuePlace& place) {
  // Whole hashes, which GitHub makes links of.
  auto text = fmt::format(
      "The history of benchmarks shifted for the worse after {} and up to {}, and has not come "
      "back "
      "since.\n\n",
      before, at);
  text += "To find the commit, in a clone with its history:\n\n";
  text += fmt::format("```\nbenchgate bisect {} {} --benchmark NAME\n```\n\n",
                      report::short_commit(before), report::short_commit(at));
  if (!place.site_url.empty()) {
    const auto url = report::markdown_url(place.site_url);
    if (!url.empty()) text += fmt::format("More on [the dashboard](<{}>). ", url);
  }
  text +=
      "This text is kept up to date, so write in comments. The issue is closed once the change "
      "has gone away. If you close it, it is not opened again.\n\n";
  return text;
}

}  // namespace benchgate::work
