#include "benchgate/model/shard.h"

#include <string>

#include <gtest/gtest.h>

namespace benchgate::model {
namespace {

TEST(Shard, ReadsAPartOfAWhole) {
  EXPECT_EQ(parse_shard("2/4"), (Shard{.index = 2, .count = 4, .terms = {}}));
  EXPECT_EQ(parse_shard("1/1"), (Shard{.index = 1, .count = 1, .terms = {}}));
  EXPECT_EQ(shard_text(*parse_shard("1000/1000")), "1000/1000");
  for (const auto* const wrong : {"", "2", "/", "2/", "/4", "0/4", "5/4", "-1/4", "+1/4", "1/0",
                                  "1 / 4", "1/4 ", "1/1001", "1/4/4", "4294967297/4294967297"}) {
    EXPECT_FALSE(parse_shard(wrong)) << wrong;
  }
}

// FNV-1a of suite, NUL and name, and fmix64 of that, computed by a few lines of
// Python that give the published FNV-1a of "a", af63dc4c8601ec8c: which shard a
// benchmark belongs to must never move.
TEST(Shard, NeverMovesABenchmark) {
  const auto belongs_to = [](const char* suite, const char* name, std::uint32_t count) {
    std::uint32_t found = 0;
    for (std::uint32_t index = 1; index <= count; ++index) {
      if (Shard{.index = index, .count = count, .terms = {}}.has(suite, name)) found = index;
    }
    return found;
  };
  EXPECT_EQ(belongs_to("db", "db/sqlite/select_by_key/rows:1000", 4), 2U);
  EXPECT_EQ(belongs_to("db", "db/sqlite/select_by_key/rows:1000", 3), 3U);
  EXPECT_EQ(belongs_to("db", "db/sqlite/join_three/rows:10000", 4), 2U);
  EXPECT_EQ(belongs_to("db", "db/sqlite/join_three/rows:10000", 3), 1U);
  EXPECT_EQ(belongs_to("cache", "cache/lru/hit", 3), 2U);
  EXPECT_EQ(belongs_to("cache", "cache/lru/miss", 4), 4U);
  EXPECT_EQ(belongs_to("fake_bench", "fake/alpha", 4), 3U);
}

TEST(Shard, HasEveryBenchmarkExactlyOnce) {
  for (const std::uint32_t count : {1U, 2U, 3U, 7U, 16U}) {
    for (int i = 0; i < 200; ++i) {
      const auto name = "group/benchmark_" + std::to_string(i);
      int owners = 0;
      for (std::uint32_t index = 1; index <= count; ++index) {
        owners += Shard{.index = index, .count = count, .terms = {}}.has("suite", name) ? 1 : 0;
      }
      EXPECT_EQ(owners, 1) << name << " of " << count;
    }
  }
}

TEST(Shard, SpreadsBenchmarksEvenlyEnough) {
  // 400 over four: 100 each, with a standard deviation of 8.7 where the hash is
  // as good as chance.
  for (std::uint32_t index = 1; index <= 4; ++index) {
    int mine = 0;
    for (int i = 0; i < 400; ++i) {
      const Shard shard{.index = index, .count = 4, .terms = {}};
      mine += shard.has("db", "db/sqlite/select/rows:" + std::to_string(i)) ? 1 : 0;
    }
    EXPECT_NEAR(mine, 100, 35) << index;
  }
}

}  // namespace
}  // namespace benchgate::model
