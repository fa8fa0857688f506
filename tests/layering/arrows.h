// What each part of the tree may include: read from the diagram in tools/README.md, so that the
// drawing is the rule.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>

namespace layering {

using Layers = std::set<std::string, std::less<>>;

/// A layer, and what it may include beside itself.
using Arrows = std::map<std::string, Layers, std::less<>>;

/// Reads the first fenced block of `readme` that has arrows: `a, b -> c, d` a line, and
/// `a -> nothing`. Throws std::runtime_error where there is none, where a line is anything else,
/// where a layer is drawn twice, or where one is included that is not drawn.
[[nodiscard]] Arrows read_arrows(std::string_view readme);

}  // namespace layering
