#include "benchgate/measure/random_order.h"

#include <cstdint>
#include <string>

#include <gtest/gtest.h>

namespace benchgate::measure {
namespace {

std::string orders(OrderDraw draw, int count = 64) {
  std::string text;
  for (int i = 0; i < count; ++i) {
    text += head_first(draw) ? 'h' : 'b';
    ++draw.pair;
  }
  return text;
}

TEST(RandomOrder, IsTheSameForTheSameSeedEverywhere) {
  // seed_seq and mt19937_64 are the standard's to the bit; these orders are in stored sessions.
  EXPECT_EQ(orders({.seed = 42, .suite = "json", .benchmark = "parse/small"}, 16),
            "bbhbhbhhbbbbhhbh");
}

TEST(RandomOrder, DiffersForAnotherSeedSuiteBenchmarkAndTurn) {
  const OrderDraw draw{.seed = 1, .suite = "json", .benchmark = "parse"};
  const auto usual = orders(draw);
  EXPECT_NE(usual, orders({.seed = 2, .suite = "json", .benchmark = "parse"}));
  EXPECT_NE(usual,
            orders({.seed = (std::uint64_t{1} << 32) + 1, .suite = "json", .benchmark = "parse"}));
  EXPECT_NE(usual, orders({.seed = 1, .suite = "xml", .benchmark = "parse"}));
  EXPECT_NE(usual, orders({.seed = 1, .suite = "json", .benchmark = "print"}));
  EXPECT_NE(usual, orders({.seed = 1, .suite = "jsonp", .benchmark = "arse"}));
  EXPECT_NE(usual, orders({.seed = 1, .suite = "json", .benchmark = "parse", .turn = 1}));
}

TEST(RandomOrder, IsFair) {
  // 10000 draws with equal chances: 5000 +- 250 is five standard deviations.
  int heads = 0;
  for (std::uint32_t pair = 0; pair < 100; ++pair) {
    for (std::uint32_t turn = 0; turn < 100; ++turn) {
      heads += head_first({.seed = 7, .suite = "s", .benchmark = "b", .pair = pair, .turn = turn});
    }
  }
  EXPECT_NEAR(heads, 5000, 250);
}

}  // namespace
}  // namespace benchgate::measure
