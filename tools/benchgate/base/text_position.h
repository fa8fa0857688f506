// Where in a text an offset lies, for error messages.
#pragma once

#include <cstddef>
#include <string_view>

#include "benchgate/base/error.h"

namespace benchgate {

/// Line and column of byte `offset` of `text`, both from 1, the column in bytes. An offset beyond
/// the end gives the place after the last byte.
[[nodiscard]] TextPosition position_of(std::string_view text, std::size_t offset);

}  // namespace benchgate
