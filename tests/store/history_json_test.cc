#include "benchgate/store/history_json.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "benchgate/base/error.h"
#include "support/history_samples.h"

namespace benchgate::store {
namespace {

using test_support::HistorySamples;
using testing::AllOf;
using testing::HasSubstr;
using testing::StartsWith;

const std::string kRecord = R"({
"format":"benchgate-record","schema":1,
"id":"r1",
"measured_at":"2026-11-21T02:30:00Z",
"commit":"abc",
"committed_at":null,
"subject":"Faster",
"branch":"main",
"machine_class":"m",
"outcome":"passed",
"title":"all well",
"report_url":"",
"environment":{"cpu_model":"x"},
"columns":[{"metric":"cpu_time","basis":"machine","of":"m","unit":"ns","better":"lower","kind":"timing"}],
"benchmarks":[{"suite":"db","benchmark":"select","figures":[[0,1.5,1,2,10]]},
{"suite":"db","benchmark":"insert","figures":[[0,2.5,null,null,1]]}],
"failures":[{"suite":"db","benchmark":"join","message":"it failed"}]
}
)";

std::string refusal(const std::string& json) {
  try {
    (void)read_record_json(json, "r1.json");
  } catch (const InputError& error) {
    return error.what();
  }
  return "it was read";
}

std::string with(const std::string& what, const std::string& instead) {
  auto json = kRecord;
  const auto at = json.find(what);
  EXPECT_NE(at, std::string::npos) << what;
  return json.replace(at, what.size(), instead);
}

TEST(HistoryJson, ReadsAndWritesTheDocumentedForm) {
  const auto record = read_record_json(kRecord, "r1.json");
  EXPECT_EQ(record.run.measured_at, 1795228200);
  EXPECT_FALSE(record.run.committed_at.has_value());
  ASSERT_EQ(record.points.size(), 2U);
  EXPECT_EQ(record.points[0].value, 1.5);
  EXPECT_EQ(record.points[1].series.benchmark, "insert");
  EXPECT_EQ(record.failures.at(0).message, "it failed");
  EXPECT_EQ(write_record_json(record, JsonLayout::Lines), kRecord);
}

TEST(HistoryJson, WritesOneLineWhereAskedTo) {
  const auto line = write_record_json(read_record_json(kRecord, "r1.json"), JsonLayout::OneLine);
  EXPECT_EQ(line.find('\n'), line.size() - 1);
  EXPECT_EQ(read_record_json(line, "x"), read_record_json(kRecord, "r1.json"));
}

TEST(HistoryJson, GivesBackEveryBit) {
  HistorySamples samples(21);
  for (int i = 0; i < 200; ++i) {
    const auto record = samples.record("r");
    EXPECT_EQ(read_record_json(write_record_json(record, JsonLayout::Lines), "x"), record);
    const auto finding = samples.finding("f");
    EXPECT_EQ(read_finding_json(write_finding_json(finding), "x"), finding);
  }
}

TEST(HistoryJson, SaysWhereAndWhat) {
  struct Case {
    std::string json;
    const char* says;
  };
  const std::vector<Case> cases = {
      {with("\"commit\":\"abc\",\n", ""), "commit is not there"},
      {with("\"commit\":\"abc\"", "\"commit\":5"), "commit must be a text"},
      {with("\"commit\":\"abc\"", "\"commit\":\"a\",\"commit\":\"b\""), "commit stands twice"},
      {with("\"commit\"", "\"more\":1,\"commit\""), "more is not a field that this version knows"},
      {with("\"r1\"", "\"../r1\""), "id: must be"},
      {with("2026-11-21T02:30:00Z", "yesterday"), "measured_at must be a moment"},
      {with("\"ns\"", "\"furlong\""), "columns[0].unit is not a name"},
      {with("[[0,1.5", "[[1,1.5"), "benchmarks[0].figures[0][0] is the number of no column"},
      {with("[[0,1.5", "[[-1,1.5"), "figures[0][0] must be a whole number"},
      {with("1.5", "1e999"), "is not JSON"},
      {with("1.5", "NaN"), "is not JSON"},
      {with("1.5", "\"1.5\""), "figures[0][1] must be a number"},
      {with("1,2,10", "3,2,10"), "ends before it begins"},
      {with("1,2,10", "1,null,10"), "one end of its interval only"},
      {with(",10]", ",10,1]"), "must be [column, value, lower, upper, samples]"},
      {with(",10]", ",1.5]"), "figures[0][4] must be a whole number"},
      {with(",10]", ",4294967296]"), "figures[0][4] must be a whole number"},
      {with("\"insert\"", "\"select\""), "there is another point of its series"},
      {with("\"benchmark\":\"join\"", "\"benchmark\":\"\""), "failures[0].benchmark"},
      {with("{\"cpu_model\":\"x\"}", "{\"a\":\"x\",\"a\":\"y\"}"), "environment.a stands twice"},
      {with("{\"cpu_model\":\"x\"}", "[]"), "environment must be an object"},
      {with("\"benchgate-record\"", "\"benchgate-finding\""), "this is no benchgate-record file"},
      {with("\"schema\":1", "\"schema\":\"1\""), "schema must be a number"},
      {with("\"schema\":1", "\"schema\":2"), "was written by a newer benchgate"},
      {"[]", "this is no benchgate-record file"},
      {kRecord + "{}", "is not JSON"},
      {"\xff", "is not JSON"},
  };
  for (const auto& [json, says] : cases) {
    EXPECT_THAT(refusal(json), AllOf(StartsWith("r1.json: "), HasSubstr(says))) << says;
  }
}

}  // namespace
}  // namespace benchgate::store
