// Expected values: Unicode 15.0, chapter 3, tables 3-7 and 3-8; RFC 8259, section 7.
#include "benchgate/formats/utf8.h"

#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

namespace benchgate::formats {
namespace {

using namespace std::string_literals;

TEST(ValidUtf8Prefix, TakesWhatUnicodeAllows) {
  for (const auto& text : {""s, "plain"s, "a\0b"s, "é"s, "€"s, "😀"s, "\xED\x9F\xBF"s,
                           "\xEE\x80\x80"s, "\xF4\x8F\xBF\xBF"s, "\x7F"s}) {
    EXPECT_EQ(valid_utf8_prefix(text), text.size()) << text;
  }
}

TEST(ValidUtf8Prefix, StopsInFrontOfWhatIsNone) {
  const std::vector<std::string> rejects = {
      "\x80",              // a continuation alone
      "\xC0\x80",          // overlong NUL
      "\xC1\xBF",          // overlong DEL
      "\xE0\x9F\xBF",      // overlong
      "\xF0\x8F\xBF\xBF",  // overlong
      "\xED\xA0\x80",      // surrogate
      "\xF4\x90\x80\x80",  // above U+10FFFF
      "\xF5\x80\x80\x80",
      "\xFE",
      "\xFF",
      "\xE2\x82",      // cut
      "\xF0\x9F\x98",  // cut
      "\xC3(",         // no continuation
      "\xE9t\xE9",     // Latin-1
  };
  for (const auto& text : rejects) EXPECT_EQ(valid_utf8_prefix("ab" + text), 2U) << text;
}

TEST(AppendJsonString, EscapesWhatJsonForbids) {
  std::string out = "x";
  append_json_string(out, "a\"b\\c\nd\te\rf\x01\x1F\x7Fé\0"s);
  EXPECT_EQ(out, "x\"a\\\"b\\\\c\\nd\\te\\rf\\u0001\\u001f\x7Fé\\u0000\"");
}

TEST(AppendJsonString, ReplacesBytesThatAreNotUtf8) {
  std::string out;
  append_json_string(out, "a\xFFz\xE2\x82");
  EXPECT_EQ(out, "\"a\xEF\xBF\xBDz\xEF\xBF\xBD\xEF\xBF\xBD\"");
}

}  // namespace
}  // namespace benchgate::formats
