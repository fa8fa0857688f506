#include "benchgate/store/stored_codes.h"

#include <algorithm>

#include "benchgate/base/name_table.h"

namespace benchgate::store {
namespace {

constexpr NameTable<model::Basis::Kind, 2, std::int64_t> kBases = {{
    {model::Basis::Kind::Machine, 0},
    {model::Basis::Kind::Reference, 1},
}};

// A definition's code is the sum of its three parts'; no two sums are equal.
constexpr NameTable<model::Unit, 7, std::int64_t> kUnits = {{
    {model::Unit::None, 0},
    {model::Unit::Nanoseconds, 6},
    {model::Unit::Bytes, 12},
    {model::Unit::BytesPerSecond, 18},
    {model::Unit::ItemsPerSecond, 24},
    {model::Unit::Count, 30},
    {model::Unit::Fraction, 36},
}};

constexpr NameTable<model::Direction, 3, std::int64_t> kDirections = {{
    {model::Direction::LowerIsBetter, 0},
    {model::Direction::HigherIsBetter, 2},
    {model::Direction::NeitherIsBetter, 4},
}};

constexpr NameTable<model::MetricKind, 2, std::int64_t> kKinds = {{
    {model::MetricKind::Timing, 0},
    {model::MetricKind::Exact, 1},
}};

}  // namespace

std::int64_t basis_code(model::Basis::Kind kind) {
  return name_in(kBases, kind);
}

std::int64_t definition_code(const model::MetricDefinition& definition) {
  return name_in(kUnits, definition.unit) + name_in(kDirections, definition.direction) +
         name_in(kKinds, definition.kind);
}

std::optional<model::MetricDefinition> definition_from(std::int64_t code) {
  static const auto kAll = coded_definitions();
  const auto found = std::ranges::find(kAll, code, definition_code);
  if (found == kAll.end()) return std::nullopt;
  return *found;
}

std::vector<model::MetricDefinition> coded_definitions() {
  std::vector<model::MetricDefinition> all;
  for (const auto& [unit, unit_code] : kUnits) {
    for (const auto& [direction, direction_code] : kDirections) {
      for (const auto& [kind, kind_code] : kKinds) all.push_back({unit, direction, kind});
    }
  }
  return all;
}

}  // namespace benchgate::store
