// `benchgate gate` from end to end: a small repository, a change, and what is said of it.
#include <algorithm>
#include <string>

#include <gmock/gmock.h>
#include <unistd.h>

#include "e2e/project.h"

namespace {

using e2e::row;
using e2e::with_verdict;
using ::testing::AllOf;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::UnorderedElementsAre;

class Gate : public e2e::Project {
 protected:
  /// What is there becomes main, and a branch starts from it.
  void branch() const {
    commit();
    git({"checkout", "--quiet", "-b", "feature"});
  }

  [[nodiscard]] Compared gate(e2e::Arguments more = {}) const {
    e2e::Arguments arguments = {"gate", "--base", "main", "--format", "json"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    const auto finished = benchgate(arguments);
    const auto result = e2e::Json::parse(finished.out, nullptr, false);
    return {finished.exit_code, result.is_discarded() ? e2e::Json() : result,
            finished.out + finished.err};
  }
  static std::vector<std::string> codes(const e2e::Json& result) {
    std::vector<std::string> codes;
    for (const auto& one : result.value("diagnostics", e2e::Json::array())) {
      codes.push_back(one["code"]);
    }
    return codes;
  }
};

TEST_F(Gate, MeasuresAChangeAgainstWhereItStartedAndBuildsBaseOnce) {
  branch();
  write("bench.scenario", "seed=2 noise=0.003 factor:fake/alpha=1.05");
  commit();
  const auto [code, result, text] = gate();
  EXPECT_EQ(code, 1) << text;
  EXPECT_THAT(with_verdict(result, "regressed"), ElementsAre("fake/alpha"));
  EXPECT_THAT(text, AllOf(HasSubstr("building head"), HasSubstr("building base")));
  EXPECT_EQ(result["base"]["commit"].get<std::string>() + "\n", git({"rev-parse", "main"}));
  EXPECT_EQ(git({"status", "--porcelain"}), "");

  const auto again = gate({"--filter", "alpha"});
  EXPECT_EQ(again.exit_code, 1) << again.text;
  EXPECT_THAT(again.text, AllOf(HasSubstr("building head"), Not(HasSubstr("building base"))));
}

TEST_F(Gate, TakesWhatIsNotCommittedForHead) {
  branch();
  write("bench.scenario", "seed=2 noise=0.003");
  commit();
  write("bench.scenario", "seed=2 noise=0.003 factor:fake/alpha=1.05");
  const auto [code, result, text] = gate({"--filter", "alpha"});
  EXPECT_EQ(code, 1) << text;
  EXPECT_EQ(result["head"]["dirty"], true);
  EXPECT_EQ(result["base"]["dirty"], false);
}

TEST_F(Gate, RunsNothingWhereNothingIsChanged) {
  branch();
  const auto [code, result, text] = gate();
  EXPECT_EQ(code, 0) << text;
  EXPECT_THAT(codes(result), ElementsAre("no-change"));
  EXPECT_EQ(result["outcome"], "passed");
  EXPECT_THAT(text, Not(HasSubstr("building")));
  EXPECT_THAT(benchgate({"gate", "--base", "main"}).out,
              AllOf(HasSubstr("Nothing that is measured has changed"), HasSubstr("Passes.")));
}

TEST_F(Gate, SkipsAProgramThatIsTheSameUnlessAskedNotTo) {
  write("make.sh", std::string("mkdir -p build; cp '") + FAKE_BENCH + "' build/bench\n");
  branch();
  write("README.md", "words");
  const auto skipped = gate();
  EXPECT_EQ(skipped.exit_code, 0) << skipped.text;
  EXPECT_THAT(codes(skipped.result), ElementsAre("same-program"));
  EXPECT_TRUE(skipped.result["rows"].empty());

  const auto measured = gate({"--all", "--filter", "alpha"});
  EXPECT_EQ(measured.exit_code, 0) << measured.text;
  EXPECT_THAT(codes(measured.result), Contains("same-program-measured"));
  EXPECT_EQ(measured.result["coverage"]["compared"], 1);

  // What it reads while it runs may have changed.
  write("words.txt", "words");
  const auto other_input = gate({"--filter", "alpha"});
  EXPECT_EQ(other_input.result["coverage"]["compared"], 1);
  EXPECT_THAT(codes(other_input.result), Contains("same-program-other-input"));
  EXPECT_THAT(benchgate({"gate", "--base", "main", "--filter", "alpha"}).out,
              HasSubstr("the change touches words.txt"));
}

TEST_F(Gate, SkipsAProgramThatIsTheSameWhereOnlyDocumentationAndCiChange) {
  write("make.sh", std::string("mkdir -p build; cp '") + FAKE_BENCH + "' build/bench\n");
  branch();
  for (const auto* file : {"docs/logo.png", ".github/workflows/ci.yml", "LICENSE.txt"}) {
    std::filesystem::create_directories(std::filesystem::path(at(file)).parent_path());
    write(file, "words");
  }
  const auto skipped = gate();
  EXPECT_EQ(skipped.exit_code, 0) << skipped.text;
  EXPECT_THAT(codes(skipped.result), ElementsAre("same-program"));
}

TEST_F(Gate, OfABaseThatDoesNotBuildSaysSo) {
  write("bench.scenario", "broken");
  branch();
  write("bench.scenario", "seed=2");
  const auto finished = benchgate({"gate", "--base", "main"});
  EXPECT_EQ(finished.exit_code, 4);
  EXPECT_THAT(finished.err,
              AllOf(HasSubstr("building base"), HasSubstr("failed"), HasSubstr("status 7"),
                    HasSubstr("  cannot make build/bench"), HasSubstr("build.log")));
}

TEST_F(Gate, OfAHeadThatDoesNotBuildSaysSo) {
  branch();
  write("bench.scenario", "broken");
  const auto finished = benchgate({"gate", "--base", "main"});
  EXPECT_EQ(finished.exit_code, 4);
  EXPECT_THAT(finished.err, AllOf(HasSubstr("building head failed"), HasSubstr("head.log")));
}

TEST_F(Gate, ShowsASuiteThatOnlyHeadHasAsNew) {
  branch();
  write("extra.scenario", "seed=2 rename=fake/alpha:extra/alpha");
  write_policy(suite("extra"));
  const auto [code, result, text] = gate({"--filter", "alpha"});
  EXPECT_EQ(code, 0) << text;
  EXPECT_THAT(with_verdict(result, "new"), ElementsAre("extra/alpha"));
  EXPECT_THAT(codes(result), AllOf(Contains("suite-new"), Contains("policy-changed")));
  // A filter is for all suites together.
  const auto without = gate({"--filter", "fake/alpha"});
  EXPECT_EQ(without.exit_code, 0) << without.text;
  EXPECT_EQ(without.result["coverage"]["expected"], 1);
}

/// One suite is there to the byte, the other is new; the change touches nothing that either reads.
TEST_F(Gate, MeasuresANewSuiteBesideOneThatIsTheSame) {
  write("make.sh", std::string("mkdir -p build; cp '") + FAKE_BENCH + "' build/bench\n" +
                       "test ! -e extra.cc || { printf '#!/bin/sh\nFAKE_BENCH=\"%s\" exec " +
                       FAKE_BENCH + " \"$@\"\n' \"$(cat extra.cc)\" > build/extra; chmod +x " +
                       "build/extra; }\n");
  branch();
  write("extra.cc", "seed=2 rename=fake/alpha:extra/alpha");
  const std::string budget = "[[budget]]\nbenchmark = \"extra/*\"\nmetric = \"cpu_time\"\n";
  write_policy(suite("extra") + budget + "error = \"1 ms\"\n");
  const auto met = gate({"--filter", "alpha"});
  EXPECT_EQ(met.exit_code, 0) << met.text;
  EXPECT_EQ(met.result["outcome"], "passed");
  EXPECT_EQ(met.result["base"]["commit"].get<std::string>() + "\n", git({"rev-parse", "main"}));
  EXPECT_THAT(with_verdict(met.result, "new"), ElementsAre("extra/alpha"));
  EXPECT_THAT(codes(met.result), AllOf(Contains("same-program"), Contains("suite-new")));
  ASSERT_EQ(met.result["budgets"].size(), 1U) << met.text;
  EXPECT_EQ(met.result["budgets"][0]["state"], "met");

  write_policy(suite("extra") + budget + "error = \"1 ns\"\n");
  const auto exceeded = gate({"--filter", "alpha"});
  EXPECT_EQ(exceeded.exit_code, 1) << exceeded.text;
  EXPECT_EQ(exceeded.result["budgets"][0]["state"], "exceeded");
  EXPECT_EQ(exceeded.result["title"], "extra/alpha cpu_time is over its budget");

  write("extra.cc", "seed=2 rename=fake/alpha:extra/alpha error=extra/alpha");
  const auto failed = gate({"--filter", "alpha"});
  EXPECT_EQ(failed.exit_code, 1) << failed.text;
  EXPECT_THAT(with_verdict(failed.result, "errored"), ElementsAre("extra/alpha"));

  // What the filter finds in the one that is the same counts as found.
  EXPECT_EQ(gate({"--filter", "fake/alpha"}).exit_code, 0);
  EXPECT_EQ(gate({"--filter", "no such thing"}).exit_code, 2);
}

TEST_F(Gate, ClosesWhereHeadLosesASuite) {
  write("extra.scenario", "seed=2 rename=fake/alpha:extra/alpha");
  write_policy(suite("extra"));
  branch();
  std::filesystem::remove(at("extra.scenario"));
  const auto lost = gate({"--filter", "alpha"});
  EXPECT_EQ(lost.exit_code, 1) << lost.text;
  EXPECT_THAT(with_verdict(lost.result, "missing"), ElementsAre("extra/alpha"));

  // It makes no difference that the policy does not ask for it any more.
  write_policy("");
  const auto unnamed = gate({"--filter", "alpha"});
  EXPECT_EQ(unnamed.exit_code, 1) << unnamed.text;
  EXPECT_THAT(with_verdict(unnamed.result, "missing"), ElementsAre("extra/alpha"));
}

TEST_F(Gate, OfASuiteThatNeitherSideHasIsRefused) {
  write_policy(suite("extra"));
  branch();
  write("README.md", "words");
  const auto finished = benchgate({"gate", "--base", "main"});
  EXPECT_EQ(finished.exit_code, 2);
  EXPECT_THAT(finished.err, HasSubstr("build/extra"));
}

TEST_F(Gate, InAShallowCloneSaysHowToDeepenIt) {
  branch();
  write("bench.scenario", "seed=2");
  commit();
  git({"clone", "--quiet", "--depth", "1", "--no-single-branch", "file://" + at("").string(),
       at("build/clone").string()});
  git({"-C", at("build/clone").string(), "remote", "set-url", "origin", "file:///nowhere"});
  auto call = program({"gate", "--base", "origin/main"});
  call.folder = at("build/clone");
  const auto finished = run(call);
  EXPECT_EQ(finished.exit_code, 4);
  EXPECT_THAT(finished.err, HasSubstr("git fetch --unshallow"));
}

TEST_F(Gate, WithoutASuiteOrARepositoryIsRefused) {
  branch();
  write("benchgate.toml", "");
  const auto no_suite = benchgate({"gate", "--base", "main"});
  EXPECT_EQ(no_suite.exit_code, 2);
  EXPECT_THAT(no_suite.err, HasSubstr("[[suite]]"));
  EXPECT_EQ(benchgate({"gate"}).exit_code, 2);
  write_policy("");
  std::filesystem::remove_all(at(".git"));
  const auto no_repository = benchgate({"gate", "--base", "main"});
  EXPECT_EQ(no_repository.exit_code, 2);
  EXPECT_THAT(no_repository.err, HasSubstr("not a git repository"));
}

TEST_F(Gate, KeepsNothingIfToldSo) {
  branch();
  write("bench.scenario", "seed=2 noise=0.003");
  const auto [code, result, text] = gate({"--no-cache", "--filter", "alpha", "--cache", "build/c"});
  EXPECT_EQ(code, 0) << text;
  EXPECT_THAT(git({"worktree", "list"}), Not(HasSubstr("tree ")));
  EXPECT_THAT(git({"worktree", "list"}), Not(HasSubstr("build/c")));
}

TEST_F(Gate, KeepsItsVerdictWhereItCannotCleanUp) {
  if (::geteuid() == 0) GTEST_SKIP() << "root may remove whatever it likes";
  std::string make = read("make.sh");
  make.insert(make.find("FAKE_BENCH="), "chmod a-w \"$(dirname \"$0\")\"; ");
  write("make.sh", "test -d build && chmod u+w build\n" + make);
  branch();
  write("bench.scenario", "seed=2 noise=0.003 factor:fake/alpha=1.05");
  const auto [code, result, text] = gate({"--no-cache", "--filter", "alpha", "--cache", "cache"});
  EXPECT_EQ(code, 1) << text;
  EXPECT_EQ(result["outcome"], "closed");
  EXPECT_THAT(text, HasSubstr("warning: cannot remove"));
  for (const auto& entry : std::filesystem::recursive_directory_iterator(at(""))) {
    if (entry.is_directory()) {
      std::filesystem::permissions(entry, std::filesystem::perms::owner_all,
                                   std::filesystem::perm_options::add);
    }
  }
}

TEST_F(Gate, ShardsAreTheChangeOnceMerged) {
  branch();
  write("bench.scenario", "seed=2 noise=0.003 factor:fake/alpha=1.05");
  commit();
  std::size_t compared = 0;
  for (const std::string index : {"1", "2"}) {
    const auto [code, result, text] = gate({"--shard", index + "/2", "--save", "build/" + index});
    EXPECT_EQ(code, with_verdict(result, "regressed").empty() ? 0 : 1) << text;
    compared += result["coverage"]["compared"].get<std::size_t>();
  }
  EXPECT_EQ(compared, 6U);
  EXPECT_EQ(benchgate({"merge", "build/1", "build/2", "-o", "build/whole"}).exit_code, 0);
  const auto whole = compare({"build/whole/base.json", "build/whole/head.json"});
  EXPECT_EQ(whole.exit_code, 1) << whole.text;
  EXPECT_THAT(with_verdict(whole.result, "regressed"), ElementsAre("fake/alpha"));
  EXPECT_EQ(whole.result["coverage"]["expected"], 6);
  EXPECT_EQ(whole.result["base"]["commit"].get<std::string>() + "\n", git({"rev-parse", "main"}));
}

TEST_F(Gate, AcceptsWhatTheChangeItselfAccepts) {
  branch();
  write("bench.scenario", "seed=2 noise=0.003 factor:fake/alpha=1.05");
  write("baselines/accepted.toml",
        "[[accepted]]\nbenchmark = \"fake/alpha\"\nup_to = \"+6 %\"\nreason = \"worth it\"\n"
        "by = \"Ann\"\nuntil = 2999-01-01\n");
  commit();
  const auto [code, result, text] = gate({"--filter", "alpha"});
  EXPECT_EQ(code, 0) << text;
  EXPECT_THAT(with_verdict(result, "accepted"), ElementsAre("fake/alpha"));
  EXPECT_EQ(result["acceptances"][0]["new"], true);

  // Merged, and the next change does the same once more.
  git({"checkout", "--quiet", "-B", "main"});
  git({"checkout", "--quiet", "-b", "next"});
  write("bench.scenario", "seed=3 noise=0.003 factor:fake/alpha=1.10");
  commit();
  const auto next = gate({"--filter", "alpha"});
  EXPECT_EQ(next.exit_code, 1) << next.text;
  EXPECT_EQ(next.result["acceptances"][0]["state"], "in_base");
}

/// The whole of it: CMake, a compiler, Google Benchmark.
TEST_F(Gate, BuildsAnyCMakeProject) {
  write("benchgate.toml", "[[suite]]\nname = \"small\"\ncommand = [\"build/benchgate/small\"]\n");
  write("CMakeLists.txt",
        "cmake_minimum_required(VERSION 3.20)\nproject(small CXX)\n"
        "find_package(benchmark REQUIRED)\n"
        "add_executable(small small.cc)\n"
        "target_link_libraries(small benchmark::benchmark_main)\n");
  const auto source = [](const std::string& rounds) {
    return "#include <benchmark/benchmark.h>\n"
           "static void turn(benchmark::State& state) {\n"
           "  state.SetLabel(__FILE__);\n"
           "  for (auto _ : state)\n"
           "    for (int i = 0; i < " +
           rounds +
           "; ++i) benchmark::DoNotOptimize(i);\n"
           "}\n"
           "BENCHMARK(turn);\n";
  };
  write("small.cc", source("1000"));
  branch();
  // Base is built in another folder, and its program is the same all the same.
  write("README.md", "words");
  const auto same = gate({});
  EXPECT_EQ(same.exit_code, 0) << same.text;
  EXPECT_THAT(codes(same.result), UnorderedElementsAre("flags-added", "same-program"));

  write("small.cc", source("3000"));
  const auto [code, result, text] = gate({"--min-time", "5ms"});
  EXPECT_EQ(code, 1) << text;
  EXPECT_THAT(with_verdict(result, "regressed"), ElementsAre("turn"));
  EXPECT_EQ(git({"status", "--porcelain"}), " M small.cc\n?? README.md\n");
}

}  // namespace
