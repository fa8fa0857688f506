#include "benchgate/gate/severity.h"

#include <array>
#include <utility>

#include "benchgate/base/name_table.h"

namespace benchgate::gate {
namespace {

constexpr std::array kNames = {
    std::pair{Severity::Off, std::string_view("off")},
    std::pair{Severity::Warn, std::string_view("warn")},
    std::pair{Severity::Fail, std::string_view("fail")},
};

}  // namespace

std::string_view severity_name(Severity severity) {
  return name_in(kNames, severity);
}

std::optional<Severity> parse_severity(std::string_view name) {
  return value_in(kNames, name);
}

}  // namespace benchgate::gate
