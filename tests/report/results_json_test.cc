#include "benchgate/report/results_json.h"

#include <cmath>
#include <limits>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "benchgate/base/error.h"
#include "benchgate/base/file.h"
#include "benchgate/report/unicode.h"
#include "report/assessments.h"
#include "source_tree.h"

namespace benchgate::report {
namespace {

using nlohmann::json;
using ::testing::HasSubstr;
using ::testing::StartsWith;

std::string refusal(const std::string& text) {
  try {
    static_cast<void>(read_results_json(text, "r.json"));
  } catch (const InputError& error) {
    return error.what();
  }
  return "accepted";
}

json valid() {
  return json::parse(write_results_json(example::regressed()));
}

/// What is said of the valid document with one value replaced.
std::string refusal_with(const std::string& pointer, const json& value) {
  auto document = valid();
  document.at(json::json_pointer(pointer)) = value;
  return refusal(document.dump());
}

std::string refusal_without(const std::string& pointer, const std::string& key) {
  auto document = valid();
  document.at(json::json_pointer(pointer)).erase(key);
  return refusal(document.dump());
}

TEST(ResultsJson, ReadsWhatItWrote) {
  for (const auto& [name, assessment] : example::all_assessments()) {
    if (name == "hostile") continue;  // holds texts that are not UTF-8
    EXPECT_EQ(read_results_json(write_results_json(assessment), "r.json"), assessment) << name;
  }
}

TEST(ResultsJson, KeepsTheClockThatTheNameDoesNotSay) {
  gate::Assessment assessment{.outcome = gate::Outcome::Passed};
  assessment.judgements = {example::timing({.benchmark = "waits", .metric = "real_time"})};
  assessment.judgements.front().clock = "real_time";
  const auto again = read_results_json(write_results_json(assessment), "r.json");
  EXPECT_TRUE(again.judgements.front().is_about_clock());
  EXPECT_EQ(again, assessment);
}

TEST(ResultsJson, KeepsWhatWasLeftOutAndWhyTheOthersWereMeasured) {
  gate::Assessment assessment{.outcome = gate::Outcome::Passed};
  assessment.coverage.same_code = {{.suite = "s", .benchmark = "same"}};
  assessment.coverage.code_changes = {
      {.name = {.suite = "s", .benchmark = "a"}, .is_touched = true, .functions = {"f()", "g()"}},
      {.name = {.suite = "s", .benchmark = "b"}, .reason = "it has no symbol table"}};
  const auto text = write_results_json(assessment);
  EXPECT_EQ(read_results_json(text, "r.json"), assessment);
  auto document = json::parse(text);
  EXPECT_EQ(document["code_changes"][0]["answer"], "touched");
  EXPECT_EQ(document["code_changes"][1]["answer"], "cannot_tell");
  document["code_changes"][0]["answer"] = "same_code";
  EXPECT_THAT(refusal(document.dump()), HasSubstr("is not touched or cannot_tell"));
  document.erase("code_changes");  // as earlier versions wrote it
  EXPECT_EQ(refusal(document.dump()), "accepted");
}

TEST(ResultsJson, KeepsHostileNamesByteForByteWhereTheyAreUtf8) {
  for (const auto& name : example::hostile_names()) {
    gate::Assessment assessment{.outcome = gate::Outcome::Passed};
    assessment.judgements = {example::timing({.benchmark = name})};
    const auto read = read_results_json(write_results_json(assessment), "r.json");
    EXPECT_EQ(read.judgements.front().benchmark, valid_utf8(name));
  }
}

TEST(ResultsJson, IsValidUtf8WhateverTheNames) {
  const auto text = write_results_json(example::hostile());
  EXPECT_EQ(valid_utf8(text), text);
}

TEST(ResultsJson, RoundTripsExtremeNumbers) {
  gate::Assessment assessment{.outcome = gate::Outcome::Passed};
  auto judgement = example::timing({.benchmark = "b"});
  judgement.base_samples = {5e-324, 1.7976931348623157e308, 0.1, -0.0, 123456789012345680.0};
  judgement.ratio = stats::Estimate{1e308, std::nullopt};  // its percentage overflows
  assessment.judgements = {judgement};
  const auto text = write_results_json(assessment);
  EXPECT_EQ(read_results_json(text, "r.json"), assessment);
  EXPECT_TRUE(json::parse(text).at("/rows/0/effect/percent"_json_pointer).is_null());
}

TEST(ResultsJson, RefusesToWriteWhatIsNotANumber) {
  for (const double value : {std::nan(""), std::numeric_limits<double>::infinity(),
                             -std::numeric_limits<double>::infinity()}) {
    gate::Assessment assessment;
    assessment.judgements = {example::timing({.benchmark = "b"})};
    assessment.judgements[0].head_samples[3] = value;
    EXPECT_THROW(static_cast<void>(write_results_json(assessment)), std::logic_error);
    assessment.judgements[0].head_samples[3] = 1;
    assessment.judgements[0].ratio->point = value;
    EXPECT_THROW(static_cast<void>(write_results_json(assessment)), std::logic_error);
  }
}

TEST(ResultsJson, HasTheFieldsThatScriptsReadFirst) {
  const auto row = valid().at("rows").at(0);
  EXPECT_EQ(row.at("benchmark"), "db/postgres/join_three/rows:10000/real_time");
  EXPECT_EQ(row.at("metric"), "real_time");
  EXPECT_EQ(row.at("verdict"), "regressed");
  EXPECT_EQ(row.at("reason_code"), "worse_than_limit");
  EXPECT_EQ(row.at("reason"), "12.3 % slower (95 % interval +10.3 to +14.3 %), limit 5 %");
  EXPECT_DOUBLE_EQ(row.at("base").at("median"), 1.23e7);
  EXPECT_NEAR(row.at("effect").at("percent").get<double>(), 12.3, 1e-9);
  EXPECT_NEAR(row.at("effect").at("lower").get<double>(), 10.3, 1e-9);
  EXPECT_DOUBLE_EQ(row.at("effect").at("level"), 0.95);
  EXPECT_EQ(valid().at("exit_code"), 1);
}

TEST(ResultsJson, IgnoresFieldsOfLaterVersions) {
  auto document = valid();
  document["later"] = {1, 2};
  document["rows"][0]["later"] = "x";
  EXPECT_EQ(read_results_json(document.dump(), "r.json"), example::regressed());
}

TEST(ResultsJson, ReadsFilesFromBeforePairs) {
  auto document = valid();
  for (auto& row : document["rows"]) row.erase("paired");
  EXPECT_EQ(read_results_json(document.dump(), "r.json"), example::regressed());
}

TEST(ResultsJson, ReadsFilesFromBeforeAcceptances) {
  auto document = valid();
  document.erase("acceptances");
  for (auto& row : document["rows"]) row.erase("acceptance");
  EXPECT_EQ(read_results_json(document.dump(), "r.json"), example::regressed());
}

TEST(ResultsJson, RefusesAcceptancesThatCannotBe) {
  const auto refusal_of = [](const std::string& pointer, const json& value) {
    auto document = json::parse(write_results_json(example::accepted()));
    document.at(json::json_pointer(pointer)) = value;
    return refusal(document.dump());
  };
  EXPECT_THAT(refusal_of("/acceptances/0/until", "2027-02-30"),
              HasSubstr("acceptances[0].until is not a day"));
  EXPECT_THAT(refusal_of("/acceptances/0/state", "fine"), HasSubstr("is not a state"));
  EXPECT_THAT(refusal_of("/acceptances/0/days_left", 0.5), HasSubstr("must be a whole number"));
  EXPECT_THAT(refusal_of("/acceptances/0/days_left", 1e300), HasSubstr("must be a whole number"));
  EXPECT_THAT(refusal_of("/acceptances/0/new", "yes"), HasSubstr("must be true or false"));
  EXPECT_THAT(refusal_of("/acceptances/0/up_to", "+12 %"), HasSubstr("must be an object"));
  EXPECT_THAT(refusal_of("/rows/0/acceptance/state", "unused"), HasSubstr("is none of a row"));
  // A regression that says it is accepted, and one that is without anybody having accepted it.
  EXPECT_THAT(refusal_of("/rows/0/acceptance/state", "used"), HasSubstr("contradict themselves"));
  EXPECT_THAT(refusal_of("/rows/3/acceptance", nullptr), HasSubstr("contradict themselves"));
}

TEST(ResultsJson, RefusesPairsThatCannotBe) {
  const auto refusal_of = [](const std::string& key, const json& value) {
    auto document = json::parse(write_results_json(example::together()));
    document["rows"][0]["paired"][key] = value;
    return refusal(document.dump());
  };
  EXPECT_THAT(refusal_of("pacing", "trio"), HasSubstr("rows[0].paired.pacing is not duet"));
  EXPECT_THAT(refusal_of("screening_pairs", -1), HasSubstr("must be a count"));
  EXPECT_THAT(refusal_of("confirming_pairs", 0.5), HasSubstr("must be a count"));
  EXPECT_THAT(refusal_of("unchanged_within", nullptr), HasSubstr("must be a number"));
}

TEST(ResultsJson, RefusesANewerSchema) {
  EXPECT_THAT(refusal_with("/schema", 2), HasSubstr("schema is 2, which is newer than the 1"));
  EXPECT_THAT(refusal_with("/schema", 0), HasSubstr("schema is no version"));
  EXPECT_THAT(refusal_with("/schema", "1"), HasSubstr("schema must be a count"));
}

TEST(ResultsJson, RefusesWrongTypesWithTheirPlace) {
  EXPECT_THAT(refusal_with("/rows/3/effect/ratio", "1.2"),
              StartsWith("r.json: rows[3].effect.ratio must be a number"));
  EXPECT_THAT(refusal_with("/rows/0/benchmark", 7), HasSubstr("rows[0].benchmark must be a text"));
  EXPECT_THAT(refusal_with("/rows/0/closes_gate", 1), HasSubstr("must be true or false"));
  EXPECT_THAT(refusal_with("/rows/0/samples/base", "x"),
              HasSubstr("rows[0].samples.base must be a list"));
  EXPECT_THAT(refusal_with("/rows/0/samples/base/2", nullptr),
              HasSubstr("must be a list of finite numbers, which [2] is not"));
  EXPECT_THAT(refusal_with("/rows/0/samples", 3), HasSubstr("rows[0].samples must be an object"));
  EXPECT_THAT(refusal_with("/rows", json::object()), HasSubstr("rows must be a list"));
  EXPECT_THAT(refusal_with("/rows/0/base/samples", -1), HasSubstr("must be a count"));
  EXPECT_THAT(refusal_with("/rows/0/base/samples", 1.5), HasSubstr("must be a count"));
  EXPECT_THAT(refusal_with("/method", nullptr), HasSubstr("method must be an object"));
}

TEST(ResultsJson, RefusesUnknownNames) {
  EXPECT_THAT(refusal_with("/outcome", "fine"), HasSubstr("outcome is not an outcome"));
  EXPECT_THAT(refusal_with("/rows/0/verdict", "ok"), HasSubstr("is not a verdict"));
  EXPECT_THAT(refusal_with("/rows/0/reason_code", ""), HasSubstr("is not a reason"));
  EXPECT_THAT(refusal_with("/rows/0/unit", "us"), HasSubstr("is not a unit"));
  EXPECT_THAT(refusal_with("/rows/0/better", "up"), HasSubstr("is not lower, higher or neither"));
  EXPECT_THAT(refusal_with("/rows/0/severity", "Fail"), HasSubstr("is not a severity"));
  EXPECT_THAT(refusal_with("/method/pairing", "beside"), HasSubstr("is not a pairing"));
  EXPECT_THAT(refusal_with("/budgets/0/state", "ok"), HasSubstr("is not a state of a budget"));
}

TEST(ResultsJson, RefusesNumbersThatCannotBe) {
  EXPECT_THAT(refusal_with("/rows/0/effect/ratio", 0), HasSubstr("must be above 0"));
  EXPECT_THAT(refusal_with("/rows/0/effect/ratio", -1), HasSubstr("must be above 0"));
  EXPECT_THAT(refusal_with("/rows/0/effect/level", 1), HasSubstr("must lie between 0 and 1"));
  EXPECT_THAT(refusal_with("/method/family_alpha", 0), HasSubstr("must lie between 0 and 1"));
  EXPECT_THAT(refusal_with("/rows/0/effect/ratio_lower", 9), HasSubstr("is above the upper bound"));
  EXPECT_THAT(refusal("{\"schema\": 1e400}"), HasSubstr("a number is too large"));
}

TEST(ResultsJson, RefusesADocumentThatContradictsItself) {
  EXPECT_THAT(refusal_with("/exit_code", 0), HasSubstr("exit_code contradicts the outcome"));
  EXPECT_THAT(refusal_with("/counts/regressed", 0),
              HasSubstr("counts.regressed contradicts the rows"));
  auto document = valid();
  document["outcome"] = "passed";
  document["exit_code"] = 0;
  EXPECT_THAT(refusal(document.dump()), HasSubstr("outcome contradicts the rows"));
  EXPECT_THAT(refusal_with("/coverage/compared", 999), HasSubstr("compares more than there is"));
}

TEST(ResultsJson, RefusesWhatIsMissing) {
  EXPECT_THAT(refusal_without("", "rows"), HasSubstr("rows is not there"));
  EXPECT_THAT(refusal_without("/rows/1", "effect"), HasSubstr("rows[1].effect is not there"));
  EXPECT_THAT(refusal_without("/rows/1/base", "median"),
              HasSubstr("rows[1].base.median is not there"));
}

TEST(ResultsJson, RefusesWhatIsNotJson) {
  EXPECT_THAT(refusal(""), HasSubstr("this is not JSON"));
  EXPECT_THAT(refusal("{\n  \"schema\": NaN}"), StartsWith("r.json:2:"));
  EXPECT_THAT(refusal("[1]"), HasSubstr("the document must be an object"));
  EXPECT_THAT(refusal("{} {}"), HasSubstr("this is not JSON"));
  EXPECT_THAT(refusal("\xFF\xFE{"), HasSubstr("this is not JSON"));
  EXPECT_THAT(refusal(std::string(1'000'000, '[')), HasSubstr("this is not JSON"));
  EXPECT_THAT(refusal("{\"schema\": 1, \"schema\": 1}"), HasSubstr("schema stands twice"));
}

TEST(ResultsJson, RefusesTextsAndListsWithoutMeasure) {
  EXPECT_THAT(refusal_with("/rows/0/message", std::string(2'000'000, 'x')),
              HasSubstr("is too long a text"));
  EXPECT_THAT(refusal_with("/rows/0/samples/base", json(std::vector<int>(2'000'000, 1))),
              HasSubstr("is too long a list"));
}

TEST(ResultsJson, DocumentedExampleIsReadable) {
  const auto page =
      read_file(std::string(BENCHGATE_SOURCE_DIR) + "/docs/results-json.md", 1U << 20U);
  const auto begin = page.find("```json\n");
  ASSERT_NE(begin, std::string::npos);
  const auto end = page.find("```\n", begin + 8);
  const auto example = page.substr(begin + 8, end - begin - 8);
  const auto assessment = read_results_json(example, "docs/results-json.md");
  EXPECT_EQ(write_results_json(assessment), example);
}

TEST(ResultsJson, DocumentsEveryField) {
  const auto page =
      read_file(std::string(BENCHGATE_SOURCE_DIR) + "/docs/results-json.md", 1U << 20U);
  const std::function<void(const json&)> check = [&](const json& value) {
    if (value.is_array()) {
      for (const auto& element : value) check(element);
    }
    if (!value.is_object()) return;
    for (const auto& [key, inner] : value.items()) {
      EXPECT_THAT(page, HasSubstr("`" + key + "`"));
      check(inner);
    }
  };
  check(valid());
  check(json::parse(write_results_json(example::together())));
  check(json::parse(write_results_json(example::accepted())));
}

}  // namespace
}  // namespace benchgate::report
