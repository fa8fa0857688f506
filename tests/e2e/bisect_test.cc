// `benchgate bisect` from end to end: a small repository, a commit that did it, and its name.
#include <filesystem>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <signal.h>

#include "e2e/project.h"

namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

class Bisect : public e2e::Project {
 protected:
  /// A commit whose fake/alpha takes `factor` times as long; noise of its own, too.
  std::string step(const std::string& factor, const std::string& more = "") {
    ++count_;
    write("bench.scenario", "seed=" + std::to_string(count_) +
                                " noise=0.003 factor:fake/alpha=" + factor + " " + more);
    return commit("step " + std::to_string(count_));
  }

  struct Found {
    int exit_code;
    e2e::Json json;
    std::string text;  ///< also what it says on the way
  };
  [[nodiscard]] Found bisect(const std::string& good, const std::string& bad,
                             e2e::Arguments more = {}) const {
    e2e::Arguments arguments = {"bisect",      good,         bad,   "--output",
                                "json=b.json", "--min-time", "1ms", "--benchmark"};
    if (more.empty() || more.front().starts_with("-")) arguments.emplace_back("fake/alpha");
    arguments.insert(arguments.end(), more.begin(), more.end());
    const auto finished = benchgate(arguments);
    std::error_code error;
    const auto json = std::filesystem::exists(at("b.json"), error)
                          ? e2e::Json::parse(read("b.json"), nullptr, false)
                          : e2e::Json();
    std::filesystem::remove(at("b.json"), error);
    return {finished.exit_code, json, finished.out + finished.err};
  }
  /// Has a program that runs said so yet?
  [[nodiscard]] bool is_said(const std::string& text) const {
    for (const auto& file : std::filesystem::directory_iterator(at(""))) {
      if (file.path().extension() != ".err") continue;
      if (e2e::read_text(file).find(text) != std::string::npos) return true;
    }
    return false;
  }
  static std::vector<std::string> ids(const e2e::Json& commits) {
    std::vector<std::string> ids;
    for (const auto& commit : commits) ids.push_back(commit["commit"]);
    return ids;
  }

 private:
  int count_ = 0;
};

TEST_F(Bisect, NamesTheCommitAndItsEffectAndTouchesNothing) {
  const auto good = step("1");
  for (int i = 0; i < 4; ++i) step("1");
  const auto culprit = step("1.1");
  for (int i = 0; i < 3; ++i) step("1.1");
  write("bench.scenario", "broken");  // not committed, and so of no interest
  const auto [code, json, text] = bisect(good, "main");
  EXPECT_EQ(code, 0) << text;
  EXPECT_EQ(json["answer"], "culprit");
  EXPECT_EQ(json["culprit"]["commit"], culprit);
  EXPECT_EQ(json["culprit"]["subject"], "step 6");
  EXPECT_NEAR(json["change"]["ratio"].get<double>(), 1.1, 0.01);
  EXPECT_LE(json["change"]["lower"].get<double>(), json["change"]["ratio"].get<double>());
  EXPECT_EQ(json["not_closer"], nullptr);
  EXPECT_THAT(text, AllOf(HasSubstr("step 6"), HasSubstr("by Test"),
                          HasSubstr("fake/alpha cpu_time is +10"), HasSubstr("is good"),
                          HasSubstr("8 commits")));
  EXPECT_EQ(git({"status", "--porcelain"}), " M bench.scenario\n");
  EXPECT_EQ(git({"rev-parse", "--abbrev-ref", "HEAD"}), "main\n");

  // What was built is there for the next time.
  const auto again = bisect(good, "main");
  EXPECT_EQ(again.json["culprit"]["commit"], culprit);
  EXPECT_THAT(again.text, Not(HasSubstr("checking out")));
}

TEST_F(Bisect, FindsThreePercentAndWhatGotFaster) {
  const auto good = step("1");
  for (int i = 0; i < 2; ++i) step("1");
  const auto culprit = step("1.03");
  const auto slow = step("1.03");
  const auto repair = step("0.98");
  step("0.98");
  EXPECT_EQ(bisect(good, slow).json["culprit"]["commit"], culprit);
  const auto faster = bisect(slow, "main");
  EXPECT_EQ(faster.json["culprit"]["commit"], repair);
  EXPECT_LT(faster.json["change"]["upper"].get<double>(), 1.0);
}

TEST_F(Bisect, GoesIntoTheMergeThatDidIt) {
  const auto good = step("1");
  write("other.txt", "1");
  commit("on main");
  git({"checkout", "--quiet", "-b", "side", good});
  step("1");
  const auto culprit = step("1.1");
  step("1.1");
  git({"checkout", "--quiet", "main"});
  git({"merge", "--quiet", "--no-ff", "--message", "merge of side", "side"});
  write("other.txt", "2");
  commit("after it");
  const auto [code, json, text] = bisect(good, "main");
  EXPECT_EQ(code, 0) << text;
  EXPECT_EQ(json["culprit"]["commit"], culprit) << text;
}

TEST_F(Bisect, PassesOverWhatCannotBeBuiltOrLacksTheBenchmark) {
  const auto good = step("1");
  const auto near = step("1");
  write("bench.scenario", "broken");
  const auto broken = commit("does not build");
  const auto lacks = step("1.1", "rename=fake/alpha:fake/other");
  const auto with = step("1.1");
  for (int i = 0; i < 3; ++i) step("1.1");
  const auto [code, json, text] = bisect(good, "main");
  EXPECT_EQ(code, 5) << text;
  EXPECT_EQ(json["answer"], "range");
  EXPECT_EQ(json["not_closer"], "untestable");
  EXPECT_EQ(ids(json["range"]), (std::vector<std::string>{broken, lacks, with}));
  EXPECT_THAT(text, AllOf(HasSubstr("status 7"), HasSubstr("has no benchmark fake/alpha"),
                          HasSubstr("It is one of 3 commits after " + near.substr(0, 12))));
}

TEST_F(Bisect, OfNoChangeSaysSoAndStops) {
  const auto good = step("1");
  for (int i = 0; i < 6; ++i) step("1");
  const auto [code, json, text] = bisect(good, "main");
  EXPECT_EQ(code, 1) << text;
  EXPECT_EQ(json["answer"], "not_confirmed");
  EXPECT_EQ(json["steps"].size(), 1U);
  EXPECT_THAT(text, HasSubstr("does not differ"));
}

TEST_F(Bisect, KnowsWithoutMeasuringThatAProgramIsTheSame) {
  write("make.sh", std::string("mkdir -p build; cp '") + FAKE_BENCH + "' build/bench\n");
  const auto good = commit("a program");
  write("README.md", "words");
  commit("words");
  const auto [code, json, text] = bisect(good, "main");
  EXPECT_EQ(code, 1) << text;
  EXPECT_EQ(json["steps"][0]["pairs"], 0);
  EXPECT_THAT(text, HasSubstr("the same program, to the byte"));
}

TEST_F(Bisect, FollowsWhatDiffersOfAllThatMatch) {
  const auto good = step("1");
  step("1");
  const auto culprit = step("1.1");
  step("1.1");
  const auto [code, json, text] = bisect(good, "main", {"fake/*"});
  EXPECT_EQ(code, 0) << text;
  EXPECT_EQ(json["culprit"]["commit"], culprit);
  EXPECT_EQ(json["target"]["benchmark"], "fake/alpha");
  EXPECT_EQ(json["differing"], 1);
  EXPECT_GT(json["matching"].get<int>(), 3);
}

TEST_F(Bisect, EndsWithWhatItHasAtTheEndOfItsTimeAndAtAnInterruption) {
  const auto good = step("1", "delay=10");
  for (int i = 0; i < 5; ++i) step("1", "delay=10");
  for (int i = 0; i < 5; ++i) step("1.1", "delay=10");
  const auto short_of_time = bisect(good, "main", {"--budget", "10ms"});
  EXPECT_EQ(short_of_time.exit_code, 5) << short_of_time.text;
  EXPECT_EQ(short_of_time.json["not_closer"], "stopped");

  e2e::Running running(program({"bisect", good, "main", "--benchmark", "fake/alpha"}));
  ASSERT_TRUE(e2e::eventually([&] { return is_said("differs"); }));
  running.send(SIGINT);
  const auto finished = running.wait();
  EXPECT_EQ(finished.exit_code, 4) << finished.err;
  EXPECT_THAT(finished.out, AllOf(HasSubstr("It is one of"), HasSubstr("interrupted")));
}

TEST_F(Bisect, RefusesWhatMakesNoSense) {
  const auto good = step("1");
  step("1.1");
  const auto refusal = [&](const e2e::Arguments& arguments) {
    const auto finished = benchgate(arguments);
    EXPECT_EQ(finished.exit_code, 2) << finished.err;
    return finished.err;
  };
  const std::string glob = "--benchmark=fake/alpha";
  EXPECT_THAT(refusal({"bisect", good, "main"}), HasSubstr("--benchmark"));
  EXPECT_THAT(refusal({"bisect", "nothing", "main", glob}), HasSubstr("GOOD nothing: there is no"));
  EXPECT_THAT(refusal({"bisect", "main", good, glob}), HasSubstr("the wrong way round"));
  EXPECT_THAT(refusal({"bisect", good, good, glob}), HasSubstr("the same commit"));
  EXPECT_THAT(refusal({"bisect", good, "main", "--benchmark=fake/alfa"}),
              AllOf(HasSubstr("matches nothing"), HasSubstr("fake/alpha")));
  EXPECT_THAT(refusal({"bisect", good, "main", glob, "--format", "html"}), HasSubstr("no format"));
  EXPECT_THAT(refusal({"bisect", good, "main", glob, "--suite", "none"}), HasSubstr("none"));
  EXPECT_THAT(refusal({"bisect", good, "main", glob, "--metric", "nonsense"}),
              HasSubstr("does not report nonsense"));
}

TEST_F(Bisect, OfAGoodThatDoesNotBuildSaysSo) {
  write("bench.scenario", "broken");
  const auto good = commit("broken");
  step("1");
  const auto finished = benchgate({"bisect", good, "main", "--benchmark", "fake/alpha"});
  EXPECT_EQ(finished.exit_code, 4);
  EXPECT_THAT(finished.err, AllOf(HasSubstr("building " + good.substr(0, 12)),
                                  HasSubstr("cannot make build/bench")));
}

}  // namespace
