#include "benchgate/cli/progress.h"

#include <algorithm>
#include <sstream>
#include <string>

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

TEST(PairsLine, TellsOfScreeningAndThenOfSuspects) {
  EXPECT_EQ(pairs_line({.benchmarks = 40, .screened = 10},
                       {.benchmark = "db/select", .pairs = 320, .elapsed = Seconds(65)}, 100),
            "[####............] 10/40 screened  1 min 05 s  320 pairs  db/select");
  EXPECT_EQ(pairs_line({.benchmarks = 40, .screened = 40, .suspects = 4, .confirmed = 3},
                       {.benchmark = "evil\x1b", .pairs = 800, .elapsed = Seconds(130)}, 100),
            "[############....] 3/4 suspects settled  2 min 10 s  800 pairs  evil?");
}

TEST(BuildLine, ShowsStepTimeAndWhatIsDone) {
  EXPECT_EQ(
      build_line({.step = "building head", .elapsed = Seconds(65), .last_line = "[3/9] a.o"}, 80),
      "building head  1 min 05 s  [3/9] a.o");
}

TEST(BuildLine, FitsTheTerminalAndCannotBeControlledByCompilers) {
  const auto line =
      build_line({.step = "building head", .last_line = "\x1b[2J\t" + std::string(300, 'x')}, 80);
  EXPECT_EQ(line.size(), 80U);
  EXPECT_EQ(line.find('\x1b'), std::string::npos);
}

TEST(BuildDisplay, WritesALineForEachStepInALog) {
  std::ostringstream out;
  std::ostringstream err;
  const Console console{.out = out, .err = err, .getenv = {}};
  {
    BuildDisplay display(console);
    display.wait_for("12");
    display.wait_for("12");
    for (int i = 0; i < 3; ++i) {
      display.update({.step = "building head",
                      .log = "head.log",
                      .elapsed = Seconds(i),
                      .last_line = std::to_string(i)});
    }
    display.update({.step = "building base", .log = "base.log"});
  }
  EXPECT_EQ(err.str(),
            "benchgate: waiting for another gate of this clone to end (process 12)\n"
            "benchgate: building head (log: head.log)\n"
            "benchgate: building base (log: base.log)\n");
}

TEST(BuildDisplay, RedrawsOneLineOnATerminalAndClearsIt) {
  std::ostringstream out;
  std::ostringstream err;
  const Console console{.out = out, .err = err, .err_is_terminal = true, .getenv = {}};
  {
    BuildDisplay display(console);
    display.update({.step = "building head", .last_line = "a.o"});
  }
  EXPECT_EQ(err.str(), "\rbuilding head  0 s  a.o\x1b[K\r\x1b[K");
}

}  // namespace
}  // namespace benchgate::cli
