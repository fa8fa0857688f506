#include "benchgate/base/edit_distance.h"

#include <array>
#include <string>

#include <gtest/gtest.h>

namespace benchgate {
namespace {

// Distances as in Wikipedia, "Levenshtein distance" and "Damerau-Levenshtein distance" (2024).
TEST(EditDistance, CountsInsertionsDeletionsReplacementsAndSwaps) {
  EXPECT_EQ(edit_distance("", ""), 0U);
  EXPECT_EQ(edit_distance("abc", "abc"), 0U);
  EXPECT_EQ(edit_distance("", "abc"), 3U);
  EXPECT_EQ(edit_distance("abc", ""), 3U);
  EXPECT_EQ(edit_distance("kitten", "sitting"), 3U);
  EXPECT_EQ(edit_distance("saturday", "sunday"), 3U);
  EXPECT_EQ(edit_distance("flaw", "lawn"), 2U);
  EXPECT_EQ(edit_distance("metirc", "metric"), 1U);
  EXPECT_EQ(edit_distance("ca", "abc"), 3U);  // 2 with edits between swapped letters
}

TEST(EditDistance, IsTheSameBothWays) {
  EXPECT_EQ(edit_distance("sitting", "kitten"), 3U);
  EXPECT_EQ(edit_distance("abc", "ca"), 3U);
  EXPECT_EQ(edit_distance("ab", "ba"), edit_distance("ba", "ab"));
}

constexpr std::array<std::string_view, 4> kNames = {"metric", "benchmark", "severity", "unit"};

TEST(Nearest, FindsWhatWasMeant) {
  EXPECT_EQ(nearest("metrics", kNames), "metric");
  EXPECT_EQ(nearest("benhcmark", kNames), "benchmark");
  EXPECT_EQ(nearest("Severity", kNames), "severity");
  EXPECT_EQ(nearest("units", kNames), "unit");
}

TEST(Nearest, LooksPastUpperAndLowerCase) {
  constexpr std::array<std::string_view, 3> names = {"fon", "FOM", "fop"};
  EXPECT_EQ(nearest("fom", names), "FOM");
}

TEST(Nearest, TakesTheFirstOfEquallyNear) {
  constexpr std::array<std::string_view, 2> names = {"bat", "cat"};
  EXPECT_EQ(nearest("hat", names), "bat");
}

TEST(Nearest, PrefersTheNearerOfTwo) {
  constexpr std::array<std::string_view, 2> names = {"warning_time", "warning_tone"};
  EXPECT_EQ(nearest("warning_ton", names), "warning_tone");
}

TEST(Nearest, GivesNothingWhereNothingIsNear) {
  EXPECT_EQ(nearest("colour", kNames), std::nullopt);
  EXPECT_EQ(nearest("", kNames), std::nullopt);
  EXPECT_EQ(nearest("xx", kNames), std::nullopt);
  EXPECT_EQ(nearest("metric", {}), std::nullopt);
  EXPECT_EQ(nearest(std::string(1 << 20, 'm'), kNames), std::nullopt);
}

}  // namespace
}  // namespace benchgate
