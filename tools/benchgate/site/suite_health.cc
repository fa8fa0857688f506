#include "benchgate/site/suite_health.h"

namespace benchgate::site {

SuiteHealths newest_health(const store::HistoryStore& store, const RunTable& runs) {
  SuiteHealths suites;
  for (const auto at : runs.newest_of_each_class()) {
    const auto record = store.record(runs.runs()[at].id);
    for (const auto& point : record.points)
      suites[point.series.suite].measured.insert(point.series.benchmark);
    for (const auto& failure : record.failures)
      suites[failure.suite].failed[failure.benchmark] = failure.message;
  }
  return suites;
}

}  // namespace benchgate::site
