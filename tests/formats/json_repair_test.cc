#include "benchgate/formats/json_repair.h"

#include <string>
#include <string_view>

#include <gtest/gtest.h>

namespace benchgate::formats {
namespace {

using namespace std::string_literals;

TEST(JsonRepair, LeavesWholeTextsAlone) {
  for (const std::string_view text :
       {"", "{}", "{\"benchmarks\": []}", "{\"benchmarks\": [{\"name\": \"a\"}]}\n", "not json",
        "{\"benchmarks\": [{\"name\": \"]}\\\"\"}]}", "{\"context\": {\"a\": "}) {
    EXPECT_FALSE(repair_json(text).repaired()) << text;
  }
}

TEST(JsonRepair, EscapesControlCharactersInsideStringsOnly) {
  const auto repair = repair_json("{\n\t\"a\tb\": \"c\nd\\\te\x01\"}\n"s);
  EXPECT_EQ(repair.text, "{\n\t\"a\\u0009b\": \"c\\u000ad\\\\\\u0009e\\u0001\"}\n");
  EXPECT_EQ(repair.control_characters, 4U);
  EXPECT_FALSE(repair.truncated);
}

TEST(JsonRepair, CutsAfterTheLastWholeRow) {
  const std::string whole = R"({"context": {"a": "}"}, "benchmarks": [{"n": "1"}, {"n": ["2"]})";
  for (const auto& rest :
       {""s, ","s, ", {"s, ", {\"n\": \"3"s, ", {\"n\": \"3\\"s, ", {\"n\": [{}"s, "]"s,
        "], \"b\": {"s, "\n  "s, ", {\"n\": \"\xE2\x82"s}) {
    const auto repair = repair_json(whole + rest);
    EXPECT_TRUE(repair.truncated) << rest;
    EXPECT_EQ(repair.rows_kept, 2U) << rest;
    EXPECT_EQ(repair.text, whole + "\n]}\n") << rest;
  }
}

TEST(JsonRepair, CutsToNoRowsWhereNoneIsWhole) {
  const auto repair = repair_json(R"({"benchmarks": [{"name": "BM)");
  EXPECT_TRUE(repair.truncated);
  EXPECT_EQ(repair.rows_kept, 0U);
  EXPECT_EQ(repair.text, "{\"benchmarks\": [\n]}\n");
}

TEST(JsonRepair, TakesOnlyTheOutermostBenchmarksForRows) {
  EXPECT_FALSE(repair_json(R"({"context": {"benchmarks": [{"a": 1}, )").repaired());
  EXPECT_FALSE(repair_json(R"({"context": ["benchmarks", [{"a": 1}, )").repaired());
}

TEST(JsonRepair, DoesBothAtOnce) {
  const auto repair = repair_json("{\"benchmarks\": [{\"n\": \"\t\"}, {\"n\": \"\n"s);
  EXPECT_EQ(repair.text, "{\"benchmarks\": [{\"n\": \"\\u0009\"}\n]}\n");
}

TEST(JsonRepair, SaysWhereTheFirstDocumentEnds) {
  EXPECT_EQ(repair_json("{\"a\": \"}\"} {}").end, 10U);
  EXPECT_EQ(repair_json("{\"a\": 1").end, std::nullopt);
}

}  // namespace
}  // namespace benchgate::formats
