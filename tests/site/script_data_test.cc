#include "benchgate/site/script_data.h"

#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace benchgate::site {
namespace {

using testing::HasSubstr;
using testing::MatchesRegex;
using testing::Not;

TEST(ScriptJson, CanEndNeitherAScriptNorAString) {
  const auto text = script_json({{"name", "</script><!--\u2028\u2029&\"\\\n"}});
  for (const auto* bad : {"<", ">", "&", "\u2028", "\u2029", "\n"})
    EXPECT_THAT(text, Not(HasSubstr(bad)));
  EXPECT_EQ(text, R"({"name":"\u003c/script\u003e\u003c!--\u2028\u2029\u0026\"\\\n"})");
}

TEST(ScriptJson, IsStillTheSameText) {
  const std::string name = "</script>\u2028&'\"`\u202e";
  EXPECT_EQ(nlohmann::json::parse(script_json({{"name", name}}))["name"], name);
}

TEST(ScriptJson, ReplacesWhatIsNotUtf8) {
  EXPECT_EQ(script_json("a\xff"), "\"a\ufffd\"");
}

TEST(DataScript, HandsTheDataToThePage) {
  EXPECT_EQ(data_script("runs", "{}"), "benchgate(\"runs\", {});\n");
}

TEST(Slug, HoldsNothingButLettersDigitsAndDashes) {
  for (const std::string name : {"", "db/Select By Key/rows:10", "../../etc/passwd", "</script>",
                                 "con", "\xff\xfe", "日本語", "\n", "a.js", "-", "index.html"}) {
    EXPECT_THAT(slug("suite", name), MatchesRegex("([a-z0-9][a-z0-9-]*-)?[0-9a-f]+")) << name;
  }
  EXPECT_THAT(slug("suite", "db/Select By Key/rows:10"),
              MatchesRegex("db-select-by-key-rows-10-[0-9a-f]+"));
}

TEST(Slug, TellsApartWhatLooksTheSame) {
  EXPECT_NE(slug("db", "a b"), slug("db", "a/b"));
  EXPECT_NE(slug("db", "a"), slug("cache", "a"));
  EXPECT_NE(slug("a", "bc"), slug("ab", "c"));
  EXPECT_EQ(slug("db", "a"), slug("db", "a"));
}

TEST(Slug, IsShortEnoughForAFileName) {
  EXPECT_LE(slug("suite", std::string(10000, 'x')).size(), 60U);
}

TEST(Number, IsJson) {
  const auto text = [](double value, std::optional<int> digits) {
    std::string out;
    append_number(out, value, digits);
    EXPECT_EQ(nlohmann::json::parse(out).is_number(), true) << out;
    return out;
  };
  EXPECT_EQ(text(1234.56789, 6), "1234.57");
  EXPECT_EQ(text(12345678.9, 6), "1.23457e+07");
  EXPECT_EQ(text(0, 6), "0");
  EXPECT_EQ(text(-1e-9, 6), "-1e-09");
  EXPECT_EQ(text(9007199254740991, std::nullopt), "9007199254740991");
}

TEST(Link, IsForTheWebOnly) {
  for (const auto* good : {"https://ci.example/runs/1", "http://localhost:8080/a?b=c#d"})
    EXPECT_EQ(link_or_nothing(good), good);
  for (const auto* bad :
       {"", "https://", "javascript:alert(1)", "JavaScript:alert(1)", "data:text/html,x", "//host/",
        "ftp://host/", " https://host/", "https://host/\"onclick=", "https://host/<b>",
        "https://host/a b", "https://host/\n", "file:///etc/passwd", "https://h\u00f6st/"}) {
    EXPECT_EQ(link_or_nothing(bad), std::nullopt) << bad;
  }
}

}  // namespace
}  // namespace benchgate::site
