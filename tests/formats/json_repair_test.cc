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

TEST(JsonRepair, TakesBackslashesLiterallyWhereOneIsNoEscape) {
  // Google Benchmark issues 641 and 745. The \\n of another text is a folder there, too.
  const auto repair =
      repair_json(R"({"executable": "D:\_Dev\x.exe", "e": "c:\new", "m": "c:\dir\"})");
  EXPECT_EQ(repair.text, R"({"executable": "D:\\_Dev\\x.exe", "e": "c:\\new", "m": "c:\\dir\\"})");
  EXPECT_EQ(repair.backslashes, 5U);
}

TEST(JsonRepair, EscapesQuotesThatDoNotEndTheirText) {
  const auto repair = repair_json(
      R"({"benchmarks": [{"name": "BM<'"'>", "label": "say "hi", he said", "n": 1}, {"name": "a" }]})",
      Quotes::Guess);
  EXPECT_EQ(repair.text, R"({"benchmarks": [{"name": "BM<'\"'>", "label": "say \"hi\", he said", )"
                         R"("n": 1}, {"name": "a" }]})");
  EXPECT_EQ(repair.quotes, 3U);
}

TEST(JsonRepair, ReplacesHalvesOfCharacters) {
  const auto halves =
      repair_json(R"({"a": "\ud800", "b\uDC00x": "\uDBFF\ud83d\ude00\u00e9\ude00"})");
  EXPECT_EQ(halves.text, R"({"a": "\ufffd", "b\ufffdx": "\ufffd\ud83d\ude00\u00e9\ufffd"})");
  EXPECT_EQ(halves.half_characters, 4U);
}

TEST(JsonRepair, PutsCommasInAroundCustomContext) {
  // Google Benchmark issues 1181 and 1479.
  const auto repair = repair_json(
      "{\"context\": {\"library_build_type\": \"release\"\n"
      "    \"foo\": \"bar\"\n    \"n\": 1 \"x\": [1] \"y\": true }}");
  EXPECT_EQ(repair.text,
            "{\"context\": {\"library_build_type\": \"release\"\n"
            "    ,\"foo\": \"bar\"\n    ,\"n\": 1 ,\"x\": [1] ,\"y\": true }}");
  EXPECT_EQ(repair.missing_commas, 4U);
}

TEST(JsonRepair, LeavesMissingCommasElsewhereAlone) {
  for (const std::string_view text :
       {R"({"benchmarks": [{"name": "a" "x": 1}]})", R"({"benchmarks": [] "context": {}})"}) {
    EXPECT_FALSE(repair_json(text).repaired()) << text;
  }
}

TEST(JsonRepair, ReadsPercentagesAsFractions) {
  // Google Benchmark issues 300 and 379.
  const auto repair = repair_json(R"({"rms": 2%, "x": -12.5%, "y": "3%"})");
  EXPECT_EQ(repair.text, R"({"rms": 2e-2, "x": -12.5e-2, "y": "3%"})");
  EXPECT_EQ(repair.percentages, 2U);
  for (const std::string word : {"nan", "-nan", "inf", "-nan(ind)", "1.#INF"}) {
    EXPECT_EQ(repair_json(R"({"rms": )" + word + R"(%, "x": 1})").text, R"({"rms": NaN, "x": 1})");
  }
}

TEST(JsonRepair, ReadsNumbersOfOtherLocales) {
  // Google Benchmark issue 2039; and decimal commas.
  const auto repair = repair_json(
      R"({"a": 1,000,000, "b": 12,345, "c": 1.000.000, "d": 1'000, "e": 1,2340e+02, "f": -1,5})");
  EXPECT_EQ(repair.text,
            R"({"a": 1000000, "b": 12345, "c": 1000000, "d": 1000, "e": 1.2340e+02, "f": -1.5})");
  EXPECT_EQ(repair.locale_numbers, 6U);
}

TEST(JsonRepair, LeavesNumbersOfArraysAlone) {
  for (const std::string_view text :
       {"{\"a\": [1,000,000]}", "{\"a\": [0.679688,0.585449,0.533691]}", "{\"a\": 1.000}",
        "{\"a\": 1,00,\"b\": 1}x,"}) {
    EXPECT_EQ(repair_json(text).locale_numbers, text.starts_with("{\"a\": 1,") ? 1U : 0U) << text;
  }
}

TEST(JsonRepair, GivesUpWhereNestingIsDeeperThanTheReaderGoes) {
  EXPECT_FALSE(repair_json("{\"a\": 2%, \"b\": " + std::string(100'000, '[')).repaired());
}

TEST(JsonRepair, SaysWhereTheFirstDocumentEnds) {
  EXPECT_EQ(repair_json("{\"a\": \"}\"} {}").end, 10U);
  EXPECT_EQ(repair_json("{\"a\": 1").end, std::nullopt);
}

}  // namespace
}  // namespace benchgate::formats
