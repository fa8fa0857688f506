#include "benchgate/cli/progress.h"

#include <algorithm>
#include <sstream>

#include <gtest/gtest.h>

namespace benchgate::cli {
namespace {

using measure::Seconds;

TEST(DurationText, UsesTheUnitsOfPeople) {
  EXPECT_EQ(duration_text(Seconds(0.4)), "0 s");
  EXPECT_EQ(duration_text(Seconds(59.4)), "59 s");
  EXPECT_EQ(duration_text(Seconds(65)), "1 min 05 s");
  EXPECT_EQ(duration_text(Seconds(3725)), "1 h 02 min");
  EXPECT_EQ(duration_text(Seconds(-5)), "0 s");
}

TEST(ProgressLine, ShowsBarShareCountsTimesAndName) {
  EXPECT_EQ(progress_line({.benchmark = "db/select",
                           .done = 25,
                           .total = 100,
                           .elapsed = Seconds(10),
                           .remaining = Seconds(30)},
                          100),
            "[####............]  25 %  25/100  10 s  30 s left  db/select");
}

TEST(ProgressLine, FitsTheTerminalAndCannotBeControlledByNames) {
  const auto line =
      progress_line({.benchmark = "evil\x1b[2J\r" + std::string(300, 'x'), .total = 10}, 80);
  EXPECT_EQ(line.size(), 80U);
  EXPECT_EQ(line.find('\x1b'), std::string::npos);
  EXPECT_EQ(line.find('\r'), std::string::npos);
}

TEST(ProgressLine, SurvivesNothingToDo) {
  EXPECT_FALSE(progress_line({}, 80).empty());
  EXPECT_FALSE(progress_line({.done = 5, .total = 3}, 0).empty());
}

TEST(ProgressDisplay, WritesPlainLinesNowAndThenIntoALog) {
  std::ostringstream out;
  std::ostringstream err;
  const Console console{.out = out, .err = err};
  {
    ProgressDisplay display(console);
    for (int i = 0; i <= 200; ++i) {
      display.update({.benchmark = "a", .total = 1, .elapsed = Seconds(0.1 * i)});
    }
  }
  const auto text = err.str();
  EXPECT_EQ(std::count(text.begin(), text.end(), '\n'), 2);  // at 1 s and at 16 s of 20 s
  EXPECT_EQ(text.find('\x1b'), std::string::npos);
  EXPECT_TRUE(out.str().empty());
}

TEST(ProgressDisplay, RedrawsOneLineOnATerminalAndClearsIt) {
  std::ostringstream out;
  std::ostringstream err;
  const Console console{.out = out, .err = err, .err_is_terminal = true};
  { ProgressDisplay(console).update({.benchmark = "a", .total = 1}); }
  EXPECT_EQ(err.str().find('\n'), std::string::npos);
  EXPECT_TRUE(err.str().ends_with("\r\x1b[K"));
}

}  // namespace
}  // namespace benchgate::cli
