// A results file that somebody else has made, a fork's run say: every limit on it, in one place.
//
// The file is scanned piece by piece, in constant memory, before any of it is parsed; only what is
// within the limits is read by read_results_file(), which checks what it says. Knows no forge.
#pragma once

#include <cstddef>
#include <filesystem>

#include "benchgate/gate/assessment.h"

namespace benchgate::report {

/// Several times the largest honest files: 11,000 metrics with 50 samples a side have 27 MB and
/// 1.6 million values. How much of them is shown is the report's business. What the limits let
/// through costs about 1 GB of memory at most.
struct ForeignLimits {
  std::size_t bytes = std::size_t{96} << 20U;
  std::size_t depth = 16;              ///< of objects and lists in each other; ours have 5
  std::size_t values = 4'000'000;      ///< all together, fields of objects included
  std::size_t text_bytes = 1U << 16U;  ///< one text, as it stands in the file
  std::size_t rows = 50'000;           ///< metrics, budgets, differences and diagnostics, each
  std::size_t name_bytes = 2'000;      ///< a benchmark, a metric, a suite, a label
};

/// Throws InputError where the file cannot be read, is beyond a limit, or is no results file.
/// Nothing of its content is in the message.
[[nodiscard]] gate::Assessment read_foreign_results(const std::filesystem::path& path,
                                                    const ForeignLimits& limits = {});

}  // namespace benchgate::report
