// The policy that this repository holds itself to: benchgate.toml at its root.
#include <optional>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "benchgate/gate/policy.h"
#include "benchgate/gate/policy_file.h"
#include "gate/named_rules.h"
#include "source_tree.h"

namespace benchgate::gate {
namespace {

using testing::ElementsAre;

Policy own_policy() {
  return load_policy(BENCHGATE_SOURCE_DIR "/benchgate.toml");
}

TEST(OwnPolicy, RunsAllThreeSuites) {
  std::vector<std::string> names;
  for (const auto& suite : own_policy().suites) names.push_back(suite.name);
  EXPECT_THAT(names, ElementsAre("db", "cache", "serialization"));
}

struct Promise {
  std::string_view benchmark;
  std::string_view metric;
  std::optional<double> target;
  double error;
};

void PrintTo(const Promise& promise, std::ostream* out) {
  *out << promise.benchmark << " " << promise.metric;
}

class OwnBudget : public testing::TestWithParam<Promise> {};

TEST_P(OwnBudget, IsKept) {
  const auto policy = own_policy();
  const auto* budget = budget_for(policy, GetParam().benchmark, GetParam().metric);
  ASSERT_NE(budget, nullptr) << GetParam().benchmark;
  EXPECT_EQ(budget->target, GetParam().target) << GetParam().benchmark;
  EXPECT_EQ(budget->error, GetParam().error) << GetParam().benchmark;
}

constexpr double kMillisecond = 1e6;  // nanoseconds

// Names as the suites list them (--benchmark_list_tests).
INSTANTIATE_TEST_SUITE_P(
    Of, OwnBudget,
    testing::Values(
        Promise{"db/sqlite/select_by_key/rows:1000", "p95", 5 * kMillisecond, 10 * kMillisecond},
        Promise{"db/postgres/select_by_key/rows:100000/real_time", "p95", 5 * kMillisecond,
                10 * kMillisecond},
        Promise{"db/postgres/join_three/rows:10000/real_time", "p95", 50 * kMillisecond,
                100 * kMillisecond},
        Promise{"cache/lru/get_hit/keys:zipf/value:100/threads:4", "p95", 2 * kMillisecond,
                5 * kMillisecond},
        Promise{"cache/redis/get_miss/real_time", "p95", 2 * kMillisecond, 5 * kMillisecond},
        Promise{"cache/two_level/l2_hit/value:100/real_time", "p95", 2 * kMillisecond,
                5 * kMillisecond},
        Promise{"cache/redis/set_ttl/value:10000/real_time", "p95", 3 * kMillisecond,
                10 * kMillisecond},
        Promise{"cache/lru/set_evict/value:100/threads:1", "p95", 3 * kMillisecond,
                10 * kMillisecond},
        Promise{"cache/redis/get_hit/value:100/real_time", "hit_ratio", std::nullopt, 1},
        Promise{"cache/two_level/l1_hit/value:100", "hit_ratio", std::nullopt, 1},
        Promise{"cache/lru/get_or_set/keys:zipf/value:100/threads:1", "hit_ratio", 0.68, 0.60},
        Promise{"cache/redis/mget/keys:10/value:100/real_time", "error_rate", std::nullopt, 0}));

TEST(OwnPolicy, AsksNothingOfAMissThatItCannotKeep) {
  const auto policy = own_policy();
  EXPECT_EQ(budget_for(policy, "cache/redis/get_miss/real_time", "hit_ratio"), nullptr);
  EXPECT_EQ(budget_for(policy, "cache/two_level/miss/value:100/real_time", "hit_ratio"), nullptr);
}

TEST(OwnPolicy, JudgesClocksAndCounts) {
  const auto policy = own_policy();
  const auto select = "db/postgres/select_by_key/rows:1000/real_time";
  EXPECT_EQ(rule_for(policy, select, "real_time").severity, Severity::Fail);
  EXPECT_DOUBLE_EQ(rule_for(policy, select, "real_time").max_regression, 0.10);
  EXPECT_EQ(rule_for(policy, select, "plan_hash").severity, Severity::Fail);
  EXPECT_DOUBLE_EQ(rule_for(policy, select, "plan_hash").max_regression, 0);
  const auto encode = rule_for(policy, "serialization/cbor/encode/one", "cpu_time");
  EXPECT_EQ(encode.severity, Severity::Fail);
  EXPECT_DOUBLE_EQ(encode.max_regression, 0.05);
  EXPECT_EQ(rule_for(policy, "db/sqlite/commit_durable/real_time", "real_time").severity,
            Severity::Warn);
}

}  // namespace
}  // namespace benchgate::gate
