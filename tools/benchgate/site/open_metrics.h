// The newest figures of a history as OpenMetrics text, for a Prometheus textfile collector.
//
// Gauges only, without timestamps: what a scrape of a page would say now. Prometheus keeps the
// past by itself; the history keeps it better.
#pragma once

#include <string>

#include "benchgate/store/history_store.h"

namespace benchgate::site {

/// Base units, as Prometheus wants them: seconds, bytes, ratios. Changes are those of the last 30
/// days before the newest run that did not go away. Throws InputError where the history is empty.
[[nodiscard]] std::string open_metrics(const store::HistoryStore& store);

}  // namespace benchgate::site
