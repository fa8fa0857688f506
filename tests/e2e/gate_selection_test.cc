// `benchgate gate` on a real program: what the change cannot have touched is not measured.
#include <gmock/gmock.h>

#include "e2e/project.h"

namespace {

using ::testing::AllOf;
using ::testing::Contains;
using ::testing::HasSubstr;

constexpr const char* kBuild = R"(cmake_minimum_required(VERSION 3.22)
project(selection CXX)
find_package(benchmark REQUIRED)
add_executable(bench bench.cc library.cc)
target_link_libraries(bench PRIVATE benchmark::benchmark)
)";

constexpr const char* kPolicy = R"([duet]
budget = "10s"
[[suite]]
name = "s"
command = ["build/benchgate/bench"]
[[rule]]
benchmark = "BM_two"
metric = "cpu_time"
max_regression = "3 %"
)";

constexpr const char* kBenchmarks = R"(#include <benchmark/benchmark.h>
int one(int);
int two(int);
void BM_one(benchmark::State& state) {
  for (auto _ : state) benchmark::DoNotOptimize(one(1));
}
BENCHMARK(BM_one);
void BM_two(benchmark::State& state) {
  for (auto _ : state) benchmark::DoNotOptimize(two(1));
}
BENCHMARK(BM_two);
BENCHMARK_MAIN();
)";

constexpr const char* kLibrary =
    "int one(int x) { return x + 1; }\n"
    "int two(int x) { return x + 2; }\n";

class GateSelection : public e2e::Project {
 protected:
  GateSelection() {
    write("CMakeLists.txt", kBuild);
    write("benchgate.toml", kPolicy);
    write("bench.cc", kBenchmarks);
    write("library.cc", kLibrary);
    commit();
    git({"checkout", "--quiet", "-b", "feature"});
  }

  [[nodiscard]] e2e::Json gate(e2e::Arguments more = {}) const {
    e2e::Arguments arguments = {"gate", "--base", "HEAD", "--format", "json"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    const auto finished = benchgate(arguments);
    const auto result = e2e::Json::parse(finished.out, nullptr, false);
    if (result.is_discarded()) ADD_FAILURE() << finished.out << finished.err;
    return result.is_discarded() ? e2e::Json::object() : result;
  }
  static std::string message(const e2e::Json& result, const std::string& code) {
    for (const auto& one : result["diagnostics"]) {
      if (one["code"] == code) return one["message"];
    }
    return "no " + code + " in " + result["diagnostics"].dump();
  }
};

// One test, for each builds base and head with a compiler.
TEST_F(GateSelection, MeasuresOnlyWhatTheChangeCanHaveTouched) {
  write("library.cc",
        "int one(int x) { return x * 3; }\n"
        "int two(int x) { return x + 2; }\n");
  const auto result = gate();
  EXPECT_EQ(result["same_code"], e2e::Json::parse(R"([{"suite": "s", "benchmark": "BM_two"}])"));
  ASSERT_EQ(result["code_changes"].size(), 1) << result;
  EXPECT_EQ(result["code_changes"][0]["benchmark"], "BM_one");
  EXPECT_EQ(result["code_changes"][0]["answer"], "touched");
  EXPECT_EQ(result["code_changes"][0]["functions"][0], "one(int)");
  EXPECT_EQ(result["coverage"]["compared"], 1);
  EXPECT_EQ(result["coverage"]["expected"], 1);
  EXPECT_THAT(message(result, "same-code"), HasSubstr("1 of 2 benchmarks runs the same code"));
  EXPECT_THAT(message(result, "touched"), HasSubstr("`one(int)` (1)"));
  EXPECT_THAT(message(result, "unused-rule"), HasSubstr("no unused-rule")) << "BM_two has one";

  // Nothing that any benchmark runs: passes without measuring.
  write("library.cc", std::string(kLibrary) + "int three(int x) { return x * x; }\n");
  const auto nothing = gate();
  EXPECT_EQ(nothing["outcome"], "passed");
  EXPECT_EQ(nothing["same_code"].size(), 2);
  EXPECT_EQ(nothing["rows"].size(), 0);

  EXPECT_EQ(gate({"--all"})["coverage"]["compared"], 2);

  // A file that the suite may read.
  write("words.txt", "words");
  const auto input = gate();
  EXPECT_EQ(input["coverage"]["compared"], 2);
  EXPECT_THAT(message(input, "all-for-input"), HasSubstr("the change touches words.txt"));
}

// One test, for each builds base and head with a compiler.
TEST_F(GateSelection, MeasuresAllWhereAnInputOfTheSuiteDiffers) {
  git({"checkout", "--quiet", "main"});
  const std::string policy = std::string(kPolicy).replace(
      std::string(kPolicy).find("command"), 0, "inputs = [\"data/*.txt\", \"src/in.cc\"]\n");
  write("benchgate.toml", policy);
  write("data/a.txt", "a");
  write("src/in.cc", "int input;");
  commit();
  git({"checkout", "--quiet", "-b", "inputs"});

  write("notes.txt", "no input");
  const auto other = gate();
  EXPECT_EQ(other["coverage"]["identical_suites"], 1) << other;
  EXPECT_EQ(other["rows"].size(), 0);

  write("src/in.cc", "int other_input;");
  const auto input = gate();
  EXPECT_EQ(input["coverage"]["compared"], 2);
  EXPECT_THAT(message(input, "same-program-other-input"),
              HasSubstr("the change touches src/in.cc"));
  git({"checkout", "--quiet", "src/in.cc"});

  write("benchgate.toml", std::string(policy).replace(policy.find("data/"), 5, "dta/"));
  const auto typo = gate();
  EXPECT_EQ(typo["outcome"], "closed");
  EXPECT_THAT(message(typo, "unused-input"), HasSubstr("\"dta/*.txt\" of the policy's suite s"));
}

TEST_F(GateSelection, BisectDoesNotMeasureTheSameCode) {
  write("library.cc",
        "int one(int x) { return x * 3; }\n"
        "int two(int x) { return x + 2; }\n");
  commit();
  const auto finished = benchgate(
      {"bisect", "main", "feature", "--benchmark", "BM_two", "--format", "json", "--budget", "5s"});
  EXPECT_EQ(finished.exit_code, 1) << finished.err;
  const auto result = e2e::Json::parse(finished.out, nullptr, false);
  ASSERT_FALSE(result.is_discarded()) << finished.out;
  EXPECT_EQ(result["answer"], "not_confirmed");
  EXPECT_EQ(result["steps"][0]["pairs"], 0);
  EXPECT_THAT(finished.err, HasSubstr("the benchmark runs the same code as in "));
}

}  // namespace
