#include "benchgate/work/compare_results.h"

#include <fstream>
#include <string>

#include <gmock/gmock.h>

#include "benchgate/base/error.h"
#include "benchgate/formats/result_files.h"
#include "support/runs.h"
#include "support/temporary_folder.h"

namespace benchgate::work {
namespace {

using ::testing::ElementsAre;
using ::testing::Field;

class CompareResults : public testing::Test {
 protected:
  CompareResults() { std::ofstream(request_.policy.path) << ""; }

  /// The file of a run whose benchmarks a and b take `a` and 100 ns.
  [[nodiscard]] std::string run(const std::string& name, double a, const std::string& date) const {
    auto run = test_support::run(
        {test_support::benchmark("a", {test_support::series("cpu_time", test_support::steady(a))}),
         test_support::benchmark("b",
                                 {test_support::series("cpu_time", test_support::steady(100))})});
    run.suites[0].environment.fields["date"] = date;
    auto file = (folder_.path() / name).string();
    formats::write_run_file(file, run);
    return file;
  }

  const test_support::TemporaryFolder folder_;
  CompareRequest request_{
      .base = {},
      .head = {},
      .again = {},
      .filter = {},
      .policy = {.path = (folder_.path() / "benchgate.toml").string(), .baselines = {}}};
};

TEST_F(CompareResults, BlamesOnlyWhatASecondMeasurementConfirms) {
  request_.base = {run("base.json", 100, "2026-01-01")};
  request_.head = {run("head.json", 200, "2026-01-02")};
  EXPECT_NE(compare_results(request_).outcome, gate::Outcome::Closed);
  request_.again = run("again.json", 200, "2026-01-03");
  EXPECT_EQ(compare_results(request_).outcome, gate::Outcome::Closed);
  request_.again = run("again.json", 100, "2026-01-03");
  EXPECT_NE(compare_results(request_).outcome, gate::Outcome::Closed);
}

TEST_F(CompareResults, TakesHeadOnceForNoSecondMeasurement) {
  request_.base = {run("base.json", 100, "2026-01-01")};
  request_.head = {run("head.json", 200, "2026-01-02")};
  request_.again = request_.head.front();
  EXPECT_THROW((void)compare_results(request_), UsageError);
}

TEST_F(CompareResults, LooksAtWhatTheFilterKeeps) {
  request_.base = {run("base.json", 100, "2026-01-01")};
  request_.head = {run("head.json", 200, "2026-01-02")};
  request_.filter = "-^a$";
  EXPECT_THAT(compare_results(request_).judgements,
              ElementsAre(Field(&gate::Judgement::benchmark, "b")));
}

TEST_F(CompareResults, JudgesARunWithoutBaseByItsBudgets) {
  std::ofstream(request_.policy.path)
      << "[[budget]]\nbenchmark = \"a\"\nmetric = \"clock\"\nerror = \"150 ns\"\n";
  request_.head = {run("head.json", 200, "2026-01-02")};
  request_.again = run("again.json", 200, "2026-01-03");
  EXPECT_EQ(compare_results(request_).outcome, gate::Outcome::Closed);
  request_.head = {run("head.json", 120, "2026-01-02")};
  EXPECT_EQ(compare_results(request_).outcome, gate::Outcome::Passed);
}

}  // namespace
}  // namespace benchgate::work
