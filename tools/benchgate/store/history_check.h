// What can be kept: the conditions on a record and a finding, the same for every store.
//
// Stores ask before they write and after they read, so that nothing that one of them took is
// refused by another, and nothing that was damaged passes for a record.
#pragma once

#include <optional>
#include <string>

#include "benchgate/model/history.h"

namespace benchgate::store {

/// What keeps it from being stored, with the place ("points[3].value: must be finite"); nothing
/// where it can be.
[[nodiscard]] std::optional<std::string> objection(const model::HistoryRecord& record);
[[nodiscard]] std::optional<std::string> objection(const model::HistoryFinding& finding);

/// Are they of the same results, whatever else was said of them (branch, title, link)? That is what
/// an id stands for: when it was measured, the figures and the failures.
[[nodiscard]] bool is_same_night(const model::HistoryRecord& one,
                                 const model::HistoryRecord& other);

/// Throws InputError with the objection, naming what has the id as `kind` ("record").
void require_storable(const model::HistoryRecord& record);
void require_storable(const model::HistoryFinding& finding);

}  // namespace benchgate::store
