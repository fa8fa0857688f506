#include "benchgate/report/history_json.h"

#include <algorithm>
#include <optional>

#include <nlohmann/json.hpp>

#include "benchgate/base/instant.h"
#include "benchgate/model/unit.h"

namespace benchgate::report {
namespace {

using Json = nlohmann::ordered_json;

constexpr int kFormat = 1;

template <class Value>
Json or_null(const std::optional<Value>& value) {
  return value ? Json(*value) : Json(nullptr);
}

/// Names may be any bytes.
std::string as_text(const Json& json) {
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + '\n';
}

Json text_or_null(const std::string& text) {
  return text.empty() ? Json(nullptr) : Json(text);
}

Json run_json(const model::HistoryRun& run) {
  return {
      {"run", run.id},
      {"commit", text_or_null(run.commit)},
      {"subject", text_or_null(run.subject)},
      {"committed_at", run.committed_at ? Json(instant_text(*run.committed_at)) : Json(nullptr)},
      {"measured_at", instant_text(run.measured_at)}};
}

Json finding_json(const std::optional<model::HistoryFinding>& finding) {
  if (!finding) return nullptr;
  const auto& ending = finding->ending;
  return {{"id", finding->id},
          {"answer", model::answer_name(finding->answer)},
          {"good", finding->good},
          {"bad", finding->bad},
          {"narrowed_good", text_or_null(finding->narrowed_good)},
          {"narrowed_bad", text_or_null(finding->narrowed_bad)},
          {"culprit", text_or_null(finding->culprit)},
          {"subject", text_or_null(finding->subject)},
          {"ratio", or_null(finding->ratio)},
          {"lower", or_null(finding->lower)},
          {"upper", or_null(finding->upper)},
          {"level", finding->level},
          {"found_at", instant_text(finding->found_at)},
          {"reason", ending ? Json(ending->reason) : Json(nullptr)},
          {"seconds", ending ? Json(ending->seconds) : Json(nullptr)},
          {"tool", ending ? Json(ending->tool) : Json(nullptr)}};
}

void add_ratio(Json& json, const std::optional<stats::Estimate>& ratio) {
  json["ratio"] = ratio ? Json(ratio->point) : Json(nullptr);
  const bool has_interval = ratio && ratio->interval;
  json["lower"] = has_interval ? Json(ratio->interval->bounds.lower) : Json(nullptr);
  json["upper"] = has_interval ? Json(ratio->interval->bounds.upper) : Json(nullptr);
  json["level"] = has_interval ? Json(ratio->interval->achieved_level) : Json(nullptr);
}

Json remainder_json(const std::optional<history::Remainder>& remainder) {
  if (!remainder) return nullptr;
  Json json = {{"to", remainder->to}};
  add_ratio(json, remainder->ratio);
  return json;
}

Json change_json(const history::Change& change) {
  const auto& point = change.point;
  Json json = {{"index", point.index}};
  if (point.kind == history::ChangeKind::Drift) json["until"] = point.until;
  json["before"] = run_json(change.before);
  json["at"] = run_json(change.at);
  json["from"] = point.from;
  json["to"] = point.to;
  add_ratio(json, point.ratio);
  json["remainder"] = remainder_json(point.remainder);
  json["worse"] = point.worse;
  json["neutral"] = point.neutral;
  json["state"] = history::state_name(point.state);
  json["points_behind"] = point.points_behind;
  json["environment"] = Json::array();
  for (const auto& difference : change.environment) {
    json["environment"].push_back({{"field", difference.field},
                                   {"before", difference.base.value_or("")},
                                   {"at", difference.head.value_or("")}});
  }
  json["finding"] = finding_json(change.finding);
  return json;
}

Json series_json(const history::SeriesReport& report, const history::ChangeFilter& filter) {
  const auto& [key, definition, points, clock] = report.series;
  Json segments = Json::array();
  for (const auto& segment : report.analysis.segments)
    segments.push_back({{"first", segment.first},
                        {"last", segment.last},
                        {"level", segment.level},
                        {"from", or_null(segment.from)}});
  Json changes = Json::array();
  Json drifts = Json::array();
  for (const auto& change : report.changes) {
    if (!history::passes(change, filter)) continue;
    const bool is_drift = change.point.kind == history::ChangeKind::Drift;
    (is_drift ? drifts : changes).push_back(change_json(change));
  }
  return {{"suite", key.suite},
          {"benchmark", key.benchmark},
          {"metric", key.metric},
          {"unit", model::unit_name(definition.unit)},
          {"direction", model::direction_name(definition.direction)},
          {"kind", model::kind_name(definition.kind)},
          {"basis", {{"kind", model::basis_name(key.basis.kind)}, {"of", key.basis.of}}},
          {"points", points.size()},
          {"first", run_json(report.first)},
          {"last", run_json(report.last)},
          {"noise", report.analysis.noise},
          {"segments", std::move(segments)},
          {"changes", std::move(changes)},
          {"drifts", std::move(drifts)}};
}

}  // namespace

std::string history_json(const std::vector<history::SeriesReport>& reports,
                         const history::ChangeFilter& filter) {
  Json series = Json::array();
  for (const auto& report : reports) {
    const bool changed = std::ranges::any_of(
        report.changes, [&](const auto& change) { return history::passes(change, filter); });
    if (changed || filter.all) series.push_back(series_json(report, filter));
  }
  const Json json = {{"format", kFormat}, {"of", reports.size()}, {"series", std::move(series)}};
  return as_text(json);
}

std::string history_runs_json(const std::vector<model::HistoryRun>& runs) {
  auto list = Json::array();
  for (const auto& run : runs) {
    list.push_back(
        {{"id", run.id},
         {"measured_at", instant_text(run.measured_at)},
         {"committed_at", run.committed_at ? Json(instant_text(*run.committed_at)) : Json(nullptr)},
         {"commit", run.commit},
         {"subject", run.subject},
         {"branch", run.branch},
         {"machine_class", run.machine_class},
         {"outcome", run.outcome},
         {"title", run.title},
         {"report_url", run.report_url}});
  }
  const Json json = {{"format", kFormat}, {"runs", std::move(list)}};
  return as_text(json);
}

}  // namespace benchgate::report
