// A history in memory: what every other store must behave like, and what tests of readers fill.
#pragma once

#include <algorithm>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "benchgate/base/error.h"
#include "benchgate/formats/google_benchmark_name.h"
#include "benchgate/store/history_check.h"
#include "benchgate/store/history_store.h"

namespace test_support {

class MemoryHistory final : public benchgate::store::HistoryStore {
 public:
  using Appended = benchgate::store::Appended;

  Appended append(const benchgate::model::HistoryRecord& record) override {
    return keep(records_, record.run.id, record, benchgate::store::is_same_night);
  }
  Appended append(const benchgate::model::HistoryFinding& finding) override {
    return keep(findings_, finding.id, finding, std::equal_to<>());
  }

  [[nodiscard]] std::vector<benchgate::model::HistoryRun> runs() const override {
    std::vector<benchgate::model::HistoryRun> all;
    for (const auto& [id, record] : records_) all.push_back(record.run);
    std::ranges::sort(all, {},
                      [](const auto& run) { return benchgate::model::history_order(run); });
    return all;
  }

  [[nodiscard]] std::vector<benchgate::model::SeriesKey> series() const override {
    std::set<benchgate::model::SeriesKey> keys;
    for (const auto& [id, record] : records_)
      for (const auto& point : record.points) keys.insert(point.series);
    return {keys.begin(), keys.end()};
  }

  [[nodiscard]] benchgate::model::Series read(
      const benchgate::model::SeriesKey& key) const override {
    benchgate::model::Series series{
        .key = key,
        .definition = {},
        .points = {},
        .clock = std::string(benchgate::formats::stated_clock(key.benchmark))};
    for (const auto& run : runs()) {
      for (const auto& point : records_.at(run.id).points) {
        if (point.series != key) continue;
        series.definition = point.definition;
        series.points.push_back({.run = run.id,
                                 .value = point.value,
                                 .lower = point.lower,
                                 .upper = point.upper,
                                 .samples = point.samples});
      }
    }
    return series;
  }

  void remove(const std::vector<std::string>& ids) override {
    for (const auto& id : ids) records_.erase(id);
  }

  [[nodiscard]] std::vector<std::string> verify() const override { return {}; }

  void read_each(const std::vector<benchgate::model::SeriesKey>& keys,
                 const std::function<void(benchgate::model::Series)>& visit) const override {
    for (const auto& key : keys) visit(read(key));
  }

  [[nodiscard]] benchgate::model::HistoryRecord record(std::string_view id) const override {
    const auto found = records_.find(std::string(id));
    if (found == records_.end())
      throw benchgate::InputError(kPlace, "holds no record " + std::string(id));
    return found->second;
  }

  [[nodiscard]] std::vector<benchgate::model::HistoryFinding> findings() const override {
    std::vector<benchgate::model::HistoryFinding> all;
    for (const auto& [id, finding] : findings_) all.push_back(finding);
    std::ranges::stable_sort(all, {}, &benchgate::model::HistoryFinding::found_at);
    return all;
  }

 private:
  static constexpr const char* kPlace = "memory";

  template <class Value, class Same>
  static Appended keep(std::map<std::string, Value>& kept, const std::string& id,
                       const Value& value, Same is_same) {
    benchgate::store::require_storable(value);
    const auto [place, added] = kept.try_emplace(id, value);
    if (added) return Appended::Added;
    if (!is_same(place->second, value))
      throw benchgate::InputError(kPlace, "another record has the id " + id);
    return Appended::AlreadyThere;
  }

  std::map<std::string, benchgate::model::HistoryRecord> records_;
  std::map<std::string, benchgate::model::HistoryFinding> findings_;
};

}  // namespace test_support
