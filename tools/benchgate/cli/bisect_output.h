// What `benchgate bisect` finds: for people and, as stable JSON, for machines.
#pragma once

#include <string>

#include "benchgate/work/bisect.h"

namespace benchgate::cli {

[[nodiscard]] std::string bisect_text(const work::BisectReport& report);

/// As docs/bisect-json.md says.
[[nodiscard]] std::string bisect_json(const work::BisectReport& report);

}  // namespace benchgate::cli
