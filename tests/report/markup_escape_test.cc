#include "benchgate/report/markup_escape.h"

#include <gtest/gtest.h>

namespace benchgate::report {
namespace {

TEST(MarkupText, KeepsWhatXmlCanHold) {
  EXPECT_EQ(markup_text("a\tb\n\u00e9"), "a\tb\n\u00e9");
  EXPECT_EQ(markup_text(std::string("\0\x08\x1f\xef\xbf\xbe\xff", 7)),
            "\ufffd\ufffd\ufffd\ufffd\ufffd");
}

TEST(MarkupText, EscapesWhatBeginsOrEndsSomething) {
  EXPECT_EQ(markup_text("<a href=\"x\">&'"), "&lt;a href=&quot;x&quot;&gt;&amp;&#39;");
}

}  // namespace
}  // namespace benchgate::report
