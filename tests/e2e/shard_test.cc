// A measurement spread over machines, from end to end: shards, merged and judged as a whole.
#include <algorithm>
#include <set>
#include <string>

#include <gmock/gmock.h>

#include "e2e/workplace.h"

namespace {

using e2e::row;
using e2e::with_verdict;
using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

constexpr const char* kAlpha = "fake/alpha";

class Shards : public e2e::Workplace {
 protected:
  void build(const std::string& name, const std::string& scenario) const {
    write(name, "#!/bin/sh\nFAKE_BENCH='" + scenario + "' exec " FAKE_BENCH " \"$@\"\n");
    std::filesystem::permissions(at(name), std::filesystem::perms::owner_all);
  }
  static std::string file(int index) { return "shard-" + std::to_string(index) + ".json"; }
  /// All three shards of a run; which benchmarks each measured.
  void run_shards(const std::string& scenario, const e2e::Arguments& more = {}) const {
    for (int index = 1; index <= 3; ++index) {
      e2e::Arguments arguments = {"--shard", std::to_string(index) + "/3"};
      arguments.insert(arguments.end(), more.begin(), more.end());
      const auto finished = measure(scenario, file(index), arguments);
      EXPECT_EQ(finished.exit_code, 0) << finished.err;
    }
  }
  e2e::Finished duet(const std::string& shard, const std::string& folder,
                     const e2e::Arguments& more = {}) const {
    e2e::Arguments arguments = {"duet", "base",    "head", "--format", "json", "--seed",
                                "7",    "--shard", shard,  "--save",   folder};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return benchgate(arguments);
  }
};

TEST_F(Shards, OfARunAreTheWholeOnceMerged) {
  measured("seed=1 noise=0.01", "base.json");
  run_shards("seed=2 noise=0.01 factor:fake/alpha=1.5");
  std::multiset<std::string> names;
  for (int index = 1; index <= 3; ++index) {
    std::set<std::string> of_shard;
    const auto result = e2e::Json::parse(read(file(index)));
    for (const auto& each : result["benchmarks"]) of_shard.insert(each["name"]);
    names.insert(of_shard.begin(), of_shard.end());
  }
  EXPECT_THAT(names, SizeIs(6)) << "each in exactly one";

  const auto merged = benchgate({"merge", file(3), file(1), file(2), "-o", "merged.json"});
  EXPECT_EQ(merged.exit_code, 0) << merged.err;
  const auto [code, result, text] = compare({"base.json", "merged.json"});
  EXPECT_EQ(code, 5) << text << "one run shows it";
  EXPECT_THAT(with_verdict(result, "inconclusive"), ElementsAre(kAlpha));
  EXPECT_EQ(result["coverage"]["compared"], 6);
  EXPECT_EQ(result["method"]["family_alpha"], 0.01);
}

TEST_F(Shards, OfARunBringTheirSecondMeasurements) {
  write("benchgate.toml", "[[budget]]\nmetric = \"clock\"\nerror = \"1 ns\"\n");
  e2e::Arguments merge = {"merge", "-o", "merged.json"};
  for (int index = 1; index <= 3; ++index) {
    const std::string shard = std::to_string(index);
    static_cast<void>(measure("seed=2 noise=0.01", file(index), {"--shard", shard + "/3"}));
    merge.push_back(file(index));
    merge.push_back("shard-" + shard + ".again.json");  // as shard-*.json does
  }
  const auto merged = benchgate(merge);
  EXPECT_EQ(merged.exit_code, 0) << merged.err;
  EXPECT_THAT(merged.err, HasSubstr("second measurements written to merged.again.json"));
  std::set<std::string> names;
  const auto again = e2e::Json::parse(read("merged.again.json"));
  for (const auto& each : again["benchmarks"]) names.insert(each["name"]);
  EXPECT_THAT(names, SizeIs(6)) << "all exceeded it";
}

TEST_F(Shards, OfADuetAreJudgedAsAWhole) {
  build("base", "seed=1 noise=0.003");
  build("head", "seed=2 noise=0.003 factor:fake/alpha=1.05");
  std::vector<std::string> regressed;
  for (const std::string index : {"1", "2", "3"}) {
    const auto finished = duet(index + "/3", "part-" + index);
    const auto result = e2e::Json::parse(finished.out);
    EXPECT_NEAR(result["method"]["family_alpha"].get<double>(), 0.01 / 3, 1e-12);
    EXPECT_THAT(finished.out, HasSubstr("This is shard " + index + " of 3"));
    for (auto& name : with_verdict(result, "regressed")) regressed.push_back(std::move(name));
    EXPECT_EQ(finished.exit_code, with_verdict(result, "regressed").empty() ? 0 : 1);
  }
  EXPECT_THAT(regressed, ElementsAre(kAlpha));
  EXPECT_EQ(benchgate({"merge", "part-1", "part-2", "part-3", "-o", "whole"}).exit_code, 0);
  const auto [code, result, text] = compare({"whole/base.json", "whole/head.json"});
  EXPECT_EQ(code, 1);
  EXPECT_THAT(with_verdict(result, "regressed"), ElementsAre(kAlpha));
  EXPECT_EQ(result["coverage"]["compared"], 6);
  EXPECT_EQ(result["coverage"]["expected"], 6);
  EXPECT_EQ(result["method"]["pairing"], "together");
  EXPECT_EQ(result["method"]["family_alpha"], 0.01);
  EXPECT_THAT(result["environment"], IsEmpty());
  EXPECT_THAT(text, Not(HasSubstr("This is shard")));
}

TEST_F(Shards, WithoutBenchmarksAreWrittenForTheWhole) {
  build("base", "seed=1 noise=0.003 rows=1");
  build("head", "seed=2 noise=0.003 rows=1");
  for (const std::string index : {"1", "2"}) {
    const auto finished = duet(index + "/2", "part-" + index);
    EXPECT_EQ(finished.exit_code, 0) << finished.out << finished.err;
    const bool is_empty =
        finished.out.find("No benchmark belongs to this shard") != std::string::npos;
    EXPECT_EQ(is_empty, index == "1");
  }
  EXPECT_EQ(benchgate({"merge", "part-1", "part-2", "-o", "whole"}).exit_code, 0);
  const auto [code, result, text] = compare({"whole/base.json", "whole/head.json"});
  EXPECT_EQ(code, 0) << text;
  EXPECT_EQ(result["coverage"]["compared"], 1);

  run_shards("seed=1 rows=1");
  EXPECT_EQ(benchgate({"merge", file(1), file(2), file(3), "-o", "run.json"}).exit_code, 0);
}

TEST_F(Shards, WhatIsGoneAndWhatIsNewIsSaidOnce) {
  build("base", "seed=1 noise=0.003");
  build("head", "seed=2 noise=0.003 rename=fake/alpha:fake/renamed");
  for (const std::string index : {"1", "2"}) (void)duet(index + "/2", "part-" + index);
  EXPECT_EQ(benchgate({"merge", "part-1", "part-2", "-o", "whole"}).exit_code, 0);
  const auto [code, result, text] = compare({"whole/base.json", "whole/head.json"});
  EXPECT_EQ(code, 1);
  EXPECT_THAT(with_verdict(result, "missing"), ElementsAre(kAlpha));
  EXPECT_THAT(with_verdict(result, "new"), ElementsAre("fake/renamed"));
}

TEST_F(Shards, AreRefusedWhereTheyAreNotOneWhole) {
  run_shards("seed=1 noise=0.01");
  const auto refusal = [&](e2e::Arguments arguments, int code = 3) {
    arguments.insert(arguments.begin(), "merge");
    arguments.insert(arguments.end(), {"-o", "merged.json"});
    const auto finished = benchgate(arguments);
    EXPECT_EQ(finished.exit_code, code) << finished.err;
    EXPECT_FALSE(std::filesystem::exists(at("merged.json")));
    return finished.err;
  };
  EXPECT_THAT(refusal({file(1), file(3)}), HasSubstr("shard 2 of 3 is missing"));
  EXPECT_THAT(refusal({file(1), file(2), file(2)}), HasSubstr("is shard 2/3, and so is"));
  (void)measure("seed=1 noise=0.01", "other.json", {"--shard", "2/3", "--min-time", "9ms"});
  EXPECT_THAT(refusal({file(1), "other.json", file(3)}),
              AllOf(HasSubstr("other.json: "), HasSubstr("another min_time: \"9ms\"")));
  measured("seed=1", "whole.json");
  EXPECT_THAT(refusal({file(1), "whole.json", file(3)}), HasSubstr("is not a shard"));
  std::filesystem::create_directory(at("folder"));
  EXPECT_THAT(refusal({file(1), "folder"}, 2), HasSubstr("of one kind"));
  EXPECT_THAT(benchgate({"baseline", "save", file(1)}).err, HasSubstr("benchgate merge"));
}

TEST_F(Shards, AreWrittenAsPartsOfAWhole) {
  for (const std::string wrong : {"0/3", "4/3", "2", "two/3", "1/9999"}) {
    const auto finished = measure("seed=1", "x.json", {"--shard", wrong});
    EXPECT_EQ(finished.exit_code, 2);
    EXPECT_THAT(finished.err, HasSubstr("--shard " + wrong));
  }
}

}  // namespace
