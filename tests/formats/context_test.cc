// The context of a result file: suites and their environments.
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "benchgate/base/error.h"
#include "benchgate/formats/google_benchmark_reader.h"

namespace benchgate::formats {
namespace {

using testing::HasSubstr;
using Fields = std::map<std::string, std::string, std::less<>>;

model::Run read(const std::string& context, const std::string& row = "") {
  const std::string name = R"({"name": "BM", "real_time": 1, "cpu_time": 1, "time_unit": "ns")";
  return read_google_benchmark(
      "{\"context\": " + context + ", \"benchmarks\": [" + name + row + "}]}",
      {.path = "x/base.json", .default_suite = "base"});
}

TEST(Context, FlattensWhatGoogleWrites) {
  const auto run =
      read(R"({"date": "2026", "num_cpus": 4, "cpu_scaling_enabled": false, "load_avg": [1.5,0.25],
    "caches": [{"type": "Data", "level": 1, "size": 49152, "num_sharing": 2},
               {"type": "Instruction", "level": 1, "size": 32768, "num_sharing": 2},
               {"type": "Unified", "level": 3, "size": 110100480, "num_sharing": 4}],
    "extra": {"a": {"b": null}}, "list": [{"k": 1, "l": "x"}, [1, 2]]})");
  const Fields expected = {{"date", "2026"},
                           {"num_cpus", "4"},
                           {"cpu_scaling_enabled", "false"},
                           {"load_avg", "1.5, 0.25"},
                           {"caches", "L1d 48 KiB x2; L1i 32 KiB x2; L3 107520 KiB x1"},
                           {"extra.a.b", "null"},
                           {"list", "k=1 l=x, [1, 2]"}};
  ASSERT_EQ(run.suites.size(), 1U);
  EXPECT_EQ(run.suites[0].environment.fields, expected);
}

TEST(Context, NamesTheSuiteAfterTheExecutableOrTheFile) {
  EXPECT_EQ(read(R"({"executable": "./build/bin/db_bench"})").suites.at(0).name, "db_bench");
  EXPECT_EQ(read(R"({"executable": "C:\\x\\db_bench.exe"})").suites.at(0).name, "db_bench");
  EXPECT_EQ(read(R"({"executable": "build/"})").suites.at(0).name, "base");
  EXPECT_EQ(read("{}").suites.at(0).name, "base");
  EXPECT_EQ(read(R"({"benchgate": {"suites": {"mine": {}}}})").benchmarks.at(0).suite, "mine");
}

TEST(Context, GivesEverySuiteItsEnvironment) {
  const auto run =
      read(R"({"date": "d", "executable": "./e", "benchgate": {"schema": 1, "commit": "c",
    "suites": {"db": {"postgres_version": "15", "date": "own"}, "cache": {}}}})",
           R"(, "benchgate_suite": "cache")");
  ASSERT_EQ(run.suites.size(), 2U);
  EXPECT_EQ(run.suites[0].name, "db");
  EXPECT_EQ(
      run.suites[0].environment.fields,
      (Fields{
          {"date", "own"}, {"executable", "./e"}, {"commit", "c"}, {"postgres_version", "15"}}));
  EXPECT_EQ(run.suites[1].environment.fields,
            (Fields{{"date", "d"}, {"executable", "./e"}, {"commit", "c"}}));
  EXPECT_EQ(run.benchmarks[0].suite, "cache");
}

TEST(Context, AddsSuitesThatOnlyRowsName) {
  const auto run = read(R"({"date": "d"})", R"(, "benchgate_suite": "other")");
  ASSERT_EQ(run.suites.size(), 1U);
  EXPECT_EQ(run.suites[0].name, "other");
  EXPECT_EQ(run.suites[0].environment.fields, (Fields{{"date", "d"}}));
}

TEST(Context, MayStandBehindTheRowsOrBeMissing) {
  const auto behind = read_google_benchmark(
      R"({"benchmarks": [{"name": "BM"}], "context": {"executable": "e"}, "other": [1, {"a": 2}]})",
      {});
  EXPECT_EQ(behind.benchmarks.at(0).suite, "e");
  EXPECT_EQ(read_google_benchmark(R"({"benchmarks": []})", {}).suites.size(), 0U);
}

TEST(Context, RefusesANewerSchema) {
  for (const auto* schema : {"2", "999", "0", "-1", "1.5", "NaN", "1e300"}) {
    try {
      static_cast<void>(read(std::string(R"({"benchgate": {"schema": )") + schema + "}}"));
      ADD_FAILURE() << schema;
    } catch (const InputError& error) {
      EXPECT_THAT(error.what(), HasSubstr("base.json:1:")) << schema;
      if (std::string(schema) == "2") {
        EXPECT_THAT(error.what(), HasSubstr("written by a newer benchgate"));
      }
    }
  }
}

}  // namespace
}  // namespace benchgate::formats
