#include "benchgate/gate/same_machine.h"

#include <array>
#include <optional>
#include <string_view>

namespace benchgate::gate {
namespace {

/// The first suite that records the field speaks for the run: suites of a run share a machine.
std::optional<std::string_view> field_of(const model::Run& run, std::string_view field) {
  for (const auto& suite : run.suites) {
    if (const auto value = suite.environment.find(field)) return value;
  }
  return std::nullopt;
}

}  // namespace

bool same_machine_class(const model::Run& base, const model::Run& head) {
  const auto base_class = field_of(base, "machine_class");
  const auto head_class = field_of(head, "machine_class");
  if (base_class && head_class) return base_class == head_class;
  constexpr std::array<std::string_view, 2> kTellTale = {"num_cpus", "caches"};
  for (const auto field : kTellTale) {
    const auto in_base = field_of(base, field);
    const auto in_head = field_of(head, field);
    if (in_base && in_head && in_base != in_head) return false;
  }
  return true;
}

}  // namespace benchgate::gate
