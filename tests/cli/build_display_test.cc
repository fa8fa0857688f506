#include "benchgate/cli/build_display.h"

#include <sstream>
#include <string>

#include <gtest/gtest.h>

namespace benchgate::cli {
namespace {

using measure::Seconds;

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
