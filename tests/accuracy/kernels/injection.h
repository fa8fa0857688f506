// How much more work some of the kernels do than others built from the same source: the known
// truth that accuracy is measured against.
#pragma once

#include <string_view>

namespace benchgate::accuracy {

/// Extra work in a thousandth, 20 for +2 %. A constant in the data of the program: two builds
/// that differ in it have the same code at the same addresses.
[[nodiscard]] int injected_permille(std::string_view benchmark);

/// `units` of work, and the extra ones where the benchmark gets any.
[[nodiscard]] inline int with_injection(int units, std::string_view benchmark) {
  return units + units * injected_permille(benchmark) / 1000;
}

}  // namespace benchgate::accuracy
