// The schedule of compare/, asked by the measuring of measure/: the seam between the layers.
#pragma once

#include <cstddef>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <utility>

#include "benchgate/compare/pair_schedule.h"
#include "benchgate/gate/policy.h"
#include "benchgate/measure/measure_pairs.h"

namespace benchgate::work {

class DuetPlan : public measure::PairPlan {
 public:
  /// The clock that all benchmarks are judged by, whatever their names say.
  enum class Clock { OfName, Wall };

  /// `policy` must outlive the plan.
  DuetPlan(std::span<const measure::PairedBenchmark> benchmarks, const gate::Policy& policy,
           std::optional<measure::Seconds> budget, Clock clock = Clock::OfName);

  std::optional<measure::PairOrder> next(const measure::PairRequest& request) override;
  void take(const measure::PairOrder& order, const measure::MeasuredPair& pair) override;
  [[nodiscard]] compare::PairSchedule::Progress progress() const { return schedule_.progress(); }

 private:
  explicit DuetPlan(compare::PairScheduleOptions options);

  decltype(compare::PairScheduleOptions::question) question_;
  compare::PairSchedule schedule_;
  std::set<std::pair<std::size_t, std::string>> without_ratio_;  ///< benchmark and metric
};

}  // namespace benchgate::work
