// EvidenceStatus as the wire formats carry it: by name, or by number from 0 in the order of
// its declaration.
#pragma once

#include <cstdint>
#include <string_view>

#include "support/domain.h"

namespace benches {

/// Both throw CodecError for what is no status.
[[nodiscard]] EvidenceStatus status_from_name(std::string_view name);
[[nodiscard]] EvidenceStatus status_from_number(std::int64_t number);

}  // namespace benches
