#include "benchgate/cli/help_formatter.h"

#include <gtest/gtest.h>

using benchgate::cli::embolden_headings;
using benchgate::cli::wrap_help;

TEST(WrapHelp, BreaksProseAtSpaces) {
  EXPECT_EQ(wrap_help("one two three four", 9, 5), "one two\nthree\nfour");
}

TEST(WrapHelp, GoesOnAtTheDescriptionsColumn) {
  EXPECT_EQ(wrap_help("  -a   one two three", 14, 7), "  -a   one two\n       three");
}

TEST(WrapHelp, LeavesExamplesAndShortLinesAlone) {
  EXPECT_EQ(wrap_help("  benchgate run a very long example\n", 10, 28),
            "  benchgate run a very long example\n");
  EXPECT_EQ(wrap_help("short\n\nlines\n", 80, 28), "short\n\nlines\n");
  EXPECT_EQ(wrap_help("", 80, 28), "");
}

TEST(WrapHelp, KeepsAWordThatDoesNotFit) {
  EXPECT_EQ(wrap_help("unbreakable", 4, 28), "unbreakable");
}

TEST(EmboldenHeadings, LeavesSentencesAndExamplesAlone) {
  EXPECT_EQ(embolden_headings("Options:\n  -x  one:\nSay this, then that:\nSet up:\n"),
            "\x1b[1mOptions:\x1b[0m\n  -x  one:\nSay this, then that:\n\x1b[1mSet up:\x1b[0m\n");
}
