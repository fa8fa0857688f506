// How base and head were measured together and decided, in plain words. Internal to the last
// section of reports (method_text.cc).
#pragma once

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include <fmt/format.h>

#include "benchgate/gate/assessment.h"

namespace benchgate::report {

/// "10", "10 to 12", "none".
struct Extent {
  std::optional<std::size_t> fewest, most;
  void add(std::size_t count) {
    fewest = std::min(fewest.value_or(count), count);
    most = std::max(most.value_or(count), count);
  }
  [[nodiscard]] std::string text() const {
    if (!fewest) return "none";
    return *fewest == *most ? fmt::format("{}", *fewest) : fmt::format("{} to {}", *fewest, *most);
  }
};

/// What makes the sides of a pair comparable, and how many rows were measured in which way.
[[nodiscard]] std::string together_text(const gate::Assessment& assessment);
/// "tests": how many there were, in words; "alpha": the chance of a false alarm.
[[nodiscard]] std::string decided_by_pairs_text(std::string_view tests, std::string_view alpha);
/// How many pairs there were; empty where there was none.
[[nodiscard]] std::string pairs_text(const gate::Assessment& assessment);

}  // namespace benchgate::report
