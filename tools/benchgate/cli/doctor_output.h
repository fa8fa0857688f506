// What `benchgate doctor` found, for people and, as stable JSON, for machines.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "benchgate/work/noise_check.h"

namespace benchgate::cli {

struct Diagnosis {
  std::vector<measure::FitnessFinding> findings;
  std::optional<work::NoiseReport> noise;  ///< nothing: no suite was given
  std::size_t benchmarks = 0;              ///< how many the suite to be planned for has
};

[[nodiscard]] std::string doctor_text(const Diagnosis& diagnosis);

/// {"format": 1, "fit": bool, "findings": [{code, level: "ok" | "warn", message, advice}],
///  "noise": null | {interrupted, median, worst, benchmarks: [{suite, name, pacing, pairs, sd,
///  seconds_per_pair}], failures: [text], reach: [{minutes, benchmarks, median, worst}]}}.
/// Figures are fractions, null where there is none.
[[nodiscard]] std::string doctor_json(const Diagnosis& diagnosis);

}  // namespace benchgate::cli
