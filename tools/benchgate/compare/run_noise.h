// The noise between separate runs of unchanged code, learnt from stored runs.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "benchgate/model/run.h"

namespace benchgate::compare {

/// How far apart separate runs lie.
struct RunSpread {
  double log_sd = 0;     ///< standard deviation of ln(value) from run to run
  std::size_t runs = 0;  ///< that it was estimated from
  bool operator==(const RunSpread&) const = default;
};

/// One metric of one benchmark.
struct MetricKey {
  std::string_view suite;
  std::string_view benchmark;
  std::string_view metric;
};

/// Collects, per metric of a benchmark, one value a run (the median of its processes).
class RunHistory {
 public:
  void add(const model::Run& run);

  /// Nothing below `fewest_runs` runs or where a value is not positive.
  ///
  /// The larger of the robust (1.4826 MAD) and the plain one: hosted runners have tails (robust
  /// 4.7 %, plain 12 % over 584 real series), and a floor that ignores them cries wolf.
  [[nodiscard]] std::optional<RunSpread> spread(const MetricKey& key,
                                                std::size_t fewest_runs) const;

  /// The values of a count that goes back and forth between runs: up and down again at least three
  /// times, which changes of the code hardly do. Else nothing. Runs must be added in their order in
  /// time, either way.
  [[nodiscard]] std::vector<double> varying_values(const MetricKey& key) const;

  /// A metric that runs of its benchmark reported, then did not, and then did again, or the other
  /// way round. One that came once or went once is a change of the code. The same order.
  [[nodiscard]] bool comes_and_goes(const MetricKey& key) const;
  /// Did any run report it?
  [[nodiscard]] bool has(const MetricKey& key) const;

 private:
  struct Past {
    std::vector<double> values;
    std::vector<std::uint32_t> runs;  ///< their numbers, one for each value
  };

  std::unordered_map<std::string, Past> metrics_;
  std::unordered_map<std::string, std::vector<std::uint32_t>> benchmarks_;  ///< runs that have it
  std::uint32_t runs_ = 0;
};

}  // namespace benchgate::compare
