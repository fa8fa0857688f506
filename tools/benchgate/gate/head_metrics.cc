#include "benchgate/gate/head_metrics.h"

#include <cstddef>

#include "benchgate/compare/independent_samples.h"
#include "benchgate/model/judged_clock.h"
#include "benchgate/stats/quantile.h"
#include "benchgate/stats/sorted_sample.h"

namespace benchgate::gate {
namespace {

std::optional<double> median_of(const model::MetricSeries* series) {
  if (series == nullptr) return std::nullopt;
  return stats::median(stats::SortedSample(compare::independent_samples(*series).values));
}

/// A benchmark that nothing was compared with: nobody has asked for its rules yet.
void visit_alone(const Policy& policy, const model::Benchmark& head,
                 const std::function<void(const HeadMetric&)>& visit) {
  const model::TimedName timed{.name = head.name, .clock = model::judged_clock(head).metric};
  for (const auto& series : head.metrics) {
    const auto rule = rule_for(policy, timed, series.named());
    if (rule.is_judged() || rule.budget) visit({head, nullptr, series.metric, rule});
  }
}

}  // namespace

std::optional<double> HeadMetric::value() const {
  return median_of(head.find(metric));
}

std::optional<double> HeadMetric::base_value() const {
  return base == nullptr ? std::nullopt : median_of(base->find(metric));
}

void for_each_head_metric(const Policy& policy, const compare::Comparison& comparison,
                          const model::Run& head,
                          const std::function<void(const HeadMetric&)>& visit) {
  std::size_t next = 0;  // matches are in head's order
  const auto& matches = comparison.matches;
  for (const auto& benchmark : head.benchmarks) {
    if (next < matches.size() && matches[next].head == &benchmark) {
      for (const auto& [metric, rule, is_second_clock] : comparison.rules[next]) {
        if (!is_second_clock) visit({benchmark, matches[next].base, metric, rule});
      }
      ++next;
    } else if (!benchmark.failure) {
      visit_alone(policy, benchmark, visit);
    }
  }
}

}  // namespace benchgate::gate
