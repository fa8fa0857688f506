// The runs of a history as JSON, for scripts.
#pragma once

#include <string>
#include <vector>

#include "benchgate/model/history.h"

namespace benchgate::cli {

/// docs/history.md documents it.
[[nodiscard]] std::string runs_json(const std::vector<model::HistoryRun>& runs);

}  // namespace benchgate::cli
