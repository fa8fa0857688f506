// Measuring the suspects of a run once more: what one run alone shows of a timing is no regression.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "benchgate/gate/assessment.h"
#include "benchgate/measure/suite.h"
#include "benchgate/work/run_source.h"

namespace benchgate::work {

/// Throws UsageError where `again` cannot be a second measurement of `head`: it is the same
/// measurement, of another commit, or of another class of machine. Where each has but one suite, it
/// is the same one, whatever their files are called.
void make_second_measurement(const LoadedRun& head, LoadedRun& again);

/// The file beside `output` that the second measurement goes to: out/run.again.json.
[[nodiscard]] std::string again_file(const std::string& output);

/// The suites of those benchmarks of `assessment` that a second measurement is to settle, filtered
/// to them; empty: there are none.
[[nodiscard]] std::vector<measure::SuiteToRun> suites_in_doubt(
    std::span<const measure::SuiteToRun> suites, const gate::Assessment& assessment);

}  // namespace benchgate::work
