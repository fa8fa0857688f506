// Makes what was measured fit for being kept: one endless text must not cost a whole night.
//
// For whoever makes records of results. Stores refuse what was not clipped, so that nothing is lost
// in copying.
#pragma once

#include <string>
#include <vector>

#include "benchgate/model/history.h"

namespace benchgate::store {

/// Clips the texts that are only read (messages of failures, values of the environment, subject,
/// title) at a character, with an ellipsis; without NULs, and U+FFFD for what is no UTF-8. A
/// figure, failure or field whose name cannot be kept is left out: a clipped name would be another
/// one's. Returns those names, each once and as it was. The id stays what it was.
[[nodiscard]] std::vector<std::string> clip_record(model::HistoryRecord& record);

}  // namespace benchgate::store
