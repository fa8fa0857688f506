// What `benchgate doctor` found, for people and, as stable JSON, for machines.
#pragma once

#include <string>

#include "benchgate/work/doctor.h"

namespace benchgate::cli {

[[nodiscard]] std::string doctor_text(const work::Diagnosis& diagnosis);

/// {"format": 1, "fit": bool, "findings": [{code, level: "ok" | "warn", message, advice}],
///  "noise": null | {interrupted, median, worst, benchmarks: [{suite, name, pacing, pairs, sd,
///  seconds_per_pair}], failures: [text], reach: [{minutes, benchmarks, median, worst}]}}.
/// Figures are fractions, null where there is none.
[[nodiscard]] std::string doctor_json(const work::Diagnosis& diagnosis);

}  // namespace benchgate::cli
