// Change points of a history in words: how much, how sure, what was found out.
//
// In which page or issue they stand is the business of the caller.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "benchgate/history/series_analysis.h"
#include "benchgate/model/history.h"
#include "benchgate/report/quantity_text.h"
#include "benchgate/stats/types.h"

namespace benchgate::report {

/// The level of a series before and behind a change.
struct Shift {
  double from = 0;
  double to = 0;
  std::optional<stats::Estimate> ratio;
};

/// What is left of a change by now.
[[nodiscard]] Shift present_shift(const history::ChangePoint& point);

/// "12.3 % slower", "14 instead of 12". `definition`: of the series.
[[nodiscard]] std::string shift_words(const model::SeriesKey& series,
                                      const model::MetricDefinition& definition,
                                      const Shift& shift);

/// Two levels of a series, to be compared at a glance: "12.3 µs" and "14.1 µs"; "1.023×" of a
/// series against a reference build.
[[nodiscard]] QuantityPair level_texts(double from, double to,
                                       const model::MetricDefinition& definition,
                                       model::Basis::Kind basis);

/// "95 % interval +10.1 to +14.2 %"; empty where there is none.
[[nodiscard]] std::string shift_interval_words(const std::optional<stats::Estimate>& ratio);

/// What was found of it, in one sentence: the commit, a range, or that it was not confirmed.
[[nodiscard]] std::string finding_words(const model::HistoryFinding& finding);

/// What a finding that was not confirmed says of its commits, without its figures: "measured
/// together, 1111 and 2222 are not shown to differ by more than the policy's limit". Smaller
/// changes are not looked for, and so never denied.
[[nodiscard]] std::string denial_words(const model::HistoryFinding& finding);

/// Why there is no answer: "there was not enough time".
[[nodiscard]] std::string ending_words(const model::HistoryFinding& finding);

/// The first 12 digits of a commit's hash.
[[nodiscard]] std::string short_commit(std::string_view commit);

}  // namespace benchgate::report
