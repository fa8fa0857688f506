#include "benchgate/history/clock_series.h"

#include <algorithm>
#include <vector>

#include "benchgate/model/judged_clock.h"

namespace benchgate::history {
namespace {

/// What is known of a benchmark's clocks on one class of machines.
struct Times {
  std::string stated{};
  model::ClockMedians newest{};
};

bool is_of_machine(const model::SeriesKey& key) {
  return key.basis.kind == model::Basis::Kind::Machine;
}

void take(const model::Series& series, Times& times) {
  times.stated = series.clock;
  if (series.points.empty()) return;
  const double value = series.points.back().value;
  (series.key.metric == model::kCpuTime ? times.newest.cpu_time : times.newest.real_time) = value;
}

}  // namespace

ClockSeries::ClockSeries(const store::HistoryStore& store,
                         const std::function<bool(const model::SeriesKey&)>& wanted) {
  std::vector<model::SeriesKey> to_read;
  for (const auto& key : store.series()) {
    if (!wanted(key)) continue;
    auto& clock = clocks_[{key.suite, key.benchmark}];
    if (clock.empty()) clock = model::kRealTime;  // there is no CPU time
    if (key.metric == model::kCpuTime) clock = model::kCpuTime;
    if (model::is_clock(key.metric)) to_read.push_back(key);
  }
  std::map<std::pair<Benchmark, model::Basis>, Times> times;
  store.read_each(to_read, [&](const model::Series& series) {
    const auto& key = series.key;
    auto& known = times[{{key.suite, key.benchmark}, key.basis}];
    // Beside a reference build there are ratios only, and the name.
    if (is_of_machine(key)) return take(series, known);
    known.stated = series.clock;
  });
  for (const auto& [of, known] : times) {
    const auto& [stated, newest] = known;
    const bool tells = !stated.empty() || (newest.cpu_time && newest.real_time);
    if (tells) clocks_[of.first] = model::judged_clock(stated, newest);
  }
}

bool ClockSeries::has(const model::SeriesKey& key) const {
  const auto found = clocks_.find({key.suite, key.benchmark});
  return found != clocks_.end() && found->second == key.metric;
}

}  // namespace benchgate::history
