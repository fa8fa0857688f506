// What an id stands for, as a number: when it was measured, the figures and the failures. Two files
// may tell of one night in other words (title, branch, link, what a policy calls a metric).
#pragma once

#include <cstdint>

#include "benchgate/model/history.h"

namespace benchgate::store {

/// The same for two records that are is_same_night() (history_check.h); others hardly ever share
/// one. To compare on one machine, not to be kept elsewhere.
[[nodiscard]] std::uint64_t night_digest(const model::HistoryRecord& record);

/// Of two tellings of one night the one that counts: the same whoever read which of them first.
[[nodiscard]] bool counts_before(const model::HistoryRun& one, const model::HistoryRun& other);

}  // namespace benchgate::store
