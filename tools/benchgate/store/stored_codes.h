// The numbers that stand for enumerators in the index (SQLite) and in PostgreSQL.
//
// They never change, whatever an enum looks like: databases out there hold them. A new enumerator
// gets a new number, and kPostgresSchema a new version, so that older tools refuse what they cannot
// read.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "benchgate/model/history.h"

namespace benchgate::store {

[[nodiscard]] std::int64_t basis_code(model::Basis::Kind kind);

/// A metric's definition in one number below 2^15 (PostgreSQL's smallint).
[[nodiscard]] std::int64_t definition_code(const model::MetricDefinition& definition);

/// Nothing for a number that stands for no definition.
[[nodiscard]] std::optional<model::MetricDefinition> definition_from(std::int64_t code);

/// Every definition that has a code.
[[nodiscard]] std::vector<model::MetricDefinition> coded_definitions();

}  // namespace benchgate::store
