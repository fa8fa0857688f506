#include "benchgate/work/duration.h"

#include <fmt/format.h>

#include "benchgate/base/error.h"
#include "benchgate/model/unit.h"

namespace benchgate::work {

measure::Seconds parse_duration(const std::string& text, std::string_view option) {
  const auto quantity = model::parse_quantity(text);
  if (!quantity || quantity->unit != model::Unit::Nanoseconds || quantity->value <= 0) {
    throw UsageError(
        fmt::format("{} {}: write a duration such as 20ms, 0.5s or 2min", option, text));
  }
  return measure::Seconds(quantity->value / 1e9);
}

}  // namespace benchgate::work
