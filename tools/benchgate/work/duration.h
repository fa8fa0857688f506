// Durations as a person writes them in an option: 20ms, 0.5s, 2min.
#pragma once

#include <string>
#include <string_view>

#include "benchgate/measure/suite.h"

namespace benchgate::work {

/// Throws UsageError where `text` is no duration above zero; `option` is named in its message.
[[nodiscard]] measure::Seconds parse_duration(const std::string& text, std::string_view option);

}  // namespace benchgate::work
