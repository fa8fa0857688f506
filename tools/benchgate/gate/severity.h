// How much a finding weighs, as benchgate.toml writes it: "fail", "warn", "off".
#pragma once

#include <optional>
#include <string_view>

namespace benchgate::gate {

enum class Severity {
  Off,   ///< not judged
  Warn,  ///< judged and shown, never closes the gate
  Fail,  ///< closes the gate
};

[[nodiscard]] std::string_view severity_name(Severity severity);
[[nodiscard]] std::optional<Severity> parse_severity(std::string_view name);

}  // namespace benchgate::gate
