#include <map>
#include <string>
#include <vector>

#include "benchgate/base/error.h"
#include "benchgate/history/series_analysis.h"
#include "benchgate/report/quantity_text.h"
#include "benchgate/report/series_plot.h"
#include "benchgate/store/history_json.h"
#include "fuzz/properties.h"

namespace benchgate::fuzz {
namespace {

using Records = std::vector<model::HistoryRecord>;

void read_line(std::string_view line, Records& records) {
  try {
    auto record = store::read_record_json(line, "r.json");
    const auto written = store::write_record_json(record, store::JsonLayout::OneLine);
    require(store::read_record_json(written, "r.json") == record, "records come back");
    records.push_back(std::move(record));
  } catch (const InputError& error) {
    require(std::string_view(error.what()).starts_with("r.json"), "messages name the file");
  }
  try {
    const auto finding = store::read_finding_json(line, "f.json");
    require(store::read_finding_json(store::write_finding_json(finding), "f.json") == finding,
            "findings come back");
  } catch (const InputError& error) {
    require(std::string_view(error.what()).starts_with("f.json"), "messages name the file");
  }
}

std::map<model::SeriesKey, model::Series> series_of(const Records& records) {
  std::map<model::SeriesKey, model::Series> all;
  for (const auto& record : records) {
    for (const auto& point : record.points) {
      auto& series = all[point.series];
      series.key = point.series;
      series.definition = point.definition;
      series.points.push_back({.run = record.run.id,
                               .value = point.value,
                               .lower = point.lower,
                               .upper = point.upper,
                               .samples = point.samples});
    }
  }
  return all;
}

void check_series(const model::Series& series) {
  const auto analysis = history::analyse(series);
  std::size_t next = 0;
  report::SeriesPlot plot{
      .label = [&](double value) { return report::quantity_text(value, series.definition.unit); }};
  for (const auto& segment : analysis.segments) {
    require(segment.first == next && segment.last >= segment.first, "segments follow each other");
    next = segment.last + 1;
    plot.levels.push_back({segment.first, segment.last, segment.level});
  }
  require(next == series.points.size(), "segments cover the series");
  for (const auto& point : series.points) plot.values.push_back(point.value);
  for (const auto& change : analysis.changes) plot.marks.push_back(change.index);
  require(!report::plot_series(plot, {}).empty(), "a series can be drawn");
}

}  // namespace

void check_history(std::string_view bytes) {
  Records records;
  while (!bytes.empty()) {
    const auto line = bytes.substr(0, bytes.find('\n'));
    bytes.remove_prefix(std::min(bytes.size(), line.size() + 1));
    read_line(line, records);
  }
  for (const auto& [key, series] : series_of(records)) check_series(series);
}

}  // namespace benchgate::fuzz
