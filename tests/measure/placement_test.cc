#include "benchgate/measure/placement.h"

#include <array>
#include <chrono>
#include <string>

#include <gtest/gtest.h>

#include "benchgate/base/file.h"
#include "support/temporary_folder.h"

namespace benchgate::measure {
namespace {

using std::chrono::hours;
using test_support::TemporaryFolder;

TEST(PlaceAnew, LeavesTheContentAsItIs) {
  const TemporaryFolder folder;
  std::string text;
  for (int i = 0; text.size() < 3 * 4096 + 1; ++i) text += std::to_string(i) + '\n';
  write_file_atomically(folder.path() / "file", text);
  std::mt19937_64 random(1);
  const std::array files{folder.path() / "file", folder.path() / "none"};
  for (int i = 0; i < 3; ++i) place_anew(files, random);
  EXPECT_EQ(read_file(folder.path() / "file", 1 << 20), text);
}

TEST(PlaceAnew, DoesNothingWhereThereIsNoFile) {
  const TemporaryFolder folder;
  std::mt19937_64 random(1);
  const std::array files{folder.path() / "none", folder.path()};
  EXPECT_NO_THROW(place_anew(files, random));
}

TEST(Placement, IsDueWhenABenchmarkHasHadARoundOfPairs) {
  const TemporaryFolder folder;
  Placement placement({folder.path() / "none"}, 2, 2, 1);
  const auto later = Placement::Clock::now() + hours{1};
  EXPECT_FALSE(placement.is_due(0, later));
  placement.began_pair(0);
  EXPECT_FALSE(placement.is_due(0, later)) << "one for each of two cores";
  placement.began_pair(0);
  EXPECT_TRUE(placement.is_due(0, later));
  EXPECT_FALSE(placement.is_due(1, later));
  placement.renew(Placement::Clock::now());
  EXPECT_FALSE(placement.is_due(0, later));
}

TEST(Placement, TakesASmallPartOfTheTime) {
  const TemporaryFolder folder;
  Placement placement({folder.path() / "none"}, 1, 1, 1);
  placement.renew(Placement::Clock::now() - hours{1});
  placement.began_pair(0);
  EXPECT_FALSE(placement.is_due(0, Placement::Clock::now() + hours{7}));
  EXPECT_TRUE(placement.is_due(0, Placement::Clock::now() + hours{9}));
}

TEST(Placement, IsNeverDueWithoutFiles) {
  Placement placement({}, 1, 1, 1);
  for (int i = 0; i < 5; ++i) placement.began_pair(0);
  EXPECT_FALSE(placement.is_due(0, Placement::Clock::now() + hours{9}));
}

}  // namespace
}  // namespace benchgate::measure
