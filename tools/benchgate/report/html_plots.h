// The drawings of the HTML report as numbers for its template: where lines and points lie.
//
// Horizontal places are percentages of the width, so that a drawing fits any; which elements they
// become, and in which colours, the template says.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

#include "benchgate/report/effect_axis.h"
#include "benchgate/report/fields.h"
#include "benchgate/report/view.h"

namespace benchgate::report {

/// Are there so many rows that the ones that did not change are told by figures alone, and in the
/// overview by their intervals? A page of 2,000 rows would take 3 MB else.
[[nodiscard]] constexpr bool is_crowded(std::size_t rows) {
  constexpr std::size_t kMostDrawnRows = 300;
  return rows > kMostDrawnRows;
}

/// The effect of one row with its interval and limit.
void put_effect_plot(const Row& row, const EffectAxis& axis, Fields& fields);

/// The samples of base and head of one row as two rugs of ticks on one scale.
void put_sample_strip(const Row& row, Fields& fields);

/// A budget as a bar with its limits.
void put_budget_bar(const BudgetRow& row, Fields& fields);

/// All rows with an effect side by side, from the most improved to the worst, worse is up.
/// `row_id` is what identifies a row in the page.
using RowId = std::function<std::string(const Row&)>;
void put_overview(const std::vector<const Row*>& rows, const RowId& row_id, Fields& fields);

/// The counts as one bar divided by their shares.
void put_count_bar(const std::vector<Count>& counts, Fields& fields);

}  // namespace benchgate::report
