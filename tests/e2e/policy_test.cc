// benchgate.toml as a user meets it: found, validated, explained.
#include <sstream>
#include <string>

#include <gmock/gmock.h>

#include "e2e/workplace.h"

namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

class PolicyFile : public e2e::Workplace {
 protected:
  e2e::Finished check(const std::string& toml) {
    write("benchgate.toml", toml);
    return benchgate({"policy", "check"});
  }
};

TEST_F(PolicyFile, ValidIsSaid) {
  const auto finished = check(
      "[gate]\nmax_regression = \"7 %\"\n[[rule]]\nmetric = \"clock\"\n"
      "severity = \"warn\"\n");
  EXPECT_EQ(finished.exit_code, 0) << finished.err;
  EXPECT_THAT(finished.out, AllOf(HasSubstr("benchgate.toml is valid"), HasSubstr("1 rules")));
}

TEST_F(PolicyFile, ListsItsKeysWithinTheTerminal) {
  const auto listed = benchgate({"policy", "keys"}).out;
  EXPECT_THAT(listed,
              HasSubstr("[gate]  every comparison\n"
                        "  family_alpha  number above 0 and below 0.5 [0.01]\n"
                        "      Chance that noise blocks merging, over all rows together\n"));
  std::istringstream lines(listed);
  for (std::string line; std::getline(lines, line);) EXPECT_LE(line.size(), 80U) << line;
}

struct Broken {
  const char* toml;
  const char* place;  ///< line:column
  const char* word;   ///< of the message
};

TEST_F(PolicyFile, EveryMistakeIsAUsageErrorWithLineAndColumn) {
  const Broken mistakes[] = {
      {"[gate]\nlevle = 0.95\n", "2:1", "level"},
      {"[gate]\nlevel = \"high\"\n", "2:", "level"},
      {"[gate]\nfamily_alpha = 2\n", "2:", "family_alpha"},
      {"[gate]\nmax_regression = \"5 parsec\"\n", "2:", "max_regression"},
      {"[gates]\n", "1:", "gate"},
      {"[gate\n", "1:", ""},
      {"[gate]\nlevel = 0.9\nlevel = 0.8\n", "3:", "level"},
      {"\n[[suite]]\nname = \"a\"\n", "2:", "command"},
      {"[[suite]]\ncommand = [\"./a\"]\n", "1:", "name"},
      {"[[suite]]\nname = \"../a\"\ncommand = [\"./a\"]\n", "2:", "file name"},
      {"[[rule]]\nmetric = \"cpu_time\"\n", "1:", "sets nothing"},
      {"[[rule]]\nmetric = \"cpu_time\"\nmax_regression = \"0 %\"\n", "3:", "0 %"},
      {"[[rule]]\nmetric = \"cpu_time\"\nkind = \"exact\"\n", "3:", "kind"},
      {"[[rule]]\nseverity = \"fatal\"\n", "2:", "fail"},
      {"[[budget]]\nmetric = \"cpu_time\"\nerror = \"5 MB\"\n", "3:", "ns"},
      {"[[budget]]\nmetric = \"cpu_time\"\ntarget = \"5 s\"\nerror = \"1 s\"\n",
       "4:", "contradict"},
      {"[on]\nmissing = true\n", "2:", "missing"},
      {"[renames]\n\"a\" = \"a\"\n", "2:", "itself"},
  };
  for (const auto& [toml, place, word] : mistakes) {
    const auto finished = check(toml);
    EXPECT_EQ(finished.exit_code, 2) << toml;
    EXPECT_THAT(finished.err,
                AllOf(HasSubstr(std::string("benchgate.toml:") + place), HasSubstr(word)))
        << toml;
    EXPECT_EQ(finished.out, "");
  }
}

TEST_F(PolicyFile, AMistakeStopsEveryCommandThatReadsIt) {
  measured("", "run.json");
  write("benchgate.toml", "[gate]\nlevle = 0.95\n");
  EXPECT_EQ(benchgate({"run", FAKE_BENCH, "-o", "again.json"}).exit_code, 2);
  EXPECT_EQ(benchgate({"compare", "run.json", "run.json"}).exit_code, 2);
  EXPECT_EQ(benchgate({"baseline", "list"}).exit_code, 2);
  EXPECT_FALSE(std::filesystem::exists(at("again.json")));
}

TEST_F(PolicyFile, IsLookedForInTheFoldersAbove) {
  write("benchgate.toml", "[on]\nmissing = \"warn\"\n");
  std::filesystem::create_directories(at("deep/down"));
  auto call = program({"policy", "check"});
  call.folder = at("deep/down");
  const auto finished = e2e::run(call);
  EXPECT_EQ(finished.exit_code, 0) << finished.err;
  EXPECT_THAT(finished.out, HasSubstr(at("benchgate.toml").string()));
}

TEST_F(PolicyFile, WithoutOneCheckingIsAnErrorAndComparingIsNot) {
  const auto checked = benchgate({"policy", "check"});
  EXPECT_EQ(checked.exit_code, 2);
  EXPECT_THAT(checked.err, HasSubstr("benchgate.toml"));
  measured("", "run.json");
  EXPECT_EQ(benchgate({"compare", "run.json", "run.json"}).exit_code, 0);
}

TEST_F(PolicyFile, AFileThatIsNamedMustBeThere) {
  const auto finished = benchgate({"policy", "check", "--policy", "no/such.toml"});
  EXPECT_EQ(finished.exit_code, 2);
  EXPECT_THAT(finished.err, HasSubstr("no/such.toml"));
}

TEST_F(PolicyFile, ShowsWhichRuleEachBenchmarkFallsUnder) {
  measured("", "run.json");
  write("benchgate.toml",
        "[[rule]]\nbenchmark = \"fake/a*\"\nmetric = \"clock\"\nmax_regression = \"12 %\"\n"
        "[[rule]]\nbenchmark = \"fake/beta*\"\nseverity = \"off\"\n"
        "[[budget]]\nbenchmark = \"fake/wait*\"\nmetric = \"clock\"\nerror = \"1 s\"\n");
  const auto out = benchgate({"policy", "check", "run.json"}).out;
  EXPECT_THAT(out,
              ::testing::ContainsRegex("fake/alpha +cpu_time +fail +timing +12 % +12 % +line 1"));
  EXPECT_THAT(out,
              ::testing::ContainsRegex("fake/gamma<int,4> +cpu_time +fail +timing +5 % +0.5 %"));
  EXPECT_THAT(out,
              ::testing::ContainsRegex("fake/wait/real_time +real_time .*\\(defaults\\) +line"));
  EXPECT_THAT(out, Not(HasSubstr("fake/beta")));
}

TEST_F(PolicyFile, SuitesAreRunFromTheFolderOfThePolicy) {
  std::filesystem::create_symlink(FAKE_BENCH, at("my_bench"));
  write("benchgate.toml",
        "[[suite]]\nname = \"mine\"\ncommand = [\"./my_bench\"]\nrestarts = 2\n"
        "filter = \"alpha\"\nenvironment = { FAKE_BENCH = \"allocs=7\" }\n");
  std::filesystem::create_directories(at("below"));
  auto call = program({"run", "mine", "--quiet", "-o", "out/run.json"});
  call.folder = at("below");
  const auto finished = e2e::run(call);
  ASSERT_EQ(finished.exit_code, 0) << finished.err;
  const auto run = e2e::Json::parse(read("below/out/run.json"));
  EXPECT_EQ(run["benchmarks"].size(), 2u);
  EXPECT_EQ(run["benchmarks"][0]["allocs_per_iter"], 7);
}

TEST_F(PolicyFile, ASuitesFilterMatchesSomethingUnlessItIsOptional) {
  const std::string suite =
      "[[suite]]\nname = \"one\"\ncommand = [\"" FAKE_BENCH
      "\"]\nfilter = \"alpha\"\n"
      "[[suite]]\nname = \"two\"\ncommand = [\"" FAKE_BENCH "\"]\nfilter = \"alhpa\"\n";
  write("benchgate.toml", suite);
  const e2e::Arguments measure = {"run", "--quiet", "--restarts", "2", "-o", "run.json"};
  const auto refused = benchgate(measure);
  EXPECT_EQ(refused.exit_code, 2);
  EXPECT_THAT(refused.err, HasSubstr("\"alhpa\" matches none"));
  write("benchgate.toml", suite + "optional = true\n");
  const auto finished = benchgate(measure);
  EXPECT_EQ(finished.exit_code, 0) << finished.err;
  EXPECT_EQ(e2e::Json::parse(read("run.json"))["benchmarks"].size(), 2u);
}

}  // namespace
