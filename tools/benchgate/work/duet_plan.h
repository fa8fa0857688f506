// The schedule of compare/, asked by the measuring of measure/: the seam between the layers.
//
// A duet charges each side its own CPU time, and so cannot see a sleep, a lock or work in other
// threads. A benchmark whose first pairs show that it waits (compare/waiting.h) begins anew in
// lockstep, which sees how much it is.
#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <set>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "benchgate/compare/pair_schedule.h"
#include "benchgate/gate/policy.h"
#include "benchgate/measure/measure_pairs.h"
#include "benchgate/model/diagnostic.h"
#include "benchgate/model/judged_clock.h"

namespace benchgate::work {

class DuetPlan : public measure::PairPlan {
 public:
  /// `policy` must outlive the plan.
  DuetPlan(std::span<const measure::PairedBenchmark> benchmarks, const gate::Policy& policy,
           std::optional<measure::Seconds> budget);
  DuetPlan(const DuetPlan&) = delete;
  DuetPlan& operator=(const DuetPlan&) = delete;

  std::optional<measure::PairOrder> next(const measure::PairRequest& request) override;
  void take(const measure::PairOrder& order, const measure::MeasuredPair& pair) override;
  [[nodiscard]] compare::PairSchedule::Progress progress() const { return schedule_.progress(); }

  /// Which duets were measured again by wall-clock time; and a warning for each that there was no
  /// time left for.
  [[nodiscard]] model::Diagnostics notes() const;

 private:
  /// A benchmark, and its two clocks as far as they were measured in this way.
  struct Subject {
    std::string name;  ///< head's
    model::Pacing pacing = model::Pacing::Duet;
    model::Benchmark base{};
    model::Benchmark head{};
    std::vector<double> base_asleep{};
    std::vector<double> head_asleep{};
    std::string clock{};  ///< that it is judged by, as far as its pairs show
    bool was_moved = false;
    bool was_measured_again = false;
  };

  [[nodiscard]] compare::PairScheduleOptions options_for(
      std::span<const measure::PairedBenchmark> benchmarks,
      std::optional<measure::Seconds> budget) const;
  [[nodiscard]] std::optional<compare::MetricQuestion> question(std::size_t benchmark,
                                                                std::string_view metric) const;
  void look_at_clocks(std::size_t benchmark, const measure::MeasuredPair& pair);
  void move_if_it_waits(std::size_t benchmark);

  const gate::Policy& policy_;
  std::vector<Subject> subjects_;
  std::map<std::string, model::MetricDefinition, std::less<>> definitions_;  ///< of metrics
  compare::PairSchedule schedule_;
  stats::NullDistributions distributions_;
  std::set<std::pair<std::size_t, std::string>> without_ratio_;  ///< benchmark and metric
};

}  // namespace benchgate::work
