// Accepted regressions from end to end: written by `benchgate accept`, reviewed, listed, expired.
#include <gmock/gmock.h>

#include "e2e/workplace.h"

namespace {

using e2e::row;
using e2e::with_verdict;
using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::StartsWith;

constexpr const char* kAlpha = "fake/alpha";
constexpr const char* kFile = "baselines/accepted.toml";

class Accept : public e2e::Workplace {
 protected:
  Accept() {
    write("benchgate.toml", "[apart]\nnoise_floor = \"10 %\"\n");
    measured("seed=1 noise=0.01", "base.json");
    measured("seed=2 noise=0.01 factor:fake/alpha=1.5", "head.json");
    measured("seed=3 noise=0.01 factor:fake/alpha=1.5", "again.json");
  }

  e2e::Finished accept(const e2e::Arguments& more) const {
    (void)benchgate({"compare", "base.json", "head.json", "--again", "again.json", "--format",
                     "none", "--output", "json=results.json"});
    e2e::Arguments arguments = {"accept", "results.json"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return benchgate(arguments);
  }
  Compared compared() const { return compare({"base.json", "head.json", "--again", "again.json"}); }

  static std::string entry(const std::string& up_to, const std::string& until) {
    return "[[accepted]]\nbenchmark = \"fake/al*\"\nup_to = \"" + up_to +
           "\"\nreason = \"it is worth it\"\nby = \"Ann\"\nuntil = " + until + "\n";
  }
  void git(e2e::Arguments arguments) const {
    auto call = program({});
    call.command = {"/usr/bin/env", "git", "-c", "core.hooksPath=/dev/null"};
    call.command.insert(call.command.end(), arguments.begin(), arguments.end());
    const auto finished = run(call);
    EXPECT_EQ(finished.exit_code, 0) << finished.err;
  }
};

TEST_F(Accept, OpensTheGateForWhatWasSeen) {
  ASSERT_EQ(compared().exit_code, 1);
  write(kFile, "# agreed in review");
  const auto accepted =
      accept({"--benchmark", kAlpha, "--reason", "it is worth it", "--by", "Ann"});
  EXPECT_EQ(accepted.exit_code, 0) << accepted.err;
  EXPECT_THAT(accepted.out, HasSubstr("Appended to baselines/accepted.toml:\n\n[[accepted]]\n"));
  EXPECT_THAT(read(kFile), StartsWith("# agreed in review\n\n[[accepted]]\nbenchmark = \"fake/al"));

  const auto [code, result, text] = compared();
  EXPECT_EQ(code, 0) << text;
  EXPECT_THAT(with_verdict(result, "accepted"), ElementsAre(kAlpha));
  EXPECT_EQ(row(result, kAlpha, "cpu_time")["acceptance"]["by"], "Ann");
  EXPECT_EQ(result["acceptances"][0]["state"], "used");
  for (const std::string format : {"terminal", "markdown", "html"}) {
    const auto report = benchgate({"compare", "base.json", "head.json", "--again", "again.json",
                                   "--format", format})
                            .out;
    EXPECT_THAT(report, AllOf(HasSubstr("it is worth it"), HasSubstr("Ann"))) << format;
  }
}

TEST_F(Accept, ClosesTheGateAgainWhenItGetsWorse) {
  write(kFile, entry("+20 %", "2999-01-01"));
  const auto [code, result, text] = compared();
  EXPECT_EQ(code, 1);
  EXPECT_EQ(result["acceptances"][0]["state"], "exceeded");
  EXPECT_THAT(row(result, kAlpha, "cpu_time")["reason"].get<std::string>(),
              HasSubstr("accepted up to +20 %, now +5"));
}

TEST_F(Accept, CountsNoLongerThanAgreed) {
  write(kFile, entry("+90 %", "2020-01-01"));
  const auto [code, result, text] = compared();
  EXPECT_EQ(code, 1);
  EXPECT_EQ(result["acceptances"][0]["state"], "expired");
  EXPECT_THAT(row(result, kAlpha, "cpu_time")["reason"].get<std::string>(),
              HasSubstr("expired on 2020-01-01"));
}

TEST_F(Accept, ThatWasGivenToBaseDoesNotCarryOver) {
  set("GIT_CONFIG_GLOBAL", "/dev/null");
  for (const std::string who : {"AUTHOR", "COMMITTER"}) {
    set("GIT_" + who + "_NAME", "Test");
    set("GIT_" + who + "_EMAIL", "test@example.org");
  }
  git({"init", "--quiet"});
  // Of the executable's work tree the commit is recorded: it must be this one.
  std::filesystem::copy_file(FAKE_BENCH, at("fake_bench"));
  const auto measured_here = [&](const std::string& scenario, const std::string& file) {
    auto call = program({"run", "./fake_bench", "--quiet", "--restarts", "6", "-o", file});
    call.environment["FAKE_BENCH"] = scenario;
    EXPECT_EQ(run(call).exit_code, 0);
  };
  const auto commit = [&] {
    git({"add", "--all"});
    git({"commit", "--quiet", "--message", "a change"});
  };
  write(".gitignore", "*.json\n.captured-*\n");
  commit();
  measured_here("seed=1 noise=0.01", "base.json");
  write(kFile, entry("+90 %", "2999-01-01"));
  commit();
  measured_here("seed=2 noise=0.01 factor:fake/alpha=1.5", "head.json");
  measured_here("seed=3 noise=0.01 factor:fake/alpha=1.5", "again.json");
  const auto fresh = compared();
  EXPECT_EQ(fresh.exit_code, 0) << fresh.text;
  EXPECT_EQ(fresh.result["acceptances"][0]["new"], true);

  measured_here("seed=1 noise=0.01", "base.json");  // of a commit that has the entry
  write("later", "");
  commit();
  measured_here("seed=2 noise=0.01 factor:fake/alpha=1.5", "head.json");
  measured_here("seed=3 noise=0.01 factor:fake/alpha=1.5", "again.json");
  const auto merged = compared();
  EXPECT_EQ(merged.exit_code, 1);
  EXPECT_EQ(merged.result["acceptances"][0]["state"], "in_base");
  EXPECT_EQ(merged.result["acceptances"][0]["new"], false);
}

TEST_F(Accept, RefusesWhatNobodyCouldReview) {
  const auto refused = [&](const e2e::Arguments& more, int code = 2) {
    const auto finished = accept(more);
    EXPECT_EQ(finished.exit_code, code) << finished.out;
    EXPECT_FALSE(std::filesystem::exists(at(kFile)));
    return finished.err;
  };
  EXPECT_THAT(refused({"--benchmark", kAlpha, "--by", "Ann"}), HasSubstr("--reason"));
  EXPECT_THAT(refused({"--benchmark", kAlpha, "--by", "Ann", "--reason", " "}),
              HasSubstr("--reason is empty"));
  EXPECT_THAT(refused({"--benchmark", "other/*", "--by", "Ann", "--reason", "x"}),
              HasSubstr("no row of these results matches"));
  EXPECT_THAT(refused({"--benchmark", "fake/beta*", "--by", "Ann", "--reason", "x"}),
              HasSubstr("is unchanged"));
  EXPECT_THAT(
      refused({"--benchmark", kAlpha, "--by", "Ann", "--reason", "x", "--until", "2020-01-01"}),
      HasSubstr("is over"));
}

TEST_F(Accept, RefusesTheSameTwice) {
  const e2e::Arguments arguments = {"--benchmark", kAlpha, "--reason", "x", "--by", "Ann"};
  write(kFile, entry("+20 %", "2999-01-01"));
  EXPECT_EQ(accept({"--benchmark", "fake/al*", "--reason", "x", "--by", "Ann"}).exit_code, 2);
  EXPECT_EQ(accept(arguments).exit_code, 0);  // another pattern
  const auto again = accept(arguments);
  EXPECT_EQ(again.exit_code, 2);
  EXPECT_THAT(again.err, HasSubstr("nothing that matches"));  // it is accepted now
}

TEST_F(Accept, AsksWhetherItCanWriteBeforeItReads) {
  write("baselines", "a file");
  const auto refused = benchgate({"accept", "missing.json", "--benchmark", "fake/alpha", "--reason",
                                  "it is worth it", "--by", "Ann"});
  EXPECT_EQ(refused.exit_code, 4);
  EXPECT_THAT(refused.err, HasSubstr("baselines is not a folder"));
}

TEST_F(Accept, RefusesAFileThatCannotBeRead) {
  write(kFile, "[[accepted]]\nbenchmarks = \"x\"\n");
  const auto finished = benchgate({"compare", "base.json", "head.json"});
  EXPECT_EQ(finished.exit_code, 2);
  EXPECT_THAT(finished.err, HasSubstr("baselines/accepted.toml:2:1: unknown key"));
  EXPECT_EQ(benchgate({"policy", "check"}).exit_code, 2);
}

TEST_F(Accept, StandsWhereThePolicySays) {
  write("benchgate.toml", "[apart]\nnoise_floor = \"10 %\"\n[acceptances]\nfile = \"ok.toml\"\n");
  write("ok.toml", entry("+90 %", "2999-01-01"));
  EXPECT_EQ(compared().exit_code, 0);
  EXPECT_THAT(benchgate({"policy", "check"}).out, HasSubstr("ok.toml is valid: 1 accepted"));
}

}  // namespace
