#include "benchgate/work/filter.h"

#include <gmock/gmock.h>

#include "benchgate/base/error.h"
#include "support/runs.h"

using benchgate::work::apply_filter;
using testing::ElementsAre;

namespace {

std::vector<std::string> kept(const std::string& filter) {
  auto run = test_support::run({test_support::benchmark("db/select", {}),
                                test_support::benchmark("db/insert", {}),
                                test_support::benchmark("cache/get", {})});
  apply_filter(filter, run);
  std::vector<std::string> names;
  for (const auto& benchmark : run.benchmarks) names.push_back(benchmark.name);
  return names;
}

}  // namespace

TEST(ApplyFilter, KeepsWhatTheExpressionFindsSomethingIn) {
  EXPECT_THAT(kept("^db/"), ElementsAre("db/select", "db/insert"));
  EXPECT_THAT(kept("select|get"), ElementsAre("db/select", "cache/get"));
  EXPECT_THAT(kept("nothing"), ElementsAre());
}

TEST(ApplyFilter, KeepsAllOthersBehindAMinus) {
  EXPECT_THAT(kept("-^db/"), ElementsAre("cache/get"));
}

TEST(ApplyFilter, KeepsAllWithoutAnExpression) {
  EXPECT_THAT(kept(""), ElementsAre("db/select", "db/insert", "cache/get"));
}

TEST(ApplyFilter, SurvivesLongNamesAndHardExpressions) {
  auto run = test_support::run({test_support::benchmark(std::string(60'000, 'x') + "y", {}),
                                test_support::benchmark(std::string(40, 'a'), {})});
  apply_filter("x.*y", run);
  EXPECT_EQ(run.benchmarks.size(), 1U);
  run = test_support::run({test_support::benchmark(std::string(40, 'a'), {})});
  apply_filter("(a*)*b", run);
  EXPECT_TRUE(run.benchmarks.empty());
}

TEST(ApplyFilter, RefusesABadExpression) {
  EXPECT_THROW(kept("(unclosed"), benchgate::UsageError);
  EXPECT_THROW(kept("-["), benchgate::UsageError);
}
