#include "benchgate/site/benchmark_data.h"

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

#include <nlohmann/json.hpp>

#include "benchgate/base/instant.h"
#include "benchgate/model/environment.h"
#include "benchgate/model/metric.h"
#include "benchgate/model/unit.h"
#include "benchgate/report/quantity_text.h"
#include "benchgate/site/script_data.h"
#include "benchgate/site/shown_change.h"

namespace benchgate::site {
namespace {

using Json = nlohmann::json;

constexpr int kTimingDigits = 6;

/// Text that repeats from run to run, each once.
class Table {
 public:
  std::size_t place_of(const Json& value) {
    const auto text = value.dump(-1, ' ', false, Json::error_handler_t::replace);
    const auto [place, added] = places_.try_emplace(text, entries_.size());
    if (added) entries_.push_back(value);
    return place->second;
  }
  [[nodiscard]] const std::vector<Json>& entries() const { return entries_; }

 private:
  std::map<std::string, std::size_t> places_;
  std::vector<Json> entries_;
};

/// The fields that can explain a jump: what tells of the code itself, and what differs every time
/// anyway, would mark every night.
Json telling_environment(const model::HistoryRun& run) {
  Json fields = Json::object();
  for (const auto& [field, value] : run.environment) {
    const auto aspect = model::aspect_of(field);
    const bool tells = aspect != model::EnvironmentAspect::Identity &&
                       aspect != model::EnvironmentAspect::Volatile;
    if (tells) fields[field] = value;
  }
  if (!run.machine_class.empty()) fields["machine_class"] = run.machine_class;
  return fields;
}

template <class Range, class Write>
std::string array_text(const Range& range, const Write& write) {
  std::string text = "[";
  for (const auto& item : range) {
    if (text.size() > 1) text += ',';
    write(text, item);
  }
  return text + "]";
}

std::string numbers(const model::Series& series, double model::SeriesPoint::*member,
                    std::optional<int> digits) {
  return array_text(series.points, [&](std::string& out, const model::SeriesPoint& point) {
    append_number(out, point.*member, digits);
  });
}

std::string bounds(const model::Series& series, std::optional<double> model::SeriesPoint::*member,
                   std::optional<int> digits) {
  return array_text(series.points, [&](std::string& out, const model::SeriesPoint& point) {
    if (point.*member) {
      append_number(out, *(point.*member), digits);
    } else {
      out += "null";
    }
  });
}

bool has_intervals(const model::Series& series) {
  return std::ranges::any_of(series.points,
                             [](const auto& point) { return point.lower.has_value(); });
}

std::string runs_of(const model::Series& series, const RunTable& runs) {
  return array_text(series.points, [&](std::string& out, const model::SeriesPoint& point) {
    out += std::to_string(runs.index_of(point.run));
  });
}

std::string_view better_words(const model::MetricDefinition& definition) {
  switch (definition.direction) {
    case model::Direction::LowerIsBetter:
      return "lower is better";
    case model::Direction::HigherIsBetter:
      return "higher is better";
    case model::Direction::NeitherIsBetter:
      break;
  }
  return definition.kind == model::MetricKind::Exact ? "must not move" : "neither way is better";
}

/// The place of the change that the page's title tells: the newest that did not go away. Where that
/// is for the better and reduced a regression, the regression: what is left of it tells more.
std::optional<std::size_t> told_in_the_title(const std::vector<NotedChange>& changes) {
  std::optional<std::size_t> newest;
  std::optional<std::size_t> reduced;
  for (std::size_t i = 0; i < changes.size(); ++i) {
    const auto& point = changes[i].change.point;
    if (point.state == history::ChangeState::WentAway) continue;
    newest = i;
    if (point.remainder && point.worse) reduced = i;
  }
  return reduced && !changes[*newest].change.point.worse ? reduced : newest;
}

Json series_head(const AnalysedSeries& one, const std::vector<NotedChange>& changes) {
  const auto& [series, analysis] = one;
  const bool reference = series.key.basis.kind == model::Basis::Kind::Reference;
  Json head = {
      {"metric", series.key.metric},
      {"basis", model::basis_name(series.key.basis.kind)},
      {"of", series.key.basis.of},
      {"unit", reference ? "ratio" : model::unit_name(series.definition.unit)},
      {"direction", model::direction_name(series.definition.direction)},
      {"kind", model::kind_name(series.definition.kind)},
      {"better", better_words(series.definition)},
      {"segments", Json::array()},
      {"changes", Json::array()},
  };
  for (const auto& segment : analysis.segments) {
    Json drawn = {segment.first, segment.last, segment.level};
    if (segment.from) drawn.push_back(*segment.from);
    head["segments"].push_back(std::move(drawn));
  }
  if (analysis.noise > 0) head["noise"] = report::percent_text(analysis.noise);
  for (const auto& noted : changes) head["changes"].push_back(change_json(noted));
  if (const auto told = told_in_the_title(changes)) head["told"] = *told;
  return head;
}

}  // namespace

Json change_json(const NotedChange& noted) {
  const auto& [point, before, at, finding, environment] = noted.change;
  Json json = {
      {"id", noted.id},
      {"index", point.index},
      {"worse", point.worse},
      {"state", history::state_name(point.state)},
      {"sure", history::is_sure(point, finding)},
      {"behind", point.points_behind},
      {"moment", moment_of(at)},
      {"good", before.commit},
      {"bad", at.commit},
      {"subject", at.subject},
  };
  // A drift is dated by its beginning.
  json["day"] = day_text(moment_of(point.kind == history::ChangeKind::Drift ? before : at));
  add_words(json, noted);
  if (finding) json["finding"] = shown_finding(*finding);
  return json;
}

std::string benchmark_json(const BenchmarkHistory& benchmark, const RunTable& runs,
                           const std::vector<model::HistoryFinding>& findings) {
  // Metrics measured by the same runs share the list of those.
  std::map<std::string, std::size_t> lists;
  std::vector<std::string> list_texts;
  std::string all_series;
  for (const auto& one : benchmark.series) {
    const auto [list, added] = lists.try_emplace(runs_of(one.series, runs), list_texts.size());
    if (added) list_texts.push_back(list->first);
    const auto digits = one.series.definition.kind == model::MetricKind::Exact
                            ? std::nullopt
                            : std::optional(kTimingDigits);
    auto head = script_json(series_head(one, changes_of(benchmark, one, runs, findings)));
    head.pop_back();  // the closing brace: the columns follow
    head += ",\"runs\":" + std::to_string(list->second);
    head += ",\"values\":" + numbers(one.series, &model::SeriesPoint::value, digits);
    if (has_intervals(one.series)) {
      head += ",\"lower\":" + bounds(one.series, &model::SeriesPoint::lower, digits);
      head += ",\"upper\":" + bounds(one.series, &model::SeriesPoint::upper, digits);
    }
    head += ",\"samples\":" +
            array_text(one.series.points, [](std::string& out, const model::SeriesPoint& point) {
              out += std::to_string(point.samples);
            });
    all_series += (all_series.empty() ? "" : ",\n") + head + "}";
  }
  auto text = script_json({{"slug", benchmark.slug},
                           {"suite", benchmark.suite},
                           {"name", benchmark.name},
                           {"main", benchmark.main}});
  text.pop_back();
  text += ",\"runs\":" +
          array_text(list_texts, [](std::string& out, const std::string& list) { out += list; });
  return text + ",\"series\":[" + all_series + "]}";
}

std::string runs_json(const RunTable& table) {
  Table branches;
  Table environments;
  Json json;
  for (const char* column : {"ids", "moments", "measured", "commits", "subjects", "branches",
                             "outcomes", "reports", "environments"}) {
    json[column] = Json::array();
  }
  for (const auto& run : table.runs()) {
    json["ids"].push_back(run.id);
    json["moments"].push_back(moment_of(run));
    json["measured"].push_back(run.measured_at);
    json["commits"].push_back(run.commit);
    json["subjects"].push_back(run.subject);
    json["branches"].push_back(branches.place_of(run.branch));
    json["outcomes"].push_back(run.outcome);
    json["reports"].push_back(link_or_nothing(run.report_url).value_or(""));
    json["environments"].push_back(environments.place_of(telling_environment(run)));
  }
  json["branch_names"] = branches.entries();
  json["environment_fields"] = environments.entries();
  return script_json(json);
}

}  // namespace benchgate::site
