#include "benchgate/measure/random_order.h"

#include <random>
#include <vector>

namespace benchgate::measure {
namespace {

// std::seed_seq and std::mt19937_64 give the same numbers everywhere, unlike std::hash.
void append(std::vector<std::uint32_t>& seeds, std::string_view text) {
  for (const char c : text) seeds.push_back(static_cast<unsigned char>(c));
  seeds.push_back(256);  // no character: "ab" + "c" is not "a" + "bc"
}

}  // namespace

bool head_first(const OrderDraw& draw) {
  std::vector<std::uint32_t> seeds{static_cast<std::uint32_t>(draw.seed),
                                   static_cast<std::uint32_t>(draw.seed >> 32), draw.pair,
                                   draw.turn};
  append(seeds, draw.suite);
  append(seeds, draw.benchmark);
  std::seed_seq sequence(seeds.begin(), seeds.end());
  std::mt19937_64 engine(sequence);
  return (engine() >> 63) != 0;
}

}  // namespace benchgate::measure
