// The data that the page loads for one benchmark, and for all runs, as JSON.
//
// Columns instead of rows, and indices instead of ids: three years of nights are some hundred kB.
// The fields are listed in docs/site.md; templates/site/ reads them.
#pragma once

#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "benchgate/site/benchmark_history.h"
#include "benchgate/site/noted_change.h"
#include "benchgate/site/run_table.h"

namespace benchgate::site {

/// Everything of one benchmark. Figures of timings have 6 significant digits, exact ones all.
[[nodiscard]] std::string benchmark_json(const BenchmarkHistory& benchmark, const RunTable& runs,
                                         const std::vector<model::HistoryFinding>& findings);

/// All runs, in history_order(): what points refer to by their place.
[[nodiscard]] std::string runs_json(const RunTable& runs);

/// A change point as pages, feeds and the overview have it.
[[nodiscard]] nlohmann::json change_json(const NotedChange& noted);

}  // namespace benchgate::site
