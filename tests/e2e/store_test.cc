// A history: results kept, listed, copied, checked, compacted, thinned out.
#include <gmock/gmock.h>

#include "e2e/workplace.h"

namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;

class Store : public e2e::Workplace {
 protected:
  void SetUp() override {
    measured("seed=1 noise=0.01", "base.json");
    measured("seed=2 noise=0.01", "head.json");
    const auto compared =
        benchgate({"compare", "base.json", "head.json", "--output", "json=results.json"});
    ASSERT_EQ(compared.exit_code, 0) << compared.err;
  }

  e2e::Finished append(e2e::Arguments arguments) const {
    e2e::Arguments all = {"store", "append", "--to", "history", "--branch", "main"};
    all.insert(all.end(), arguments.begin(), arguments.end());
    return benchgate(all);
  }
};

TEST_F(Store, KeepsResultsAndRunsOnceEach) {
  EXPECT_THAT(append({"results.json"}).out, HasSubstr("Appended"));
  EXPECT_THAT(append({"results.json"}).out, HasSubstr("Was there already"));
  EXPECT_THAT(append({"head.json"}).out, HasSubstr("Appended"));
  const auto listed = benchgate({"store", "list", "history"});
  EXPECT_EQ(listed.exit_code, 0) << listed.err;
  EXPECT_THAT(listed.out, AllOf(HasSubstr("2 of 2 records"), HasSubstr("passed"), HasSubstr("here"),
                                HasSubstr("main")));
  EXPECT_THAT(benchgate({"store", "list", "history", "--last", "1"}).out,
              HasSubstr("1 of 2 records"));
  EXPECT_EQ(benchgate({"store", "verify", "history"}).exit_code, 0);
}

/// A plain file of Google Benchmark.
std::string plain_file(const std::string& date, int cpus, double time, double rate) {
  return R"({"context": {"date": ")" + date + R"(", "num_cpus": )" + std::to_string(cpus) +
         R"(, "executable": "./bench", "caches": []}, "benchmarks": [{"name": "BM_copy", "iterations": 1000, "real_time": )" +
         std::to_string(time) + R"(, "cpu_time": )" + std::to_string(time) +
         R"(, "time_unit": "ns", "GB/s": )" + std::to_string(rate) + "}]}";
}

TEST_F(Store, ImportsAFolderButItsBadFileAndTakesNoZoneForUtc) {
  write("runs/a.json", plain_file("2018-07-18 10:00:00", 4, 100, 1));
  write("runs/b.json", "{");
  const auto imported = benchgate({"store", "import", "runs", "--to", "imported"});
  EXPECT_EQ(imported.exit_code, 0) << imported.err;
  EXPECT_THAT(imported.out, HasSubstr("Imported 1 record;"));
  EXPECT_THAT(imported.err, AllOf(HasSubstr("left out"), HasSubstr("b.json")));
  EXPECT_THAT(benchgate({"store", "list", "imported"}).out,
              AllOf(HasSubstr("2018-07-18T10:00:00Z"), HasSubstr("4cpu")));
}

TEST_F(Store, ImportSaysWhenAFileWithoutADateWasMeasured) {
  write("undated.json", plain_file("", 4, 100, 1));
  EXPECT_EQ(benchgate({"store", "import", "undated.json", "--to", "imported"}).exit_code, 2);
  const auto imported = benchgate({"store", "import", "undated.json", "--to", "imported",
                                   "--measured-at", "2026-05-01T02:00:00Z"});
  EXPECT_EQ(imported.exit_code, 0) << imported.err;
}

TEST_F(Store, AnotherMachineIsAnotherSeriesAndACounterHasNoBadDirection) {
  for (int i = 0; i < 20; ++i) {
    const auto day = std::to_string(10 + i);
    const double noise = i % 3;
    // The file server got two CPUs; the faster copies doubled a counter that no rule names.
    write("moved/" + day + ".json", plain_file("2026-01-" + day + "T00:00:00Z", i < 10 ? 4 : 2,
                                               (i < 10 ? 100 : 150) + noise, 20));
    write("faster/" + day + ".json", plain_file("2026-01-" + day + "T00:00:00Z", 4, 100 + noise,
                                                (i < 10 ? 20 : 40) + noise / 10));
  }
  for (const std::string name : {"moved", "faster"}) {
    const auto imported = benchgate({"store", "import", name, "--to", "h-" + name});
    ASSERT_EQ(imported.exit_code, 0) << imported.err;
  }
  EXPECT_THAT(benchgate({"history", "h-moved"}).out, HasSubstr("0 changes"));
  const auto faster = benchgate({"history", "h-faster"});
  EXPECT_THAT(faster.out, AllOf(HasSubstr("GB/s"), HasSubstr("0 for the worse, 0 for the better"),
                                HasSubstr("1 without a known")));
}

TEST_F(Store, ANightHasItsOwnVerdictAndSaysWhereItWasMeasured) {
  measured("seed=2 noise=0.01 factor:fake/alpha=3", "slow.json");
  measured("seed=3 noise=0.01 factor:fake/alpha=3", "again.json");
  const auto closed = benchgate({"compare", "base.json", "slow.json", "--again", "again.json",
                                 "--output", "json=night.json"});
  ASSERT_EQ(closed.exit_code, 1) << closed.err;
  const auto appended = append({"results.json", "--verdict-of", "night.json", "--environment-of",
                                "head.json", "--measured-at", "2026-05-01T02:00:00Z"});
  ASSERT_EQ(appended.exit_code, 0) << appended.err;
  const auto listed = benchgate({"store", "list", "history", "--format", "json"});
  ASSERT_EQ(listed.exit_code, 0) << listed.err;
  const auto runs = e2e::Json::parse(listed.out)["runs"];
  ASSERT_EQ(runs.size(), 1U);
  EXPECT_EQ(runs[0]["outcome"], "closed");
  EXPECT_THAT(runs[0]["title"].get<std::string>(), HasSubstr("alpha"));
  EXPECT_EQ(runs[0]["measured_at"], "2026-05-01T02:00:00Z");
  const auto record =
      e2e::Json::parse(read("history/2026/05/" + runs[0]["id"].get<std::string>() + ".json"));
  EXPECT_TRUE(record["environment"].contains("cpu_model")) << record["environment"].dump(1);
}

TEST_F(Store, CopiesCompactsAndPrunes) {
  append({"results.json", "--measured-at", "2024-05-01T00:00:00Z"});
  append({"head.json", "--measured-at", "2024-05-02T00:00:00Z"});
  append({"base.json"});
  EXPECT_THAT(benchgate({"store", "copy", "history", "copy"}).out, HasSubstr("Copied 3"));
  EXPECT_THAT(benchgate({"store", "copy", "history", "copy"}).out, HasSubstr("Copied 0"));
  EXPECT_THAT(benchgate({"store", "compact", "copy"}).out,
              HasSubstr("2 records of 1 year into 1 file"));
  EXPECT_FALSE(exists(at("copy/2024")));
  EXPECT_THAT(benchgate({"store", "list", "copy"}).out, HasSubstr("3 of 3 records"));
  const e2e::Arguments prune = {"store", "prune", "copy", "--keep-days", "30"};
  auto dry = prune;
  dry.push_back("--dry-run");
  EXPECT_THAT(benchgate(dry).out, HasSubstr("1 of 3 records would leave"));
  auto moving = prune;
  moving.insert(moving.end(), {"--to", "archive"});
  EXPECT_THAT(benchgate(moving).out, HasSubstr("1 of 3 records moved to archive"));
  EXPECT_THAT(benchgate({"store", "list", "copy"}).out, HasSubstr("2 of 2 records"));
  EXPECT_THAT(benchgate({"store", "list", "archive"}).out, HasSubstr("20240501"));
}

TEST_F(Store, ImportsOtherHistories) {
  write("old.csv", "time,commit,latency\n2024.01.01 3:00:00 +0100,aaa0,10.43\n");
  write("data.js", R"(window.BENCHMARK_DATA = {"entries": {"S": [{"commit": {"id": "c"},
    "date": 1573312140323, "benches": [{"name": "n", "value": 1, "unit": "ns/iter"}]}]}};)");
  const e2e::Arguments import = {"store",     "import", "old.csv", "data.js",
                                 "head.json", "--to",   "history"};
  EXPECT_THAT(benchgate(import).out, HasSubstr("Imported 3 records; 0 were there"));
  EXPECT_THAT(benchgate(import).out, HasSubstr("Imported 0 records; 3 were there"));
  EXPECT_EQ(benchgate({"store", "import", "unknown.txt", "--to", "history"}).exit_code, 2);
}

TEST_F(Store, AFileOfWhichNothingCanBeImportedIsRefused) {
  write("words.csv", "time,m1\n2026-01-01,fast\n2026-01-02,slow\n");
  const auto imported = benchgate({"store", "import", "words.csv", "--to", "imported"});
  EXPECT_EQ(imported.exit_code, 3);
  EXPECT_THAT(imported.err, HasSubstr("words.csv: holds 2 values, and none that is a figure"));
}

TEST_F(Store, SaysWhatIsWrongAndExitsWithThree) {
  append({"results.json"});
  write("history/2026/01/half.json", "{\"format\":\"benchgate-rec");
  const auto verified = benchgate({"store", "verify", "history"});
  EXPECT_EQ(verified.exit_code, 3);
  EXPECT_THAT(verified.out, AllOf(HasSubstr("half.json"), HasSubstr("is not JSON")));
  const auto listed = benchgate({"store", "list", "history"});
  EXPECT_EQ(listed.exit_code, 3);
  EXPECT_THAT(listed.err, HasSubstr("half.json"));
  EXPECT_THAT(append({"head.json"}).out, HasSubstr("Appended"));
}

TEST_F(Store, IsNotBegunByReadingNorInAFolderOfOtherThings) {
  for (const auto* verb : {"list", "verify", "compact", "prune"}) {
    const auto finished = benchgate({"store", verb, "nowhere"});
    EXPECT_EQ(finished.exit_code, 3) << verb;
    EXPECT_THAT(finished.err, HasSubstr("is not a history"));
  }
  EXPECT_FALSE(exists(at("nowhere")));
  const auto finished = benchgate({"store", "append", "results.json", "--to", "."});
  EXPECT_EQ(finished.exit_code, 3);
  EXPECT_THAT(finished.err, HasSubstr("holds other files"));
  EXPECT_FALSE(exists(at("benchgate-history.json")));
}

}  // namespace
