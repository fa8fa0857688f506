// Unwinding data of a function: its rules in .eh_frame, and where its handlers are.
//
// Code does not refer to either, so a function may keep every byte while its handlers change.
#pragma once

#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "benchgate/reach/image.h"

namespace benchgate::reach {

struct Frame {
  std::string rules;           ///< of its CIE and its own, without addresses
  Address handlers_begin = 0;  ///< in .gcc_except_table; an empty range for none
  Address handlers_end = 0;
};

/// By the address where the code begins; nothing for a damaged or unusual .eh_frame. System V ABI,
/// AMD64 supplement 4.2.4; Linux Standard Base 10.6.
[[nodiscard]] std::optional<std::unordered_map<Address, Frame>> read_frames(const Image& image);

}  // namespace benchgate::reach
