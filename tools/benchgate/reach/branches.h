// Calls and jumps to other functions that no relocation shows: an assembler resolves those within
// one section itself, as libraries without -ffunction-sections have them.
//
// Code is not decoded: all that can be such an instruction counts as one.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "benchgate/reach/image.h"

namespace benchgate::reach {

struct Branch {
  std::size_t offset = 0;  ///< of the distance, in the code
  Address target = 0;
};

/// Those that leave `code`, which begins at `begin`, for another place in its region.
[[nodiscard]] std::vector<Branch> unrelocated_branches(const Image& image, Address begin,
                                                       std::string_view code);

}  // namespace benchgate::reach
