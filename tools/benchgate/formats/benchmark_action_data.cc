#include <cmath>
#include <optional>
#include <set>

#include <fmt/format.h>
#include <simdjson.h>

#include "benchgate/base/error.h"
#include "benchgate/base/instant.h"
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

/// Things per second, and what is said to be better when bigger.
bool is_better_higher(std::string_view unit, std::string_view tool) {
  return tool == "customBiggerIsBetter" || unit.ends_with("/sec") || unit.ends_with("/s");
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
    if (entry["date"].get(milliseconds) != simdjson::SUCCESS || !(milliseconds >= 0) ||
        milliseconds / 1e3 > static_cast<double>(kLastInstant)) {
      refuse(fmt::format("an entry of {} has no date", suite));
    }
    run.measured_at = static_cast<model::Timestamp>(milliseconds / 1e3);
    run.commit = text_or_empty(entry["commit"]["id"]);
    run.committed_at = parse_instant(text_or_empty(entry["commit"]["timestamp"]));
    run.subject = subject_of(text_or_empty(entry["commit"]["message"]));
    const auto tool = text_or_empty(entry["tool"]);
    simdjson::dom::array benches;
    if (entry["benches"].get(benches) != simdjson::SUCCESS) {
      refuse(fmt::format("an entry of {} has no benches", suite));
    }
    std::set<model::SeriesKey> seen;
    for (const element bench : benches) {
      auto point = point_of(suite, bench, tool);
      if (point && seen.insert(point->series).second) {
        record.points.push_back(std::move(*point));
      } else {
        ++history_.left_out;
      }
    }
    if (!record.points.empty()) history_.records.push_back(std::move(record));
  }

  static std::optional<model::HistoryPoint> point_of(const std::string& suite, element bench,
                                                     const std::string& tool) {
    model::HistoryPoint point;
    point.series.suite = suite;
    point.series.benchmark = text_or_empty(bench["name"]);
    if (point.series.benchmark.empty() || bench["value"].get(point.value) != simdjson::SUCCESS ||
        !std::isfinite(point.value)) {
      return std::nullopt;
    }
    const auto unit = text_or_empty(bench["unit"]);
    if (const auto scale = nanoseconds_in(unit)) {
      point.series.metric = model::kRealTime;
      point.definition = model::default_definition(model::kRealTime);
      point.value *= *scale;
    } else {
      point.series.metric = unit.empty() ? "value" : unit;
      if (is_better_higher(unit, tool)) {
        point.definition.direction = model::Direction::HigherIsBetter;
      }
    }
    point.samples = 1;
    return point;
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
