#include "benchgate/report/unicode.h"

#include <string>

#include <gtest/gtest.h>

namespace benchgate::report {
namespace {

TEST(Visible, KeepsWhatCanBeSeen) {
  EXPECT_EQ(visible("db/select:1000 µ 日本 é"), "db/select:1000 µ 日本 é");
}

TEST(Visible, WritesOutWhatCannotBeSeen) {
  EXPECT_EQ(visible("a\nb\r\tc"), "a\\nb\\r\\tc");
  EXPECT_EQ(visible("\x1b[31m"), "\\x1b[31m");
  EXPECT_EQ(visible(std::string("a\0b", 3)), "a\\x00b");
  EXPECT_EQ(visible("\x7f\xC2\x85"), "\\x7f\\x85");
  EXPECT_EQ(visible("\u202Eexe.txt"), "\\u{202e}exe.txt");
  EXPECT_EQ(visible("a\u200Bb\uFEFFc\u2066d"), "a\\u{200b}b\\u{feff}c\\u{2066}d");
  EXPECT_EQ(visible("\u2028"), "\\u{2028}");
}

TEST(Visible, ReplacesWhatIsNotUtf8) {
  // Unicode 15, table 3-8: one replacement for each of these bytes is one of the allowed ways.
  EXPECT_EQ(visible("\xff"), "\uFFFD");
  EXPECT_EQ(visible("a\xC0\xAF"), "a\uFFFD\uFFFD");                    // overlong '/'
  EXPECT_EQ(visible("\xED\xA0\x80"), "\uFFFD\uFFFD\uFFFD");            // a surrogate
  EXPECT_EQ(visible("\xF4\x90\x80\x80"), "\uFFFD\uFFFD\uFFFD\uFFFD");  // above U+10FFFF
  EXPECT_EQ(visible("\xE2\x82"), "\uFFFD\uFFFD");                      // cut off
}

TEST(ValidUtf8, LeavesControlCharactersAlone) {
  EXPECT_EQ(valid_utf8("a\nb\xff"), "a\nb\uFFFD");
}

TEST(DisplayWidth, CountsColumns) {
  // POSIX wcwidth() of glibc 2.36 gives the same.
  EXPECT_EQ(display_width("abc"), 3u);
  EXPECT_EQ(display_width("日本語"), 6u);
  EXPECT_EQ(display_width("e\u0301"), 1u);
  EXPECT_EQ(display_width("→−✗✓∅…µ"), 7u);
  EXPECT_EQ(display_width("🚀"), 2u);
}

TEST(ElideMiddle, KeepsBothEnds) {
  EXPECT_EQ(elide_middle("abcdefghij", 10), "abcdefghij");
  EXPECT_EQ(elide_middle("abcdefghijk", 10), "abcde…hijk");
  EXPECT_EQ(elide_middle("abcdef", 1), "…");
  EXPECT_EQ(elide_middle("abcdef", 0), "");
}

TEST(ElideMiddle, NeverExceedsTheWidthNorCutsACharacter) {
  for (std::size_t columns = 1; columns < 14; ++columns) {
    const auto text = elide_middle("日本語のベンチマーク", columns);
    EXPECT_LE(display_width(text), columns);
    EXPECT_EQ(valid_utf8(text), text);
  }
}

}  // namespace
}  // namespace benchgate::report
