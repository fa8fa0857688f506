// Draws which side of a pair is started first, from a random seed.
//
// The random order makes the signed-rank test exact: neither drift nor a warm cache can favour a
// side. The same seed gives the same order, whatever the machine does and in whichever order pairs
// are measured.
#pragma once

#include <cstdint>
#include <string_view>

namespace benchgate::measure {

struct OrderDraw {
  std::uint64_t seed = 0;
  std::string_view suite{};
  std::string_view benchmark{};
  std::uint32_t pair = 0;  ///< of the benchmark, from 0
  std::uint32_t turn = 0;  ///< within the pair, from 0
};

/// Whether head starts first.
[[nodiscard]] bool head_first(const OrderDraw& draw);

}  // namespace benchgate::measure
