#include "benchgate/compare/similar_names.h"

#include <string>
#include <string_view>
#include <vector>

#include <gmock/gmock.h>

using benchgate::compare::similar_names;
using testing::ElementsAre;
using testing::IsEmpty;

TEST(SimilarNames, FindsTheRenamedOneFirst) {
  const std::vector<std::string_view> candidates = {
      "cache/lru/evict", "db/sqlite/select_by_key/rows:1000", "db/sqlite/select_key/rows:10000"};
  EXPECT_THAT(similar_names("db/sqlite/select_key/rows:1000", candidates),
              ElementsAre("db/sqlite/select_key/rows:10000", "db/sqlite/select_by_key/rows:1000"));
}

TEST(SimilarNames, OffersNothingThatIsMerelyThere) {
  const std::vector<std::string_view> candidates = {"completely", "different"};
  EXPECT_THAT(similar_names("db/sqlite/select", candidates), IsEmpty());
  EXPECT_THAT(similar_names("x", {}), IsEmpty());
}

TEST(SimilarNames, OffersAtMostThree) {
  const std::vector<std::string_view> candidates = {"name1", "name2", "name3", "name4", "name5"};
  EXPECT_EQ(similar_names("name0", candidates).size(), 3U);
}

TEST(SimilarNames, SpendsNoTimeOnHugeNames) {
  const std::string huge(10'000, 'x');
  const std::vector<std::string_view> candidates = {huge};
  EXPECT_THAT(similar_names(huge, candidates), IsEmpty());
}
