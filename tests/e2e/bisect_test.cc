// `benchgate bisect` from end to end: a small repository, a commit that did it, and its name.
#include <cstdlib>
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
  /// A history, as if `commit` had been measured six nights, from that day of May on.
  void nights_of(const std::string& commit, int day) const {
    git({"checkout", "--quiet", "--detach", commit});
    auto make = program({});
    make.command = {"/bin/sh", "make.sh"};
    ASSERT_EQ(e2e::run(make).exit_code, 0);
    const auto measured = benchgate({"run", "-o", ".captured-run.json", "--restarts", "6"});
    ASSERT_EQ(measured.exit_code, 0) << measured.err;
    for (int night = 0; night < 6; ++night) {
      const auto moment = "2026-05-" + std::to_string(day + night) + "T02:00:00Z";
      const auto appended =
          benchgate({"store", "append", ".captured-run.json", "--to", "build/history", "--commit",
                     commit, "--branch", "main", "--measured-at", moment});
      ASSERT_EQ(appended.exit_code, 0) << appended.err;
    }
    git({"checkout", "--quiet", "main"});
  }
  /// Of what `benchgate history` says of that benchmark's clock, the one change.
  [[nodiscard]] e2e::Json change_of(const std::string& benchmark) const {
    const auto told =
        benchgate({"history", "build/history", benchmark, "--metric", "clock", "--format", "json"});
    EXPECT_EQ(told.exit_code, 0) << told.err;
    const auto series = e2e::Json::parse(told.out)["series"];
    EXPECT_EQ(series.size(), 1U) << told.out;
    return series.empty() ? e2e::Json() : series[0]["changes"][0];
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
  EXPECT_THAT(text, HasSubstr("the same program as " + good.substr(0, 12) + ", to the byte"));
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

TEST_F(Bisect, AsksOfEachThatMatchesWhatThePolicySaysOfIt) {
  write_policy(
      "[[rule]]\nbenchmark = \"fake/alpha\"\nmetric = \"clock\"\nmax_regression = \"50 %\"\n");
  const auto good = step("1");
  const auto culprit = step("1", "factor:fake/beta/rows:1000=1.1");
  const auto [code, json, text] = bisect(good, "main", {"fake/*"});
  EXPECT_EQ(code, 0) << text;
  EXPECT_EQ(json["culprit"]["commit"], culprit);
  EXPECT_EQ(json["target"]["benchmark"], "fake/beta/rows:1000");
}

TEST_F(Bisect, EndsWithWhatItHasAtTheEndOfItsTimeAndAtAnInterruption) {
  const auto good = step("1", "delay=10");
  for (int i = 0; i < 5; ++i) step("1", "delay=10");
  for (int i = 0; i < 5; ++i) step("1.1", "delay=10");
  // Without a single pair it does not even seem as if nothing differed.
  const auto without_any = bisect(good, "main", {"--budget", "1us"});
  EXPECT_EQ(without_any.exit_code, 5) << without_any.text;
  EXPECT_EQ(without_any.json["not_closer"], "stopped");
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

// What the merge brought cannot be listed: git fails there, or dies of ^C.
TEST_F(Bisect, KeepsTheMergeThatItFoundWhateverHappensToGitBehindIt) {
  const auto good = step("1");
  git({"checkout", "--quiet", "-b", "side"});
  step("1.1");
  const auto tip = step("1.1");
  git({"checkout", "--quiet", "main"});
  git({"merge", "--quiet", "--no-ff", "--message", "merge of side", "side"});
  std::string fake = R"sh(#!/bin/sh
case "$*" in *" log "*--first-parent*" TIP "*)
  if [ -n "$FAILS" ]; then echo "fatal: no such thing" >&2; exit 128; fi
  : >"$ASKED"
  exec sleep 60;;
esac
PATH=$REAL exec git "$@"
)sh";
  write("bin/git", fake.replace(fake.find("TIP"), 3, tip));
  std::filesystem::permissions(at("bin/git"), std::filesystem::perms::owner_all);
  const std::string path = std::getenv("PATH");
  set("REAL", path);
  set("PATH", at("bin").string() + ":" + path);
  set("ASKED", at("bin/asked").string());
  const auto expect_merge = [&](const std::string& text) {
    EXPECT_THAT(text, AllOf(HasSubstr(" merge of side\n"), HasSubstr("fake/alpha cpu_time is +"),
                            HasSubstr("the merged branch was not searched")));
  };
  set("FAILS", "1");
  const auto [code, json, text] = bisect(good, "main");
  EXPECT_EQ(code, 0) << text;
  EXPECT_EQ(json["culprit"]["subject"], "merge of side");
  EXPECT_EQ(json["inside"]["not_closer"], "unlisted");
  EXPECT_THAT(text, HasSubstr("no such thing"));
  expect_merge(text);

  set("FAILS", "");
  e2e::Running running(
      program({"bisect", good, "main", "--benchmark", "fake/alpha", "--min-time", "1ms"}));
  ASSERT_TRUE(e2e::eventually([&] { return std::filesystem::exists(at("bin/asked")); }));
  running.send(SIGINT);
  const auto finished = running.wait();
  EXPECT_EQ(finished.exit_code, 4) << finished.err;
  EXPECT_THAT(finished.out, HasSubstr("interrupted"));
  expect_merge(finished.out);
}

TEST_F(Bisect, TellsTheHistoryWhatItFound) {
  const auto good = step("1");
  const auto parent = step("1");
  const auto culprit = step("1.1", "factor:fake/beta/rows:1000=1.1");
  const auto bad = step("1.1", "factor:fake/beta/rows:1000=1.1");
  nights_of(good, 10);
  nights_of(bad, 20);
  EXPECT_EQ(change_of("fake/alpha")["finding"], nullptr);

  // That there was no time is kept, until there is an answer.
  const auto in_vain =
      bisect(good, bad, {"fake/alpha", "--history", "build/history", "--budget", "1ms"});
  EXPECT_EQ(in_vain.exit_code, 5) << in_vain.text;
  EXPECT_THAT(in_vain.text, HasSubstr("looked into without an answer"));
  auto finding = change_of("fake/alpha")["finding"];
  EXPECT_EQ(finding["answer"], "unanswered");
  EXPECT_EQ(finding["reason"], "stopped");
  EXPECT_GE(finding["seconds"], 1);
  EXPECT_EQ("benchgate " + finding["tool"].get<std::string>() + "\n", benchgate({"--version"}).out);

  const auto found = bisect(good, bad, {"fake/alpha", "--history", "build/history"});
  EXPECT_EQ(found.exit_code, 0) << found.text;
  finding = change_of("fake/alpha")["finding"];
  EXPECT_EQ(finding["answer"], "culprit");
  EXPECT_EQ(finding["culprit"], culprit);
  EXPECT_EQ(finding["subject"], "step 3");
  EXPECT_EQ(finding["good"], good);
  EXPECT_EQ(finding["bad"], bad);
  EXPECT_EQ(finding["narrowed_good"], parent);
  EXPECT_NEAR(finding["ratio"].get<double>(), 1.1, 0.01);
  EXPECT_EQ(finding["reason"], nullptr);
  EXPECT_THAT(benchgate({"history", "build/history", "fake/alpha"}).out,
              HasSubstr("confirmed: " + culprit.substr(0, 12) + " did it"));
  EXPECT_EQ(change_of("fake/beta/rows:1000")["finding"], nullptr) << "nobody looked into that";
}

TEST_F(Bisect, TellsTheHistoryThatItCouldNotEvenBegin) {
  const auto good = step("1");
  write("bench.scenario", "broken");
  const auto broken = commit("broken");
  const auto bad = step("1.1");
  nights_of(good, 10);
  nights_of(bad, 20);
  const auto [code, json, text] = bisect(broken, bad, {"fake/alpha", "--history", "build/history"});
  EXPECT_EQ(code, 4);
  EXPECT_THAT(text, AllOf(HasSubstr("cannot make build/bench"), HasSubstr("without an answer")));
  const auto finding = change_of("fake/alpha")["finding"];
  EXPECT_EQ(finding["answer"], "unanswered");
  EXPECT_EQ(finding["reason"], "untestable");
  EXPECT_EQ(finding["good"], broken);

  EXPECT_THAT(bisect(good, bad, {"fake/alpha", "--history", "nowhere"}).text,
              HasSubstr("is not a history"));
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
