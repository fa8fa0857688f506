#include "cache/workload.h"

#include <string>

#include <gtest/gtest.h>

namespace benches {
namespace {

TEST(MakeKeys, NumbersThemInFixedWidth) {
  EXPECT_EQ(make_keys("user:", 3),
            (std::vector<std::string>{"user:0000000", "user:0000001", "user:0000002"}));
  EXPECT_TRUE(make_keys("user:", 0).empty());
}

TEST(MakeValue, HasItsSizeAndIsTheSameEveryTime) {
  EXPECT_EQ(make_value(0), "");
  EXPECT_EQ(make_value(100).size(), 100U);
  EXPECT_EQ(make_value(10'000).substr(0, 100), make_value(100));
}

TEST(KeyWalk, TakesEveryKeyInTurnAndBeginsAgain) {
  const KeyOrder order(make_keys("k", 3));
  KeyWalk walk(order);
  EXPECT_EQ(walk.next(), "k0000000");
  EXPECT_EQ(walk.next(), "k0000001");
  EXPECT_EQ(walk.next(), "k0000002");
  EXPECT_EQ(walk.next(), "k0000000");
}

TEST(KeyWalk, StartsAnywhere) {
  const KeyOrder order(make_keys("k", 3));
  EXPECT_EQ(KeyWalk(order, 2).next(), "k0000002");
  EXPECT_EQ(KeyWalk(order, 3).next(), "k0000000");
  EXPECT_EQ(KeyWalk(order, 3'000'001).next(), "k0000001");
}

TEST(KeyWalk, FollowsThePopularity) {
  // P(rank 0) of Zipf 0.99 over 1000 keys is 1 / 7.7289...: 0.129; of uniform keys, 0.001.
  const auto count_first = [](KeyPopularity popularity) {
    const KeyOrder order(make_keys("k", 1000), popularity, 100'000);
    KeyWalk walk(order);
    int first = 0;
    for (std::size_t i = 0; i < order.length(); ++i) first += walk.next() == "k0000000" ? 1 : 0;
    return first;
  };
  EXPECT_NEAR(count_first(kZipfKeys), 12'938, 500);
  EXPECT_NEAR(count_first(kUniformKeys), 100, 50);
}

}  // namespace
}  // namespace benches
