#include "turing_series.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <set>
#include <stdexcept>
#include <utility>

#include <nlohmann/json.hpp>

namespace accuracy {
namespace {

using Points = std::vector<std::size_t>;
using Segment = std::pair<std::size_t, std::size_t>;  // [first, second)

constexpr std::size_t kMargin = 5;

constexpr std::array kNames = {"bank",
                               "brent_spot",
                               "businv",
                               "centralia",
                               "children_per_woman",
                               "co2_canada",
                               "construction",
                               "debt_ireland",
                               "gdp_argentina",
                               "gdp_croatia",
                               "gdp_iran",
                               "gdp_japan",
                               "global_co2",
                               "homeruns",
                               "jfk_passengers",
                               "lga_passengers",
                               "nile",
                               "ozone",
                               "rail_lines",
                               "seatbelts",
                               "shanghai_license",
                               "unemployment_nl",
                               "us_population",
                               "usd_isk",
                               "well_log"};

nlohmann::json json_of(const std::string& path) {
  std::ifstream file(path);
  if (!file) throw std::runtime_error("cannot read " + path);
  return nlohmann::json::parse(file);
}

/// How many of `marks` have a point of `found` within the margin, each point used once.
std::size_t hits(std::set<std::size_t> marks, Points found) {
  std::size_t count = 0;
  for (const auto mark : marks) {
    const auto distance = [&](std::size_t at) { return at > mark ? at - mark : mark - at; };
    const auto nearest = std::ranges::min_element(found, {}, distance);
    if (nearest == found.end() || distance(*nearest) > kMargin) continue;
    found.erase(nearest);
    ++count;
  }
  return count;
}

std::set<std::size_t> with_start(const Points& points) {
  std::set<std::size_t> all(points.begin(), points.end());
  all.insert(0);
  return all;
}

std::vector<Segment> segments_of(const Points& changes, std::size_t points) {
  auto starts = with_start(changes);
  starts.insert(points);
  std::vector<Segment> segments;
  for (auto at = starts.begin(); std::next(at) != starts.end(); ++at)
    segments.emplace_back(*at, *std::next(at));
  return segments;
}

/// Jaccard's index.
double overlap(const Segment& one, const Segment& other) {
  const auto first = std::max(one.first, other.first);
  const auto end = std::min(one.second, other.second);
  if (first >= end) return 0;
  const auto both = std::max(one.second, other.second) - std::min(one.first, other.first);
  return static_cast<double>(end - first) / static_cast<double>(both);
}

}  // namespace

std::vector<AnnotatedSeries> turing_series(const std::string& clone) {
  const auto annotations = json_of(clone + "/annotations.json");
  std::vector<AnnotatedSeries> all;
  for (const std::string name : kNames) {
    AnnotatedSeries series{.name = name};
    const auto file = json_of(clone + "/datasets/" + name + "/" + name + ".json");
    series.values = file.at("series").at(0).at("raw").get<std::vector<double>>();
    for (const auto& [person, marks] : annotations.at(name).items())
      series.annotations.push_back(marks.get<Points>());
    all.push_back(std::move(series));
  }
  return all;
}

double turing_f1(const AnnotatedSeries& series, const Points& found) {
  const auto distinct = with_start(found);
  const Points points(distinct.begin(), distinct.end());
  std::set<std::size_t> anybody;
  double recall = 0;
  for (const auto& person : series.annotations) {
    const auto marks = with_start(person);
    anybody.insert(marks.begin(), marks.end());
    recall += static_cast<double>(hits(marks, points)) / static_cast<double>(marks.size());
  }
  recall /= static_cast<double>(series.annotations.size());
  const double precision =
      static_cast<double>(hits(anybody, points)) / static_cast<double>(points.size());
  return 2 * precision * recall / (precision + recall);
}

double turing_cover(const AnnotatedSeries& series, const Points& found) {
  const auto ours = segments_of(found, series.values.size());
  double sum = 0;
  for (const auto& person : series.annotations) {
    for (const auto& segment : segments_of(person, series.values.size())) {
      double best = 0;
      for (const auto& one : ours) best = std::max(best, overlap(segment, one));
      sum += best * static_cast<double>(segment.second - segment.first);
    }
  }
  return sum / static_cast<double>(series.values.size() * series.annotations.size());
}

}  // namespace accuracy
