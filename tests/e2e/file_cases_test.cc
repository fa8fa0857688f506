// Result files as people have them, compared as they are: what must not pass does not, and what is
// no news of head does not close the gate.
#include <gmock/gmock.h>

#include "e2e/workplace.h"

namespace {

using ::testing::HasSubstr;
using ::testing::Not;

/// One benchmark of a file: its samples are multiples of these times.
struct Times {
  std::string name;
  double real_time = 100;
  double cpu_time = 100;
  std::size_t samples = 10;
  std::string counter = {};  ///< `"name": value`
};

std::string file_of(const std::vector<Times>& benchmarks) {
  constexpr double kSpread[] = {1, 1.01, 0.99, 1.005, 0.995, 1.002, 0.998, 1.004, 0.996, 1.003};
  std::string rows;
  for (const auto& one : benchmarks) {
    for (std::size_t i = 0; i < one.samples; ++i) {
      rows += rows.empty() ? "" : ",";
      rows += R"({"name": ")" + one.name + R"(", "run_type": "iteration", "iterations": 1000, )" +
              R"("time_unit": "ns", "real_time": )" +
              std::to_string(one.real_time * kSpread[i % 10]) + R"(, "cpu_time": )" +
              std::to_string(one.cpu_time * kSpread[i % 10]) +
              (one.counter.empty() ? "" : ", " + one.counter) + "}";
    }
  }
  return R"({"context": {"num_cpus": 4}, "benchmarks": [)" + rows + "]}";
}

class FileCases : public e2e::Workplace {
 protected:
  e2e::Finished compared(const std::vector<Times>& base, const std::vector<Times>& head,
                         e2e::Arguments more = {}) {
    write("base.json", file_of(base));
    write("head.json", file_of(head));
    more.insert(more.begin(), {"compare", "base.json", "head.json"});
    return benchgate(more);
  }

  /// With a second measurement of head, which says the same.
  e2e::Finished confirmed(const std::vector<Times>& base, const std::vector<Times>& head) {
    write("again.json", file_of(head));
    return compared(base, head, {"--again", "again.json"});
  }
};

TEST_F(FileCases, TenTimesSlowerWithFewSamplesIsNamed) {
  const std::vector<Times> base = {
      {.name = "b1", .samples = 5}, {.name = "b2", .samples = 5}, {.name = "b3", .samples = 5}};
  auto head = base;
  head[0].cpu_time = head[0].real_time = 1000;
  const auto result = compared(base, head);
  EXPECT_EQ(result.exit_code, 5);
  EXPECT_THAT(result.out, HasSubstr("? b1 "));
  EXPECT_THAT(result.out, HasSubstr("at least 6\n  samples a side"));
  EXPECT_EQ(confirmed(base, head).exit_code, 1);
  EXPECT_THAT(result.out, Not(HasSubstr("No slowdown")));
  for (const char* format : {"markdown", "html"}) {
    EXPECT_THAT(compared(base, head, {"--format", format}).out, HasSubstr("b1")) << format;
  }
}

TEST_F(FileCases, OneSampleHalfAsSlowAgainIsUndecided) {
  const std::vector<Times> base = {{.name = "b1", .samples = 1}};
  const std::vector<Times> head = {{.name = "b1", .real_time = 150, .cpu_time = 150, .samples = 1}};
  const auto result = compared(base, head);
  EXPECT_EQ(result.exit_code, 5);
  EXPECT_THAT(result.out, HasSubstr("b1 may be"));
  EXPECT_THAT(result.out, HasSubstr("b1"));
  write("benchgate.toml", "[on]\nundecided = \"warn\"\n");
  EXPECT_EQ(compared(base, head).exit_code, 0);
}

TEST_F(FileCases, OneSampleThatDidNotMovePassesWithoutATick) {
  const auto result =
      compared({{.name = "b1", .samples = 1}}, {{.name = "b1", .real_time = 101, .samples = 1}});
  EXPECT_EQ(result.exit_code, 0);
  EXPECT_THAT(result.out, HasSubstr("! Too few samples to tell"));
}

TEST_F(FileCases, WaitingThreeTimesAsLongClosesTheGate) {
  const auto result = confirmed({{.name = "BM_wait", .real_time = 2e8, .cpu_time = 2e4}},
                                {{.name = "BM_wait", .real_time = 6e8, .cpu_time = 2e4}});
  EXPECT_EQ(result.exit_code, 1);
  EXPECT_THAT(result.out, HasSubstr("✗ BM_wait"));
}

TEST_F(FileCases, WallTimeThatRoseAloneDoesNotPass) {
  const auto result = compared({{.name = "BM_io", .real_time = 100, .cpu_time = 60}},
                               {{.name = "BM_io", .real_time = 300, .cpu_time = 60}});
  EXPECT_EQ(result.exit_code, 5);
  EXPECT_THAT(result.out, HasSubstr("BM_io  real_time"));
  EXPECT_THAT(result.out, HasSubstr("by wall-clock time, and not by"));
}

TEST_F(FileCases, ARuleWithATypoDoesNotPass) {
  const std::vector<Times> base = {{.name = "BM_x", .counter = R"("FOM": 20)"}};
  const std::vector<Times> head = {{.name = "BM_x", .counter = R"("FOM": 10)"}};
  const std::string rule =
      "[[rule]]\nmetric = \"FMO\"\ndirection = \"higher\"\n"
      "severity = \"fail\"\n";
  write("benchgate.toml", rule);
  const auto result = compared(base, head);
  EXPECT_EQ(result.exit_code, 1);
  EXPECT_THAT(result.out, HasSubstr("line 1 of the policy"));
  EXPECT_THAT(result.out, HasSubstr("Did you mean \"FOM\"?"));
  const auto check = benchgate({"policy", "check", "head.json"});
  EXPECT_EQ(check.exit_code, 2);
  EXPECT_THAT(check.out, HasSubstr("line 1 of the policy"));
  EXPECT_EQ(compared(base, head, {"--filter", "^BM_x"}).exit_code, 0) << "only a part";
  write("benchgate.toml", rule + "optional = true\n");
  EXPECT_EQ(compared(base, head).exit_code, 0);
  EXPECT_EQ(benchgate({"policy", "check", "head.json"}).exit_code, 0);
}

TEST_F(FileCases, ABenchmarkWithoutUsableTimeIsTheSameOnBothSides) {
  const std::vector<Times> files = {{.name = "BM_x"},
                                    {.name = "title", .real_time = 1e-7, .cpu_time = 1e-7}};
  const auto result = compared(files, files);
  EXPECT_EQ(result.exit_code, 0) << result.out;
  EXPECT_THAT(result.out, HasSubstr("title"));
  const auto filtered = compared(files, files, {"--filter", "^BM_x"});
  EXPECT_EQ(filtered.exit_code, 0);
  EXPECT_THAT(filtered.out, Not(HasSubstr("title")));
  const std::vector<Times> good = {{.name = "BM_x"}, {.name = "title"}};
  EXPECT_EQ(compared(good, files).exit_code, 1);
  write("benchgate.toml", "[[rule]]\nbenchmark = \"title*\"\nseverity = \"off\"\n");
  EXPECT_EQ(compared(good, files).exit_code, 0);
}

TEST_F(FileCases, WithoutCpuTimeRealTimeIsJudged) {
  const std::vector<Times> base = {{.name = "gpu", .cpu_time = 0}};
  EXPECT_EQ(compared(base, base).exit_code, 0);
  EXPECT_EQ(confirmed(base, {{.name = "gpu", .real_time = 300, .cpu_time = 0}}).exit_code, 1);
}

TEST_F(FileCases, ACounterThatIsNoNumberClosesOnlyWhereItIsJudgedAndNewsOfHead) {
  const std::vector<Times> number = {{.name = "BM_x", .counter = R"("hit_rate": 0.5)"}};
  const std::vector<Times> nan = {{.name = "BM_x", .counter = R"("hit_rate": NaN)"}};
  EXPECT_EQ(compared(nan, nan).exit_code, 0);
  EXPECT_EQ(compared(number, nan).exit_code, 0);
  for (const char* severity : {"off", "warn"}) {
    write("benchgate.toml",
          std::string("[[rule]]\nmetric = \"hit_rate\"\nseverity = \"") + severity + "\"\n");
    EXPECT_EQ(compared(number, nan).exit_code, 0) << severity;
  }
  write("benchgate.toml", "[[rule]]\nmetric = \"hit_rate\"\nseverity = \"fail\"\n");
  EXPECT_EQ(compared(number, nan).exit_code, 1);
  EXPECT_EQ(compared(nan, nan).exit_code, 0);
}

TEST_F(FileCases, PrintedCommandsWork) {
  const std::vector<Times> base = {{.name = "b1"}};
  const std::vector<Times> head = {{.name = "b1", .real_time = 300, .cpu_time = 300}};
  const auto result = confirmed(base, head);
  EXPECT_THAT(result.out, HasSubstr("--output json=out/results.json"));
  EXPECT_THAT(result.out, HasSubstr("benchgate accept out/results.json --benchmark 'b1'"));
  compared(base, head, {"--again", "again.json", "--output", "json=out/results.json"});
  const auto accepted = benchgate(
      {"accept", "out/results.json", "--benchmark", "b1", "--reason", "worth it", "--by", "Ann"});
  EXPECT_EQ(accepted.exit_code, 0) << accepted.err;
  EXPECT_THAT(compared(base, base).out, HasSubstr("benchgate baseline save head.json --name main"));
  const auto saved = benchgate({"baseline", "save", "head.json", "--name", "main"});
  EXPECT_EQ(saved.exit_code, 0) << saved.err;
}

}  // namespace
