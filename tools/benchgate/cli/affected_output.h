// What `benchgate affected` prints.
#pragma once

#include <span>
#include <string>

#include "benchgate/work/affected.h"

namespace benchgate::cli {

[[nodiscard]] std::string affected_text(std::span<const reach::Selected> benchmarks);

/// docs/affected.md, "JSON".
[[nodiscard]] std::string affected_json(std::span<const reach::Selected> benchmarks);

}  // namespace benchgate::cli
