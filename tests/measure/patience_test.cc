#include "benchgate/measure/patience.h"

#include <string>

#include <gtest/gtest.h>

namespace benchgate::measure {
namespace {

using Seconds = std::chrono::duration<double>;

TEST(Patience, KnowsNothingOfWhatWasNeverMeasured) {
  Patience<std::string> patience;
  patience.tell_took("a", Seconds{1});
  EXPECT_EQ(patience.limit("b"), std::nullopt);
}

TEST(Patience, IsTenTimesTheLongestOfBothSides) {
  Patience<std::string> patience;
  patience.tell_took("loads data first", Seconds{16});
  patience.tell_took("loads data first", Seconds{17});
  patience.tell_took("loads data first", Seconds{2});
  EXPECT_EQ(patience.limit("loads data first"), Seconds{170});
}

TEST(Patience, IsHalfAMinuteForWhatIsQuick) {
  Patience<std::string> patience;
  patience.tell_took("quick", Seconds{0.01});
  EXPECT_EQ(patience.limit("quick"), Seconds{30});
}

}  // namespace
}  // namespace benchgate::measure
