#include "fuzz/imported_history.h"

#include <cmath>
#include <set>

#include "benchgate/base/instant.h"
#include "fuzz/properties.h"

namespace benchgate::fuzz {

void check_imported(const formats::ImportedHistory& history) {
  for (const auto& record : history.records) {
    require(!record.points.empty(), "records have points");
    require(record.run.measured_at >= 0 && record.run.measured_at <= kLastInstant,
            "records were measured in a year of four digits");
    std::set<model::SeriesKey> series;
    for (const auto& point : record.points) {
      require(std::isfinite(point.value), "values are finite");
      require(!point.series.benchmark.empty() && !point.series.metric.empty(),
              "benchmarks and metrics have names");
      require(series.insert(point.series).second, "a record has one point of a series");
    }
  }
}

}  // namespace benchgate::fuzz
