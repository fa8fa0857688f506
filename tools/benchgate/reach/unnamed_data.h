// The extent of constants without a symbol: string literals, tables, arrays that are copied.
//
// Linkers put them behind one another without a mark. Bytes that look like a text count as one.
// Anything else extends to the next known beginning.
#pragma once

#include <optional>

#include "benchgate/reach/image.h"

namespace benchgate::reach {

struct Piece {
  Address begin = 0;
  Address end = 0;
  bool operator==(const Piece&) const = default;
};

/// Around an address that no block has. Nothing in the middle of a table whose beginning is not
/// known.
[[nodiscard]] std::optional<Piece> unnamed_piece(const Image& image, const Region& region,
                                                 Address address);

/// Is it the first character of a text that ends with NUL?
[[nodiscard]] bool is_beginning_of_text(const Image& image, const Region& region, Address address);

}  // namespace benchgate::reach
