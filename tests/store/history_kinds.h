// The histories that history_contract_test.cc is run with.
#pragma once

#include <vector>

#include "store/history_contract.h"

namespace benchgate::store {

[[nodiscard]] std::vector<HistoryKind> history_kinds();

}  // namespace benchgate::store
