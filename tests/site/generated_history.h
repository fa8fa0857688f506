// A history of any length whose truth is known: nights of noise around levels, with planted steps,
// a failed benchmark, a change of the machine, and names that mean harm.
//
// Nothing is kept: every series is made anew from its seed when it is read.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "benchgate/store/history_store.h"

namespace site_tests {

struct GeneratedShape {
  std::size_t nights = 400;
  std::size_t benchmarks = 24;
  bool hostile = false;  ///< names, subjects, messages that try to break out
};

class GeneratedHistory final : public benchgate::store::HistoryStore {
 public:
  using Appended = benchgate::store::Appended;

  explicit GeneratedHistory(const GeneratedShape& shape);

  Appended append(const benchgate::model::HistoryRecord& record) override;
  Appended append(const benchgate::model::HistoryFinding& finding) override;
  void remove(const std::vector<std::string>& ids) override;
  [[nodiscard]] std::vector<std::string> verify() const override { return {}; }
  [[nodiscard]] std::vector<benchgate::model::HistoryRun> runs() const override { return runs_; }
  [[nodiscard]] std::vector<benchgate::model::SeriesKey> series() const override { return keys_; }
  [[nodiscard]] benchgate::model::Series read(
      const benchgate::model::SeriesKey& key) const override;
  void read_each(const std::vector<benchgate::model::SeriesKey>& keys,
                 const std::function<void(benchgate::model::Series)>& visit) const override;
  [[nodiscard]] benchgate::model::HistoryRecord record(std::string_view id) const override;
  [[nodiscard]] std::vector<benchgate::model::HistoryFinding> findings() const override {
    return findings_;
  }

 private:
  void make_runs(const GeneratedShape& shape);
  void make_keys(const GeneratedShape& shape);
  void make_findings();

  std::vector<benchgate::model::HistoryRun> runs_;
  std::vector<benchgate::model::SeriesKey> keys_;
  std::vector<benchgate::model::HistoryFinding> findings_;
  std::string failing_;  ///< the benchmark that gave no figures last night
};

/// What hostile names are made of: markup, scripts, line ends, marks of direction.
extern const char* const kHostile;

}  // namespace site_tests
