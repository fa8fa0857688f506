#include "benchgate/measure/bounded_text.h"

#include <gtest/gtest.h>

namespace benchgate::measure {
namespace {

TEST(BoundedText, KeepsAllThatFits) {
  BoundedText text(4, 4);
  text.append("abc");
  text.append("defgh");
  EXPECT_TRUE(text.is_complete());
  EXPECT_EQ(text.text(), "abcdefgh");
  EXPECT_EQ(text.total(), 8u);
}

TEST(BoundedText, KeepsHeadAndTailAndSaysWhatIsLeftOut) {
  BoundedText text(3, 3);
  for (const char c : std::string("abcdefghijklmnopqrstuvwxyz")) text.append(std::string(1, c));
  EXPECT_FALSE(text.is_complete());
  EXPECT_EQ(text.text(), "abc\n[... 20 bytes left out ...]\nxyz");
}

TEST(BoundedText, TakesOneHugePiece) {
  BoundedText text(2, 2);
  text.append(std::string(1000, '-') + "yz");
  EXPECT_EQ(text.text(), "--\n[... 998 bytes left out ...]\nyz");
}

TEST(BoundedText, OfNoSizeKeepsNothing) {
  BoundedText text(0, 0);
  text.append("abc");
  EXPECT_EQ(text.text(), "\n[... 3 bytes left out ...]\n");
}

TEST(LastLine, SkipsBlankLines) {
  EXPECT_EQ(last_line("first\nsecond\r\n \n\n"), "second");
  EXPECT_EQ(last_line("only"), "only");
  EXPECT_EQ(last_line(""), "");
  EXPECT_EQ(last_line(" \n\t\n"), "");
  EXPECT_EQ(last_line("a\nabcdef", 3), "abc");
}

}  // namespace
}  // namespace benchgate::measure
