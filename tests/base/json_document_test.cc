#include "benchgate/base/json_document.h"

#include <functional>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "benchgate/base/error.h"

namespace benchgate {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::StartsWith;

/// What is said of `json`, a whole file, when `read` gets it.
std::string refusal(
    const std::string& json, const std::function<void(JsonField)>& read = [](const JsonField&) {}) {
  try {
    const JsonDocument document(json, "x.json", {.content = json, .most_depth = 5});
    read(document.root());
  } catch (const InputError& error) {
    return error.what();
  }
  return "it was read";
}

TEST(JsonDocument, HoldsWhatStandsThere) {
  const std::string json =
      R"( {"t": "a\n\u00e9\ud83d\ude00", "n": -0.25e1, "i": -7, "c": 12, "b": true, "o": false,
           "z": null, "l": [1, 2.5], "e": {}, "s": ["x", ""], "b\u0061d": 1} )";
  const JsonDocument document(json, "x.json", {});
  const auto root = document.root();
  EXPECT_EQ(root.at("t").text(), "a\n\u00e9\U0001F600");
  EXPECT_EQ(root.at("n").number(), -2.5);
  EXPECT_EQ(root.at("i").integer(), -7);
  EXPECT_EQ(root.at("c").count(), 12U);
  EXPECT_EQ(root.at("c").whole(12), 12U);
  EXPECT_TRUE(root.at("b").boolean());
  EXPECT_FALSE(root.at("o").boolean());
  EXPECT_TRUE(root.at("z").is_null());
  EXPECT_THAT(root.at("l").numbers(), ElementsAre(1, 2.5));
  EXPECT_EQ(root.at("l").element(1).number(), 2.5);
  EXPECT_TRUE(root.at("e").fields().empty());
  EXPECT_THAT(root.at("s").texts(), ElementsAre("x", ""));
  EXPECT_TRUE(root.has("bad"));
  EXPECT_FALSE(root.has("other"));
  EXPECT_FALSE(root.at("l").has("t"));
  std::string keys;
  for (const auto& field : root.fields()) keys += std::string(field.key()) + " ";
  EXPECT_EQ(keys, "t n i c b o z l e s bad ");
}

TEST(JsonDocument, SaysWhereATextIsNotJson) {
  struct Case {
    const char* json;
    const char* where;
  };
  for (const auto& [json, where] : std::initializer_list<Case>{
           {"", "x.json: "},
           {"  ", "x.json: "},
           {"{\"a\": 1,\n \"b\": NaN}", "x.json:2:7: "},
           {"{\"a\": nul}", "x.json:1:7: "},
           {"[[null", "x.json:1:3: "},
           {"{\"a\": nulls}", "x.json:1:7: "},
           {"{\"a\": truest}", "x.json:1:7: "},
           {"{\"a\": 01}", "x.json:1:7: "},
           {"{\"a\": +1}", "x.json:1:7: "},
           {"{\"a\": .5}", "x.json:1:7: "},
           {"{\"a\": 1.}", "x.json:1:7: "},
           {"{\"a\": 1 2}", "x.json:1:"},
           {"{\"a\": \"\\x\"}", "x.json:1:7: "},
           {"{\"a\": \"\\ud800\"}", "x.json:1:7: "},
           {"{\"a\": 'b'}", "x.json:1:7: "},
           {"{\"a\" 1}", "x.json:1:"},
           {"{a: 1}", "x.json:1:"},
           {"{\"a\": 1,}", "x.json:1:"},
           {"[1,]", "x.json:1:"},
           {"[1", "x.json"},
           {"{\"a\": [1, 2}", "x.json"},
           {"{\"a\": \"b", "x.json"},
           {"{} {}", "x.json:1:4: "},
           {"{}]", "x.json"},
           {"\xff{}", "x.json: "},
           {"{\"a\": \"\xc3\"}", "x.json: "},
           {"{\"a\": \"\x01\"}", "x.json: "},
           {"[[[[[[]]]]]]", "x.json:1:6: "},
       }) {
    EXPECT_THAT(refusal(json), AllOf(StartsWith(where), HasSubstr("this is not JSON"))) << json;
  }
  EXPECT_THAT(refusal("[1e999]"), HasSubstr("a number is too large"));
  EXPECT_THAT(refusal("[[[[[]]]]]"), "it was read");
  EXPECT_THAT(refusal("5"), "it was read");
}

TEST(JsonDocument, NamesPlacesOfTheFileThatItIsAPartOf) {
  const std::string file = "window.x =\n {\"a\": tru}";
  const auto part = std::string_view(file).substr(file.find('{'));
  const auto refusal_with = [&](std::string_view content) -> std::string {
    try {
      const JsonDocument document(part, "x.js", {.content = content, .advice = "make it anew"});
    } catch (const InputError& error) {
      return error.what();
    }
    return "it was read";
  };
  EXPECT_THAT(refusal_with(file), AllOf(StartsWith("x.js:2:8: "), HasSubstr("; make it anew")));
  EXPECT_THAT(refusal_with({}), StartsWith("x.js: this is not JSON"));
}

TEST(JsonDocument, SaysWhichFieldIsWrong) {
  using Read = std::function<void(JsonField)>;
  struct Case {
    const char* json;
    Read read;
    const char* says;
  };
  const auto at_a = [](auto read) {
    return [read](const JsonField& root) { static_cast<void>(read(root.at("a"))); };
  };
  const auto count = at_a([](const JsonField& a) { return a.count(); });
  const auto whole = at_a([](const JsonField& a) { return a.whole(9); });
  const auto integer = at_a([](const JsonField& a) { return a.integer(); });
  const std::vector<Case> cases = {
      {"[]", count, "x.json: the document must be an object"},
      {"5", count, "x.json: the document must be an object"},
      {"{}", count, "x.json: a is not there"},
      {R"({"a": 1, "b": 2, "a": 3})", count, "x.json: a stands twice"},
      {R"([{"c": {"a": 1, "\u0061": 3}}])", count, "x.json: [0].c.a stands twice"},
      {R"({"a": -1})", count, "x.json: a must be a count"},
      {R"({"a": 1.0})", count, "x.json: a must be a count"},
      {R"({"a": 9007199254740993})", count, "x.json: a must be a count"},
      {R"({"a": 18446744073709551617})", count, "x.json: a must be a count"},
      {R"({"a": "1"})", count, "x.json: a must be a count"},
      {R"({"a": 10})", whole, "x.json: a must be a whole number from 0 to 9"},
      {R"({"a": -1})", whole, "x.json: a must be a whole number from 0 to 9"},
      {R"({"a": 2147483648})", integer, "x.json: a must be a whole number"},
      {R"({"a": 1})", at_a([](const JsonField& a) { return a.text(); }),
       "x.json: a must be a text"},
      {R"({"a": 1})", at_a([](const JsonField& a) { return a.boolean(); }),
       "x.json: a must be true or false"},
      {R"({"a": "1"})", at_a([](const JsonField& a) { return a.number(); }),
       "x.json: a must be a number"},
      {R"({"a": 0})", at_a([](const JsonField& a) { return a.positive(); }),
       "x.json: a must be above 0"},
      {R"({"a": 1})", at_a([](const JsonField& a) { return a.fraction(); }),
       "x.json: a must lie between 0 and 1"},
      {R"({"a": {}})", at_a([](const JsonField& a) { return a.elements(); }),
       "x.json: a must be a list"},
      {R"({"a": [1, null]})", at_a([](const JsonField& a) { return a.numbers(); }),
       "x.json: a must be a list of finite numbers, which [1] is not"},
      {R"({"a": ["x", 1]})", at_a([](const JsonField& a) { return a.texts(); }),
       "x.json: a[1] must be a text"},
      {R"({"a": [[{"b": 1}], 2, {"b": {"c": 3}}]})",
       at_a([](const JsonField& a) { return a.element(2).at("b").at("c").text(); }),
       "x.json: a[2].b.c must be a text"},
      {R"({"a": 1, "b\u001b[2J": 2})", [](const JsonField& root) { root.require_only({"a"}); },
       "x.json: b?[2J is not a field that this version knows"},
  };
  for (const auto& [json, read, says] : cases) EXPECT_EQ(refusal(json, read), says) << json;
}

TEST(JsonDocument, LimitsTextsAndLists) {
  const auto text = "{\"a\": \"" + std::string(JsonField::kMostText + 1, 'x') + "\"}";
  EXPECT_EQ(refusal(text, [](const JsonField& root) { (void)root.at("a").text(); }),
            "x.json: a is too long a text");
  std::string list = "[0";
  for (std::size_t i = 0; i < JsonField::kMostElements; ++i) list += ",0";
  EXPECT_EQ(refusal(list + "]", [](const JsonField& root) { (void)root.numbers(); }),
            "x.json: the document is too long a list");
}

}  // namespace
}  // namespace benchgate
