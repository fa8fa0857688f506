#include "benchgate/site/summary.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "benchgate/base/whole_number.h"
#include "benchgate/model/metric.h"
#include "benchgate/report/quantity_text.h"
#include "benchgate/site/benchmark_data.h"
#include "benchgate/site/overview_words.h"
#include "benchgate/site/script_data.h"
#include "benchgate/site/shown_change.h"

namespace benchgate::site {
namespace {

using Json = nlohmann::json;

constexpr model::Timestamp kDay = 24 * 60 * 60;
/// How far a line looks back, and what "lately" is measured from.
constexpr model::Timestamp kLookBack = 90 * kDay;
constexpr std::size_t kColumns = 48;
constexpr std::size_t kFewColumns = 12;
constexpr std::size_t kMostDrawn = 2000;  // benchmarks with lines of all columns
constexpr int kDigits = 6;
constexpr double kSmallestSpan = 0.06;

/// The level of the segment that point `at` is in; in a drift, on the way from one to the other.
double level_at(const AnalysedSeries& one, std::size_t at) {
  for (const auto& segment : one.analysis.segments) {
    if (at > segment.last) continue;
    const double from = segment.from.value_or(segment.level);
    const auto steps = static_cast<double>(std::max<std::size_t>(segment.last - segment.first, 1));
    const double way = static_cast<double>(at - segment.first) / steps;
    return segment.last == segment.first ? segment.level : from + way * (segment.level - from);
  }
  return one.series.points[at].value;
}

/// The first point of the last 90 days before the history's newest run.
std::size_t look_back(const AnalysedSeries& one, const RunTable& runs) {
  const auto& points = one.series.points;
  const auto since = runs.newest_moment() - kLookBack;
  const auto first = std::ranges::find_if(
      points, [&](const auto& point) { return moment_of(runs.run(point.run)) >= since; });
  const auto place = static_cast<std::size_t>(first - points.begin());
  return std::min(place, points.size() - 1);
}

/// By how much the level moved behind point `first`, but for what may yet go away and what
/// measuring again denied; nothing where there is neither.
std::optional<double> sure_since(const std::vector<ChangeGroup>& groups,
                                 const model::SeriesKey& series, std::size_t first) {
  bool is_all_sure = true;
  double ratio = 1;
  const auto count = [&](const NotedChange& noted) {
    const auto& change = noted.change.point;
    if (noted.series != series || change.index <= first) return;
    if (change.state == history::ChangeState::Recent || history::is_denied(noted.change.finding)) {
      is_all_sure = false;
    } else if (change.from > 0 && change.to > 0) {
      ratio *= change.to / change.from;
    }
  };
  for (const auto& [head, others] : groups) {
    count(head);
    std::ranges::for_each(others, count);
  }
  return is_all_sure ? std::nullopt : std::optional(ratio);
}

void add_move(Json& line, const LevelMove& move, const model::MetricDefinition& definition) {
  const auto tone = tone_of(move, definition);
  line["since"] = rounded(move.ratio, kDigits);
  line["since_tone"] = tone;
  line["since_words"] =
      (tone == "unclear" ? "! " : "") + report::signed_percent_text(move.ratio - 1);
}

Json line_of(const BenchmarkHistory& benchmark, const RunTable& runs,
             const std::vector<ChangeGroup>& changes) {
  const auto& one = benchmark.series[benchmark.main];
  const auto& newest = one.series.points.back();
  const bool reference = one.series.key.basis.kind == model::Basis::Kind::Reference;
  const auto drawn = sparkline(one, kColumns);
  Json line = {
      {"slug", benchmark.slug},
      {"suite", benchmark.suite},
      {"name", benchmark.name},
      {"metric", one.series.key.metric},
      {"unit", reference ? "ratio" : model::unit_name(one.series.definition.unit)},
      {"direction", model::direction_name(one.series.definition.direction)},
      {"metrics", benchmark.series.size()},
      {"run", runs.index_of(newest.run)},
      {"moment", moment_of(runs.run(newest.run))},
      {"value", newest.value},
      {"points", one.series.points.size()},
      {"line", drawn.heights},
  };
  if (!drawn.breaks.empty()) line["breaks"] = drawn.breaks;
  if (newest.lower && newest.upper) line["interval"] = {*newest.lower, *newest.upper};
  const auto first = look_back(one, runs);
  const auto then = level_at(one, first);
  const auto now = level_at(one, one.series.points.size() - 1);
  if (then > 0 && now > 0)
    add_move(line, {now / then, sure_since(changes, one.series.key, first)}, one.series.definition);
  return line;
}

std::string metric_words(const NotedChange& noted) {
  const bool reference = noted.series.basis.kind == model::Basis::Kind::Reference;
  return noted.series.metric + (reference ? " against the reference" : "");
}

/// What else moved, as far as there is room for it.
std::string also_words(const std::vector<NotedChange>& others) {
  constexpr std::size_t kMostNamed = 3;
  std::string text = "also ";
  for (std::size_t i = 0; i < std::min(others.size(), kMostNamed); ++i) {
    if (i > 0) text += ", ";
    text += fmt::format("{} {}", metric_words(others[i]), effect_of(others[i]));
  }
  if (others.size() > kMostNamed) text += fmt::format(" and {} more", others.size() - kMostNamed);
  return text;
}

/// A change with the series that it is of.
Json moved_json(const ChangeGroup& group) {
  const auto& noted = group.head;
  auto json = change_json(noted);
  json["metric"] = noted.series.metric;
  json["metric_words"] = metric_words(noted);
  json["basis"] = model::basis_name(noted.series.basis.kind);
  json["of"] = noted.series.basis.of;
  if (!group.others.empty()) json["also"] = also_words(group.others);
  return json;
}

Json run_json(const model::HistoryRun& run) {
  const auto [tone, badge] = outcome_words(run.outcome);
  return {{"id", run.id},
          {"tone", tone},
          {"badge", badge},
          {"moment", moment_of(run)},
          {"measured", run.measured_at},
          {"commit", run.commit},
          {"subject", run.subject},
          {"branch", run.branch},
          {"machine_class", run.machine_class},
          {"outcome", run.outcome},
          {"title", run.title.empty() ? "Nothing was decided" : run.title},
          {"report", link_or_nothing(run.report_url).value_or("")}};
}

/// On which scales the script writes figures that it cannot be given as text: those of the point
/// under the mouse, and of an axis.
Json scales_json() {
  Json scales = {{"ratio", {{1, "×"}}}};
  for (const auto unit : {model::Unit::Nanoseconds, model::Unit::Bytes, model::Unit::BytesPerSecond,
                          model::Unit::ItemsPerSecond, model::Unit::Fraction, model::Unit::Count,
                          model::Unit::None}) {
    auto& all = scales[std::string(model::unit_name(unit))] = Json::array();
    for (const auto& scale : report::scales_of(unit)) all.push_back({scale.size, scale.suffix});
  }
  return scales;
}

/// A line of 48 points takes four times as much room as all else that is told of a benchmark.
Json shortened(const Json& benchmarks) {
  auto all = benchmarks;
  for (auto& line : all) {
    auto& heights = line["line"];
    if (heights.size() > kFewColumns)
      heights.erase(heights.begin(), heights.end() - static_cast<std::ptrdiff_t>(kFewColumns));
    line.erase("breaks");
  }
  return all;
}

}  // namespace

void Summary::add_file(const std::string& file) {
  for (; with_file_ < benchmarks_.size(); ++with_file_) benchmarks_[with_file_]["file"] = file;
}

void Summary::add(const BenchmarkHistory& benchmark, const std::vector<ChangeGroup>& changes) {
  places_[benchmark.slug] = benchmarks_.size();
  benchmarks_.push_back(line_of(benchmark, runs_, changes));
  changes_.insert(changes_.end(), changes.begin(), changes.end());
  if (is_current(benchmark, runs_)) ++suites_[benchmark.suite].benchmarks;
}

Json Summary::json(std::size_t most_changes) const {
  auto changes = changes_;
  std::ranges::stable_sort(changes, std::greater<>(), [&](const ChangeGroup& group) {
    return runs_.index_of(group.head.change.at.id);
  });
  const auto left_out = changes.size() - std::min(changes.size(), most_changes);
  changes.resize(changes.size() - left_out);
  std::ranges::stable_sort(changes, [](const ChangeGroup& left, const ChangeGroup& right) {
    return history::is_told_before(left.head.change, right.head.change);
  });

  const auto news = recent_news(changes_, runs_);
  Json json = {
      {"benchmarks", benchmarks_.size() > kMostDrawn ? shortened(benchmarks_) : benchmarks_},
      {"changes", Json::array()},
      {"changes_left_out", left_out},
      {"suites", suites_json(suites_, news)},
      {"latest", Json::array()},
      {"newest", runs_.newest_moment()},
      {"headline", headline_json(suites_, news, runs_, benchmarks_.size())},
      {"scales", scales_json()}};
  for (const auto& group : changes) {
    auto one = moved_json(group);
    one["benchmark"] = places_.at(group.head.slug);
    json["changes"].push_back(std::move(one));
  }
  for (const auto at : runs_.newest_of_each_class())
    json["latest"].push_back(run_json(runs_.runs()[at]));
  return json;
}

Sparkline sparkline(const AnalysedSeries& one, std::size_t columns) {
  const auto& points = one.series.points;
  const auto first = points.size() > columns ? points.size() - columns : 0;
  const auto by_value = [](const auto& a, const auto& b) { return a.value < b.value; };
  const auto [low, high] = std::minmax_element(points.begin() + static_cast<std::ptrdiff_t>(first),
                                               points.end(), by_value);
  // Noise fills no line: what moves by less than a few percent is drawn as small as it is.
  const double middle = (high->value + low->value) / 2;
  const double span = std::max(high->value - low->value, kSmallestSpan * std::abs(middle));
  Sparkline drawn;
  for (std::size_t at = first; at < points.size(); ++at) {
    const double share = span > 0 ? (points[at].value - middle) / span + 0.5 : 0.5;
    drawn.heights.push_back(truncated<int>(std::round(std::clamp(share, 0.0, 1.0) * 99)));
  }
  for (const auto& change : one.analysis.changes)
    if (change.index > first) drawn.breaks.push_back(change.index - first);
  return drawn;
}

}  // namespace benchgate::site
