#include "benchgate/work/policy_check.h"

#include <fstream>
#include <string>
#include <string_view>

#include <gmock/gmock.h>

#include "benchgate/base/error.h"
#include "benchgate/formats/result_files.h"
#include "support/runs.h"
#include "support/temporary_folder.h"

namespace benchgate::work {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class PolicyCheck : public testing::Test {
 protected:
  ValidPolicy policy(std::string_view toml) {
    const PolicyPlace place{.path = (folder_.path() / "benchgate.toml").string(), .baselines = {}};
    std::ofstream(place.path) << toml;
    return require_policy(place);
  }
  [[nodiscard]] std::string run(std::vector<model::Benchmark> benchmarks) const {
    auto file = (folder_.path() / "run.json").string();
    formats::write_run_file(file, test_support::run(std::move(benchmarks)));
    return file;
  }

  const test_support::TemporaryFolder folder_;
};

TEST_F(PolicyCheck, ListsTheRuleOfEachMetricThatIsJudged) {
  const auto valid = policy(
      "[[rule]]\nbenchmark = \"a\"\nmax_regression = \"7 %\"\n"
      "[[rule]]\nmetric = \"hits\"\nseverity = \"off\"\n");
  const auto list = list_rules(
      valid.found, run({test_support::benchmark("a", {test_support::series("cpu_time", {1, 2}),
                                                      test_support::series("hits", {9, 9})})}));
  ASSERT_THAT(list.rules, SizeIs(1));
  EXPECT_EQ(list.rules[0].benchmark, "a");
  EXPECT_EQ(list.rules[0].metric, "cpu_time");
  EXPECT_DOUBLE_EQ(list.rules[0].rule.max_regression, 0.07);
  EXPECT_THAT(list.unused, IsEmpty());
}

TEST_F(PolicyCheck, NamesEntriesThatApplyToNothing) {
  const auto file = run({test_support::benchmark("a", {test_support::series("cpu_time", {1, 2})})});
  const auto valid = policy("[[rule]]\nbenchmark = \"typo\"\nmax_regression = \"7 %\"\n");
  EXPECT_THAT(list_rules(valid.found, file).unused, ElementsAre(HasSubstr("typo")));
}

TEST_F(PolicyCheck, BlamesNoEntryWhileASuiteIsNotBuilt) {
  const auto valid = policy(
      "[[suite]]\nname = \"db\"\ncommand = [\"nowhere/db_bench\"]\n"
      "[[rule]]\nbenchmark = \"typo\"\nmax_regression = \"7 %\"\n");
  const auto list = list_rules(valid.found, "");
  ASSERT_THAT(list.unbuilt, SizeIs(1));
  EXPECT_EQ(list.unbuilt[0].name, "db");
  EXPECT_THAT(list.unbuilt[0].executable, HasSubstr("nowhere/db_bench"));
  EXPECT_THAT(list.unused, IsEmpty());
}

TEST_F(PolicyCheck, CountsTheAcceptancesThatAreOver) {
  std::filesystem::create_directory(folder_.path() / "baselines");
  const auto entry = [](std::string_view benchmark, std::string_view until) {
    return "[[accepted]]\nbenchmark = \"" + std::string(benchmark) +
           "\"\nmetric = \"clock\"\nup_to = \"+5 %\"\nreason = \"r\"\nby = \"Ann\"\nuntil = " +
           std::string(until) + "\n";
  };
  std::ofstream(folder_.path() / "baselines" / "accepted.toml")
      << entry("a", "2001-01-01") + entry("b", "2999-01-01");
  const auto valid = policy("");
  EXPECT_THAT(valid.found.acceptances, SizeIs(2));
  EXPECT_EQ(valid.expired, 1U);
}

TEST_F(PolicyCheck, NeedsAPolicy) {
  EXPECT_THROW((void)require_policy({.path = (folder_.path() / "none.toml").string()}), UsageError);
}

}  // namespace
}  // namespace benchgate::work
