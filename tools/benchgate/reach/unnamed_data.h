// How far constants go that no symbol names: string literals, tables, arrays that are copied.
//
// Linkers put them behind one another without a mark. What looks like a text is taken for one;
// anything else goes as far as nothing else is known to begin.
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
