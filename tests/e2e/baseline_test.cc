// Stored baselines: saved, listed, shown, compared with, exported, deleted.
#include <gmock/gmock.h>

#include "e2e/workplace.h"

namespace {

using e2e::with_verdict;
using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

class Baselines : public e2e::Workplace {
 protected:
  /// Stores a run of that scenario under that name.
  void saved(const std::string& scenario, const std::string& name) {
    measured(scenario, "out/run.json");
    const auto finished = benchgate({"baseline", "save", "--name", name});
    ASSERT_EQ(finished.exit_code, 0) << finished.err;
    EXPECT_THAT(finished.out, HasSubstr("here/" + name));
  }
};

TEST_F(Baselines, ASavedRunIsComparedWithByItsName) {
  saved("seed=1 noise=0.01", "release-1");
  measured("seed=2 noise=0.01 factor:fake/alpha=2", "head.json");
  measured("seed=3 noise=0.01 factor:fake/alpha=2", "again.json");
  for (const char* name : {"release-1", "rel", "latest", "baseline:release-1", "here/release-1"}) {
    const auto [code, result, text] = compare({name, "head.json", "--again", "again.json"});
    EXPECT_EQ(code, 1) << name;
    EXPECT_THAT(with_verdict(result, "regressed"), ElementsAre("fake/alpha")) << name;
    EXPECT_THAT(std::string(result["base"]["name"]), HasSubstr("here/release-1"));
  }
}

TEST_F(Baselines, LatestIsTheOneMeasuredLast) {
  saved("dataset=1", "older");
  auto text = read("baselines/here/older/fake_bench.json");
  const auto date = e2e::Json::parse(text)["context"]["date"].get<std::string>();
  while (text.find(date) != std::string::npos) {
    text.replace(text.find(date), date.size(), "2001-01-01T00:00:00+00:00");
  }
  write("baselines/here/older/fake_bench.json", text);
  saved("dataset=2", "a-newer-one");
  const auto [code, result, printed] = compare({"latest", "out/run.json"});
  EXPECT_THAT(std::string(result["base"]["name"]), HasSubstr("a-newer-one")) << printed;
}

TEST_F(Baselines, AMetricThatSomeOfThemLackIsNotMissing) {
  const auto without_count = [&](const std::string& file) {
    auto run = e2e::Json::parse(read(file));
    for (auto& row : run["benchmarks"]) row.erase("allocs_per_iter");
    write(file, run.dump());
  };
  for (const std::string name : {"1", "2", "3"}) {
    saved("rows=1", name);
    const auto file = "baselines/here/" + name + "/fake_bench.json";
    auto run = e2e::Json::parse(read(file));
    run["context"]["date"] = "200" + name + "-01-01T00:00:00+00:00";
    write(file, run.dump());
  }
  measured("rows=1 noise=0.01", "head.json");
  without_count("head.json");
  EXPECT_EQ(compare({"here/3", "head.json"}).exit_code, 1) << "all of them have it";
  without_count("baselines/here/2/fake_bench.json");
  const auto [code, result, text] = compare({"here/3", "head.json"});
  EXPECT_EQ(code, 0) << text;
  EXPECT_THAT(text, HasSubstr("allocs_per_iter of fake/alpha"));
}

TEST_F(Baselines, AnotherMachinesBaselinesAreNotLatestHere) {
  saved("", "mine");
  set("BENCHGATE_MACHINE_CLASS", "elsewhere");
  measured("", "head.json");
  const auto finished = benchgate({"compare", "latest", "head.json"});
  EXPECT_EQ(finished.exit_code, 3);
  EXPECT_THAT(finished.err, AllOf(HasSubstr("latest"), HasSubstr("elsewhere")));
  EXPECT_EQ(compare({"here/mine", "head.json"}).exit_code, 0);
}

TEST_F(Baselines, AreNotReplacedUnlessToldTo) {
  saved("allocs=3", "kept");
  const auto before = read("baselines/here/kept/fake_bench.json");
  measured("allocs=4", "out/run.json");
  const auto refused = benchgate({"baseline", "save", "--name", "kept"});
  EXPECT_EQ(refused.exit_code, 2);
  EXPECT_THAT(refused.err, AllOf(HasSubstr("kept"), HasSubstr("--force")));
  EXPECT_EQ(read("baselines/here/kept/fake_bench.json"), before);
  EXPECT_EQ(benchgate({"baseline", "save", "--name", "kept", "--force"}).exit_code, 0);
  EXPECT_NE(read("baselines/here/kept/fake_bench.json"), before);
}

TEST_F(Baselines, AreOfTheMachineThatTheFileSays) {
  const std::string row = R"("benchmarks": [{"name": "BM_x", "iterations": 9, "real_time": 1, )"
                          R"("cpu_time": 1, "time_unit": "ns"}]})";
  write("elsewhere.json", R"({"context": {"num_cpus": 64, "caches": []}, )" + row);
  const auto saved = benchgate({"baseline", "save", "elsewhere.json", "--name", "a"});
  EXPECT_EQ(saved.exit_code, 0) << saved.err;
  EXPECT_THAT(saved.out, HasSubstr("baseline 64cpu/a"));
  EXPECT_FALSE(std::filesystem::exists(at("baselines/here")));
  write("silent.json", R"({"context": {}, )" + row);
  const auto refused = benchgate({"baseline", "save", "silent.json", "--name", "b"});
  EXPECT_EQ(refused.exit_code, 2);
  EXPECT_THAT(refused.err, HasSubstr("--machine-class here"));
  EXPECT_EQ(benchgate({"baseline", "save", "silent.json", "--name", "b", "--machine-class", "x"})
                .exit_code,
            0);
}

TEST_F(Baselines, AreNoneThatNothingCanBeComparedWith) {
  write("empty.json",
        R"({"context": {"num_cpus": 4}, "benchmarks": [{"name": "BM_x", "run_name": "BM_x",)"
        R"("run_type": "aggregate", "aggregate_name": "mean", "real_time": 1, "cpu_time": 1,)"
        R"("time_unit": "ns"}]})");
  const auto refused = benchgate({"baseline", "save", "empty.json", "--name", "a"});
  EXPECT_EQ(refused.exit_code, 2);
  EXPECT_THAT(refused.err, HasSubstr("no figure to compare others with"));
  EXPECT_EQ(benchgate({"baseline", "save", "empty.json", "--name", "a", "--force"}).exit_code, 0);
}

TEST_F(Baselines, AreNotReadWhereTheyCannotBeSaved) {
  write("in-the-way", "a file");
  const auto refused =
      benchgate({"baseline", "save", "missing.json", "--name", "a", "--baselines", "in-the-way"});
  EXPECT_EQ(refused.exit_code, 4);
  EXPECT_THAT(refused.err, HasSubstr("cannot write to in-the-way"));
}

TEST_F(Baselines, AreNamedAfterTheirCommit) {
  // The fake executable lies in a work tree of git, or not: so the file says it.
  measured("", "out/run.json");
  auto run = e2e::Json::parse(read("out/run.json"));
  auto& provenance = run["context"]["benchgate"];
  provenance["commit"] = "0123456789abcdef0123456789abcdef01234567";
  provenance["dirty"] = "false";
  write("out/run.json", run.dump());
  ASSERT_EQ(benchgate({"baseline", "save"}).exit_code, 0);
  EXPECT_TRUE(std::filesystem::exists(at("baselines/here/0123456789ab/fake_bench.json")));
  provenance.erase("commit");
  write("out/run.json", run.dump());
  const auto nameless = benchgate({"baseline", "save"});
  EXPECT_EQ(nameless.exit_code, 2);
  EXPECT_THAT(nameless.err, HasSubstr("--name"));
}

TEST_F(Baselines, ListAndShowSayWhereTheyCameFrom) {
  EXPECT_THAT(benchgate({"baseline", "list"}).out, HasSubstr("No baselines yet"));
  EXPECT_EQ(e2e::Json::parse(benchgate({"baseline", "list", "--format", "json"}).out),
            e2e::Json::array());
  saved("", "release-1");
  const auto list = e2e::Json::parse(benchgate({"baseline", "list", "--format", "json"}).out);
  ASSERT_THAT(list, SizeIs(1));
  EXPECT_EQ(list[0]["name"], "release-1");
  EXPECT_EQ(list[0]["machine_class"], "here");
  EXPECT_EQ(list[0]["suite"], "fake_bench");
  EXPECT_EQ(list[0]["benchmarks"], 6);
  EXPECT_THAT(benchgate({"baseline", "list"}).out, ::testing::ContainsRegex("here +release-1"));
  EXPECT_THAT(benchgate({"baseline", "show", "release-1"}).out,
              AllOf(HasSubstr("dataset_hash"), HasSubstr("f00d"), HasSubstr("fake/alpha")));
}

TEST_F(Baselines, ExportIsOneFileOfGoogleBenchmark) {
  saved("seed=1 noise=0.01", "release-1");
  const auto printed = benchgate({"baseline", "export", "release-1"});
  EXPECT_EQ(printed.exit_code, 0);
  EXPECT_THAT(e2e::Json::parse(printed.out)["benchmarks"], SizeIs(36));
  EXPECT_EQ(benchgate({"baseline", "export", "release-1", "-o", "exported.json"}).exit_code, 0);
  EXPECT_EQ(read("exported.json"), printed.out);
  const auto [code, result, text] = compare({"release-1", "exported.json"});
  EXPECT_EQ(code, 0);
  EXPECT_EQ(result["coverage"]["compared"], 6);
}

TEST_F(Baselines, DeletedIsGoneAndDeletingTwiceIsAnError) {
  saved("", "release-1");
  saved("", "release-2");
  EXPECT_EQ(benchgate({"baseline", "delete", "release"}).exit_code, 2) << "which of the two?";
  EXPECT_EQ(benchgate({"baseline", "delete", "release-1"}).exit_code, 0);
  EXPECT_EQ(benchgate({"baseline", "delete", "release-1"}).exit_code, 2);
  const auto list = benchgate({"baseline", "list"}).out;
  EXPECT_THAT(list, AllOf(HasSubstr("release-2"), Not(HasSubstr("release-1"))));
  EXPECT_EQ(benchgate({"baseline", "delete", "release-2"}).exit_code, 0);
  EXPECT_THAT(benchgate({"baseline", "list"}).out, HasSubstr("No baselines yet"));
}

TEST_F(Baselines, LieBesideThePolicyOrWhereTold) {
  write("benchgate.toml", "");
  measured("", "run.json");
  std::filesystem::create_directories(at("below"));
  auto call = program({"baseline", "save", "../run.json", "--name", "one"});
  call.folder = at("below");
  ASSERT_EQ(e2e::run(call).exit_code, 0);
  EXPECT_TRUE(std::filesystem::exists(at("baselines/here/one/fake_bench.json")));
  EXPECT_EQ(benchgate({"baseline", "list", "--baselines", "nowhere"}).out.find("one "),
            std::string::npos);
}

TEST_F(Baselines, TheNoiseOfRunsIsLearntFromHistory) {
  write("benchgate.toml", "[apart]\nhistory_runs = 4\n");
  for (const char* seed : {"11", "12", "13", "14"}) {
    saved(std::string("noise=0.002 seed=") + seed, std::string("run-") + seed);
  }
  measured("seed=2 noise=0.002 factor:fake/alpha=1.2", "head.json");
  measured("seed=3 noise=0.002 factor:fake/alpha=1.2", "again.json");
  const auto [code, result, text] = compare({"latest", "head.json", "--again", "again.json"});
  EXPECT_EQ(code, 1) << "four quiet runs say that 20 % is no noise";
  EXPECT_THAT(with_verdict(result, "regressed"), ElementsAre("fake/alpha"));
  measured("seed=2 noise=0.002", "head.json");
  EXPECT_THAT(with_verdict(compare({"latest", "head.json"}).result, "regressed"), IsEmpty());
}

}  // namespace
