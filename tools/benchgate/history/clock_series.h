// Which series of a history are of the clock that their benchmark is judged by.
//
// By the newest values of its two times, as in a comparison (model/judged_clock.h): a name that
// says nothing may be that of a benchmark that waits.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <utility>

#include "benchgate/model/history.h"
#include "benchgate/store/history_store.h"

namespace benchgate::history {

class ClockSeries {
 public:
  /// Reads the times of the benchmarks whose series `wanted` accepts, and of no others.
  ClockSeries(const store::HistoryStore& store,
              const std::function<bool(const model::SeriesKey&)>& wanted);

  /// Of a benchmark that was read.
  [[nodiscard]] bool has(const model::SeriesKey& key) const;

 private:
  using Benchmark = std::pair<std::string, std::string>;  ///< suite and name
  std::map<Benchmark, std::string> clocks_;
};

}  // namespace benchgate::history
