// `benchgate doctor` from end to end.
#include <gmock/gmock.h>

#include "e2e/workplace.h"

namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;

class Doctor : public e2e::Workplace {
 protected:
  struct Examined {
    int exit_code;
    e2e::Json result;
    std::string text;
  };
  [[nodiscard]] Examined doctor(e2e::Arguments more) const {
    e2e::Arguments arguments = {"doctor", "--json"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    const auto finished = benchgate(arguments);
    const auto result = e2e::Json::parse(finished.out, nullptr, false);
    return {finished.exit_code, result.is_discarded() ? e2e::Json() : result,
            finished.out + finished.err};
  }
};

TEST_F(Doctor, TellsOfTheMachineWhereThereIsNothingToMeasure) {
  const auto finished = benchgate({"doctor"});
  EXPECT_EQ(finished.exit_code, 0);
  EXPECT_THAT(finished.out, AllOf(HasSubstr("core"), HasSubstr("Nothing was measured")));
  const auto [code, result, text] = doctor({});
  EXPECT_EQ(code, 0) << text;
  EXPECT_EQ(result["format"], 1);
  EXPECT_TRUE(result["noise"].is_null());
  EXPECT_EQ(result["findings"][0]["code"], "cores");
}

TEST_F(Doctor, MeasuresASuiteAgainstItself) {
  const auto [code, result, text] = doctor(
      {FAKE_BENCH, "--filter", "alpha|beta|wait", "--benchmarks", "50", "--budget", "60min"});
  EXPECT_EQ(code, 0) << text;
  const auto& noise = result["noise"];
  ASSERT_EQ(noise["benchmarks"].size(), 3u) << text;
  for (const auto& benchmark : noise["benchmarks"]) {
    EXPECT_EQ(benchmark["suite"], "fake_bench");
    EXPECT_EQ(benchmark["pairs"], 10);
    EXPECT_EQ(benchmark["sd"], 0);  // fake times depend on nothing
  }
  ASSERT_EQ(noise["reach"].size(), 3u);
  EXPECT_EQ(noise["reach"][1]["minutes"], 5);
  EXPECT_EQ(noise["reach"][1]["benchmarks"], 50);
}

TEST_F(Doctor, SaysThatNothingCanBePinnedTo) {
  set("BENCHGATE_CPUS", "none");
  const auto finished = benchgate({"doctor", FAKE_BENCH, "--filter", "alpha"});
  EXPECT_EQ(finished.exit_code, 0);
  EXPECT_THAT(finished.out, AllOf(HasSubstr("warn  no core can be pinned to"), HasSubstr("in_turn"),
                                  HasSubstr("15 min")));
}

TEST_F(Doctor, ABenchmarkThatFailsIsSaid) {
  set("FAKE_BENCH", "crash=fake/alpha");
  const auto [code, result, text] =
      doctor({FAKE_BENCH, "--filter", "alpha|beta", "--budget", "60min"});
  EXPECT_EQ(code, 1) << text;
  EXPECT_EQ(result["noise"]["benchmarks"].size(), 1u);
  EXPECT_THAT(result["noise"]["failures"][0].get<std::string>(), HasSubstr("signal 11"));
}

TEST_F(Doctor, RefusesWhatMakesNoSense) {
  EXPECT_EQ(benchgate({"doctor", "no-such-suite"}).exit_code, 2);
  EXPECT_EQ(benchgate({"doctor", FAKE_BENCH, "--budget", "soon"}).exit_code, 2);
  EXPECT_EQ(benchgate({"doctor", FAKE_BENCH, "--benchmarks", "0"}).exit_code, 2);
  EXPECT_EQ(benchgate({"doctor", FAKE_BENCH, "--filter", "nothing"}).exit_code, 2);
  set("BENCHGATE_CPUS", "all");
  EXPECT_EQ(benchgate({"doctor"}).exit_code, 2);
}

}  // namespace
