#include "benchgate/measure/coin.h"

#include <cstdint>
#include <string>

#include <gtest/gtest.h>

namespace benchgate::measure {
namespace {

std::string falls(CoinToss toss, int count = 64) {
  std::string text;
  for (int i = 0; i < count; ++i) {
    text += head_first(toss) ? 'h' : 'b';
    ++toss.pair;
  }
  return text;
}

TEST(Coin, FallsTheSameForTheSameSeedEverywhere) {
  // seed_seq and mt19937_64 are the standard's to the bit; these falls are in stored sessions.
  EXPECT_EQ(falls({.seed = 42, .suite = "json", .benchmark = "parse/small"}, 16),
            "bbhbhbhhbbbbhhbh");
}

TEST(Coin, FallsOtherwiseForAnotherSeedSuiteBenchmarkAndTurn) {
  const CoinToss toss{.seed = 1, .suite = "json", .benchmark = "parse"};
  const auto usual = falls(toss);
  EXPECT_NE(usual, falls({.seed = 2, .suite = "json", .benchmark = "parse"}));
  EXPECT_NE(usual,
            falls({.seed = (std::uint64_t{1} << 32) + 1, .suite = "json", .benchmark = "parse"}));
  EXPECT_NE(usual, falls({.seed = 1, .suite = "xml", .benchmark = "parse"}));
  EXPECT_NE(usual, falls({.seed = 1, .suite = "json", .benchmark = "print"}));
  EXPECT_NE(usual, falls({.seed = 1, .suite = "jsonp", .benchmark = "arse"}));
  EXPECT_NE(usual, falls({.seed = 1, .suite = "json", .benchmark = "parse", .turn = 1}));
}

TEST(Coin, IsFair) {
  // 10000 falls of a fair coin: 5000 +- 250 is five standard deviations.
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
