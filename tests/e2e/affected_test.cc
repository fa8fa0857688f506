// `benchgate affected` from end to end; tests/reach has what it finds out.
#include <cstdlib>
#include <string>

#include <gmock/gmock.h>

#include "e2e/workplace.h"

namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

class Affected : public e2e::Workplace {};

TEST_F(Affected, SaysWhyItCannotTell) {
  const auto finished = benchgate({"affected", REAL_BENCH, REAL_BENCH});
  EXPECT_EQ(finished.exit_code, 0) << finished.err;
  EXPECT_THAT(finished.out, AllOf(HasSubstr("0 of "), HasSubstr("cannot tell"),
                                  HasSubstr("link it with -Wl,--emit-relocs")));
}

TEST_F(Affected, WritesJson) {
  const auto finished = benchgate({"affected", REAL_BENCH, REAL_BENCH, "--format", "json"});
  const auto result = e2e::Json::parse(finished.out, nullptr, false);
  ASSERT_FALSE(result.is_discarded()) << finished.out << finished.err;
  EXPECT_EQ(result["format"], 1);
  EXPECT_EQ(result["same_code"], 0);
  EXPECT_EQ(result["cannot_tell"], result["benchmarks"].size());
  EXPECT_EQ(result["benchmarks"][0]["answer"], "cannot_tell");
  EXPECT_THAT(result["benchmarks"][0]["reason"], HasSubstr("--emit-relocs"));
}

constexpr const char* kRegistered =
    R"cpp(#include <string>
#include <benchmark/benchmark.h>
#define BODY(f)                                          \
            {                                                      \
              for (auto _ : state) benchmark::DoNotOptimize(f(1)); \
            }
          __attribute__((noinline)) int one(int x) {
            return x + ONE;
          }
          __attribute__((noinline)) int two(int x) {
            return x * TWO;
          }
          __attribute__((noinline)) int three(int x) {
            return x ^ THREE;
          }
          void BM_three(benchmark::State& state) BODY(three) BENCHMARK(BM_three)->Name(
              "renamed "
              "three");
          int main(int argc, char** argv) {
            benchmark::RegisterBenchmark("made/one", [](benchmark::State & state) BODY(one));
            for (int i = 0; i < 2; ++i) {
              benchmark::RegisterBenchmark(
                  ("made/two/with a long name:" + std::to_string(i)).c_str(), [i](benchmark::State &
                                                                                  state)
                                                                                  BODY(i + two))
                  ->Arg(3);
            }
            void (*body)(benchmark::State&) = BM_three;
            benchmark::RegisterBenchmark("made/three", [body](benchmark::State& state) { body(state); });
            benchmark::RegisterBenchmark("twice", [](benchmark::State & state) BODY(one));
            benchmark::RegisterBenchmark("twice", [](benchmark::State & state) BODY(three));
            benchmark::Initialize(&argc, argv);
            benchmark::RunSpecifiedBenchmarks();
          }
    )cpp";

TEST_F(Affected, FindsWhatIsRegisteredUnderNamesThatAreMadeUp) {
  write("bench.cc", kRegistered);
  const auto build = [&](const std::string& name, const std::string& values) {
    const auto command = "cd '" + at("").string() + "' && c++ -O2 -std=c++17 " + values +
                         " -ffunction-sections -fdata-sections bench.cc -o " + name +
                         " -Wl,--emit-relocs -lbenchmark -lpthread";
    ASSERT_EQ(std::system(command.c_str()), 0);
  };
  build("base", "-DONE=1 -DTWO=3 -DTHREE=5");
  const auto answers = [&](const std::string& values) {
    build("head", values);
    const auto finished = benchgate({"affected", "./base", "./head", "--format", "json"});
    const auto result = e2e::Json::parse(finished.out, nullptr, false);
    EXPECT_FALSE(result.is_discarded()) << finished.out << finished.err;
    std::string touched;
    for (const auto& one : result["benchmarks"]) {
      if (one["answer"] != "same_code") touched += one["name"].get<std::string>() + "; ";
    }
    return touched;
  };
  EXPECT_EQ(answers("-DONE=1 -DTWO=3 -DTHREE=5"), "");
  EXPECT_THAT(answers("-DONE=2 -DTWO=3 -DTHREE=5"),
              AllOf(HasSubstr("made/one; "), HasSubstr("twice; twice #2; "),
                    Not(HasSubstr("long name:0"))));
  EXPECT_THAT(answers("-DONE=1 -DTWO=4 -DTHREE=5"),
              AllOf(HasSubstr("long name:0/3; made/two/with a long name:1/3; "),
                    Not(HasSubstr("made/one"))));
  EXPECT_THAT(answers("-DONE=1 -DTWO=3 -DTHREE=6"),
              AllOf(HasSubstr("renamed three; "), HasSubstr("made/three; "),
                    HasSubstr("twice; twice #2; "), Not(HasSubstr("made/one"))));
}

TEST_F(Affected, RefusesWhatItCannotStart) {
  EXPECT_EQ(benchgate({"affected", "./nothing", REAL_BENCH}).exit_code, 2);
  const auto finished = benchgate({"affected", REAL_BENCH, REAL_BENCH, "--format", "html"});
  EXPECT_EQ(finished.exit_code, 2);
  EXPECT_THAT(finished.err, HasSubstr("use terminal or json"));
}

}  // namespace
