// How much a finding weighs, as benchgate.toml writes it: "fail", "warn", "off".
#pragma once

#include <optional>
#include <string_view>

#include "benchgate/base/name_table.h"

namespace benchgate::model {

enum class Severity {
  Off,   ///< not judged
  Warn,  ///< judged and shown, never closes the gate
  Fail,  ///< closes the gate
};

inline constexpr NameTable<Severity, 3> kSeverityNames = {{
    {Severity::Fail, "fail"},
    {Severity::Warn, "warn"},
    {Severity::Off, "off"},
}};
[[nodiscard]] constexpr std::string_view severity_name(Severity severity) {
  return name_in(kSeverityNames, severity);
}
[[nodiscard]] constexpr std::optional<Severity> parse_severity(std::string_view name) {
  return value_in(kSeverityNames, name);
}

}  // namespace benchgate::model
