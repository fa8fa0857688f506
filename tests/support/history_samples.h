// Records and findings for tests of stores: any number of them, of few commits, names and bases, so
// that they meet; the same from the same seed on every machine.
#pragma once

#include <cstdint>
#include <random>
#include <string>

#include "benchgate/model/history.h"

namespace test_support {

/// 2026-03-01T00:00:00Z.
inline constexpr benchgate::model::Timestamp kSpring = 1'772'323'200;

class HistorySamples {
 public:
  explicit HistorySamples(std::uint32_t seed) : random_(seed) {}

  /// A record as nightly runs leave them, measured within two years from spring 2026.
  benchgate::model::HistoryRecord record(const std::string& id);
  benchgate::model::HistoryFinding finding(const std::string& id);

  /// From 0 to below `end`. Not std::uniform_int_distribution, which differs between libraries.
  std::uint32_t below(std::uint32_t end) { return static_cast<std::uint32_t>(random_() % end); }

 private:
  benchgate::model::SeriesKey series();
  /// With names that files and databases might trip over.
  std::string text();
  double value();

  std::mt19937 random_;
};

/// A record with one point of "suite", "benchmark", "cpu_time" on the machine class "m".
benchgate::model::HistoryRecord plain_record(const std::string& id,
                                             benchgate::model::Timestamp measured_at, double value);

/// The key of its series.
benchgate::model::SeriesKey plain_series();

}  // namespace test_support
