#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <set>

#include <fmt/format.h>
#include <simdjson.h>

#include "benchgate/base/error.h"
#include "benchgate/base/instant.h"
#include "benchgate/base/whole_number.h"
#include "benchgate/formats/history_import.h"
#include "benchgate/formats/limits.h"
#include "benchgate/formats/utf8.h"

namespace benchgate::formats {
namespace {

using simdjson::dom::element;

constexpr std::size_t kMostNameBytes = 2'000;  // as stores take them

std::string clipped(std::string_view text) {
  text = text.substr(0, kMostNameBytes);
  return std::string(text.substr(0, valid_utf8_prefix(text)));
}

std::string text_or_empty(simdjson::simdjson_result<element> value) {
  std::string_view text;
  return value.get(text) == simdjson::SUCCESS ? clipped(text) : std::string();
}

/// The first line of a commit's message.
std::string subject_of(const std::string& message) {
  return message.substr(0, message.find_first_of("\r\n"));
}

/// "ns/iter", "ms", "us/op": a time, and how many nanoseconds its unit has.
std::optional<double> nanoseconds_in(std::string_view unit) {
  return model::nanoseconds_per(unit.substr(0, unit.find('/')));
}

/// What the file itself says; nothing where it leaves that to the unit.
std::optional<model::Direction> stated_direction(element bench, std::string_view tool) {
  using enum model::Direction;
  bool bigger = false;
  if (bench["biggerIsBetter"].get(bigger) == simdjson::SUCCESS) {
    return bigger ? HigherIsBetter : LowerIsBetter;
  }
  if (tool == "customBiggerIsBetter") return HigherIsBetter;
  if (tool == "customSmallerIsBetter") return LowerIsBetter;
  return std::nullopt;
}

using Names = std::set<std::string, std::less<>>;

/// The spread of other values, or a fit to them, of Google Benchmark; another tool has passed such
/// rows on where the mean stands beside them.
bool is_no_figure(std::string_view name, std::string_view tool, const Names& names) {
  constexpr std::array<std::string_view, 4> kSuffixes = {"_stddev", "_cv", "_RMS", "_BigO"};
  const auto suffix = std::ranges::find_if(
      kSuffixes, [&](std::string_view candidate) { return name.ends_with(candidate); });
  if (suffix == kSuffixes.end()) return false;
  name.remove_suffix(suffix->size());
  return tool == "googlecpp" || names.contains(std::string(name) + "_mean");
}

Names names_of(const simdjson::dom::array& benches) {
  Names names;
  for (const element bench : benches) names.insert(text_or_empty(bench["name"]));
  return names;
}

class Importer {
 public:
  explicit Importer(const std::filesystem::path& path) : path_(path) {}

  ImportedHistory read(element document) {
    simdjson::dom::object entries;
    if (document["entries"].get(entries) != simdjson::SUCCESS) {
      refuse("has no \"entries\": is this github-action-benchmark's data file?");
    }
    for (const auto [suite, list] : entries) {
      simdjson::dom::array array;
      if (list.get(array) != simdjson::SUCCESS) refuse("an entry is no list");
      for (const element entry : array) add_entry(clipped(suite), entry);
    }
    return std::move(history_);
  }

  [[noreturn]] void refuse(const std::string& what) const { throw InputError(path_, what); }

 private:
  void add_entry(const std::string& suite, element entry) {
    model::HistoryRecord record;
    auto& run = record.run;
    double milliseconds = 0;
    if (entry["date"].get(milliseconds) != simdjson::SUCCESS) milliseconds = -1;
    const auto seconds = whole_number<model::Timestamp>(std::floor(milliseconds / 1e3));
    if (!seconds || *seconds < 0 || *seconds > kLastInstant) {
      refuse(fmt::format("an entry of {} has no date", suite));
    }
    run.measured_at = *seconds;
    run.commit = text_or_empty(entry["commit"]["id"]);
    run.committed_at = parse_foreign_instant(text_or_empty(entry["commit"]["timestamp"]));
    run.subject = subject_of(text_or_empty(entry["commit"]["message"]));
    const auto tool = text_or_empty(entry["tool"]);
    simdjson::dom::array benches;
    if (entry["benches"].get(benches) != simdjson::SUCCESS) {
      refuse(fmt::format("an entry of {} has no benches", suite));
    }
    const auto names = names_of(benches);
    std::set<model::SeriesKey> seen;
    for (const element bench : benches) {
      auto point = point_of(suite, bench, tool, names);
      if (point && seen.insert(point->series).second) {
        record.points.push_back(std::move(*point));
      } else {
        ++history_.left_out;
      }
    }
    if (!record.points.empty()) history_.records.push_back(std::move(record));
  }

  static std::optional<model::HistoryPoint> point_of(const std::string& suite, element bench,
                                                     const std::string& tool, const Names& names) {
    model::HistoryPoint point;
    point.series.suite = suite;
    point.series.benchmark = text_or_empty(bench["name"]);
    if (point.series.benchmark.empty() || is_no_figure(point.series.benchmark, tool, names) ||
        bench["value"].get(point.value) != simdjson::SUCCESS || !std::isfinite(point.value)) {
      return std::nullopt;
    }
    const auto unit = text_or_empty(bench["unit"]);
    const auto direction = stated_direction(bench, tool).value_or(model::direction_of_unit(unit));
    const auto scale = nanoseconds_in(unit);
    // Something of which more is better is no time of the benchmark, whatever its unit.
    if (scale && direction == model::Direction::LowerIsBetter) {
      point.series.metric = model::kRealTime;
      point.definition = model::default_definition(model::kRealTime);
      point.value *= *scale;
    } else {
      point.series.metric = unit.empty() ? "value" : unit;
      point.definition.direction = direction;
    }
    point.samples = 1;
    return std::isfinite(point.value) ? std::optional(point) : std::nullopt;
  }

  const std::filesystem::path& path_;
  ImportedHistory history_;
};

}  // namespace

ImportedHistory read_benchmark_action_data(std::string_view text,
                                           const std::filesystem::path& path) {
  Importer importer(path);
  const auto begin = text.find('{');
  const auto end = text.rfind('}');
  if (begin == std::string_view::npos || end == std::string_view::npos || end < begin) {
    importer.refuse("is no data file of github-action-benchmark (window.BENCHMARK_DATA = {...})");
  }
  text = text.substr(begin, end + 1 - begin);
  simdjson::dom::parser parser;
  element document;
  auto error = parser.allocate(text.size() + 1, kMaxDepth);
  if (error == simdjson::SUCCESS) error = parser.parse(text.data(), text.size()).get(document);
  if (error != simdjson::SUCCESS) {
    importer.refuse(fmt::format("is not JSON ({})", simdjson::error_message(error)));
  }
  return importer.read(document);
}

}  // namespace benchgate::formats
