// What separate runs of unchanged code differ by, learnt from stored runs.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "benchgate/model/run.h"

namespace benchgate::compare {

/// Collects, per metric of a benchmark, one value a run (the median of its processes).
class RunHistory {
 public:
  void add(const model::Run& run);

  /// The standard deviation of ln(value) from run to run, or nothing below `fewest_runs` runs or
  /// where a value is not positive.
  ///
  /// The larger of the robust (1.4826 MAD) and the plain one: hosted runners have tails (robust
  /// 4.7 %, plain 12 % over 584 real series), and a floor that ignores them cries wolf.
  [[nodiscard]] std::optional<double> log_sd(std::string_view benchmark, std::string_view metric,
                                             std::size_t fewest_runs) const;

 private:
  std::unordered_map<std::string, std::vector<double>> values_;
};

}  // namespace benchgate::compare
