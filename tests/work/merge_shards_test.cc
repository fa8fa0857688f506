#include "benchgate/work/merge_shards.h"

#include <gmock/gmock.h>

#include "benchgate/base/error.h"
#include "support/runs.h"

namespace benchgate::work {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using Side = model::Session::Side;

/// Shard `index` of 3 with all of `names` that belong to it.
ShardRun shard(std::uint32_t index, std::uint32_t count = 3) {
  ShardRun shard{.name = "shard-" + std::to_string(index) + ".json", .run = test_support::run({})};
  shard.run.shard = model::Shard{.index = index, .count = count, .terms = {{"filter", ""}}};
  for (const std::string name : {"a", "b", "c", "d", "j", "l", "o", "p"}) {
    if (shard.run.shard->has("suite", name)) {
      shard.run.benchmarks.push_back(
          test_support::benchmark(name, {test_support::series("cpu_time", {1, 2, 3})}));
    }
  }
  return shard;
}

ShardRun side(std::uint32_t index, Side which) {
  auto one = shard(index);
  one.name += which == Side::Base ? ":base" : ":head";
  one.run.session = model::Session{.side = which, .id = "s" + std::to_string(index), .seed = index};
  return one;
}

ShardPair pair(std::uint32_t index) {
  return {.base = side(index, Side::Base), .head = side(index, Side::Head)};
}

std::string& field(ShardRun& shard, const std::string& name) {
  return shard.run.suites.at(0).environment.fields[name];
}

template <class Merge>
std::string refusal(const Merge& merge) {
  try {
    (void)merge();
  } catch (const InputError& error) {
    return error.what();
  }
  return "was merged";
}

std::string refused(std::vector<ShardRun> shards) {
  return refusal([&] { return merge_shards(shards); });
}

TEST(MergeShards, PutsAllBenchmarksIntoOneRun) {
  const auto merged = merge_shards({shard(3), shard(1), shard(2)});
  EXPECT_THAT(merged.benchmarks, SizeIs(8));
  EXPECT_THAT(merged.suites, SizeIs(1));
  EXPECT_THAT(merged.diagnostics, IsEmpty());
  EXPECT_FALSE(merged.shard);
  EXPECT_FALSE(merged.session);
  EXPECT_EQ(merged, merge_shards({shard(1), shard(2), shard(3)}));
}

TEST(MergeShards, MergesWhatSomeShardsMeasuredAgain) {
  std::vector<ShardRun> shards{shard(1), shard(2), shard(3)};
  EXPECT_FALSE(merge_second_measurements(shards));
  for (const std::size_t i : {2U, 0U}) {
    shards[i].again = shards[i].run;
    shards[i].again->shard.reset();  // its filter says what belongs to it
    shards[i].again->benchmarks.resize(1);
  }
  shards[0].again->benchmarks.push_back(shards[1].run.benchmarks.at(0));
  const auto again = merge_second_measurements(shards);
  ASSERT_TRUE(again);
  ASSERT_THAT(again->benchmarks, SizeIs(2)) << "not what belongs to shard 2";
  EXPECT_EQ(again->benchmarks[0].name, shards[0].run.benchmarks[0].name);
  EXPECT_EQ(again->benchmarks[1].name, shards[2].run.benchmarks[0].name);
  EXPECT_FALSE(again->shard);
  EXPECT_THAT(merge_shards(shards).benchmarks, SizeIs(8)) << "the first ones are what they were";
}

TEST(MergeShards, RefusesWhatIsNotTheWhole) {
  EXPECT_THAT(refused({shard(1), shard(3)}), HasSubstr("shard 2 of 3 is missing"));
  EXPECT_THAT(refused({shard(2)}), HasSubstr("shards 1, 3 of 3 are missing"));
  EXPECT_THAT(
      refused({shard(1), shard(2), shard(2)}),
      AllOf(HasSubstr("shard-2.json: "), HasSubstr("is shard 2/3, and so is shard-2.json")));
  EXPECT_THAT(refused({shard(1), shard(2, 4), shard(3)}), HasSubstr("parts of different wholes"));
  auto whole = shard(2);
  whole.run.shard.reset();
  EXPECT_THAT(refused({shard(1), whole, shard(3)}),
              AllOf(HasSubstr("shard-2.json: "), HasSubstr("is not a shard")));
}

TEST(MergeShards, RefusesShardsThatWereMeasuredOtherwise) {
  auto filtered = shard(2);
  filtered.run.shard->terms["filter"] = "select";
  EXPECT_THAT(refused({shard(1), filtered, shard(3)}),
              HasSubstr("shard-2.json: was measured with another filter: "
                        "\"select\", and nothing in "
                        "shard-1.json"));
  auto longer = shard(2);
  field(longer, "min_time") = "1 s";
  EXPECT_THAT(refused({shard(1), longer, shard(3)}), HasSubstr("differ in min_time"));
}

TEST(MergeShards, RefusesAnotherCommit) {
  auto other = shard(2);
  field(other, "commit") = "9f8e7d6";
  EXPECT_THAT(refused({shard(1), other, shard(3)}),
              HasSubstr("differ in commit: 0123456789abcdef0123456789abcdef01234567 "
                        "(shards 1, 3); "
                        "9f8e7d6 (shard 2)"));
}

TEST(MergeShards, RefusesBenchmarksInTheWrongShard) {
  auto more = shard(2);
  more.run.benchmarks.push_back(shard(1).run.benchmarks.at(0));
  EXPECT_THAT(refused({shard(1), more, shard(3)}), HasSubstr("and so has shard-1.json"));
  auto lost = shard(1);
  lost.run.benchmarks.erase(lost.run.benchmarks.begin());
  EXPECT_THAT(refused({lost, more, shard(3)}), HasSubstr("does not belong to shard 2/3"));
}

TEST(MergeShards, RefusesOtherMachinesWhereTimingsAreComparedWithOthers) {
  auto elsewhere = shard(2);
  field(elsewhere, "machine_class") = "other-4cpu";
  EXPECT_THAT(refused({shard(1), elsewhere, shard(3)}), HasSubstr("differ in machine_class"));
}

TEST(MergeShards, SaysWhichShardsRanWhere) {
  auto pairs = std::vector{pair(1), pair(2), pair(3)};
  field(pairs[1].base, "cpu_model") = field(pairs[1].head, "cpu_model") = "B";
  for (const std::size_t i : {0U, 2U}) {
    field(pairs[i].base, "cpu_model") = field(pairs[i].head, "cpu_model") = "A";
  }
  const auto [base, head] = merge_shard_pairs(std::move(pairs));
  EXPECT_EQ(base.suites[0].environment.find("cpu_model"), "A (shards 1, 3); B (shard 2)");
  EXPECT_EQ(base.suites,
            head.suites);  // so that no difference of base and head is made of it
  EXPECT_THAT(base.diagnostics, IsEmpty());
  ASSERT_THAT(head.diagnostics, SizeIs(1));
  EXPECT_EQ(head.diagnostics[0].code, "shards-differ");
  EXPECT_THAT(head.diagnostics[0].message, HasSubstr("cpu_model: A (shards 1, 3); B (shard 2)"));
}

TEST(MergeShards, SaysTheSameOnlyOnce) {
  auto shards = std::vector{shard(1), shard(2), shard(3)};
  for (auto& one : shards) {
    one.run.diagnostics = {{.code = "x", .benchmark = {}, .message = "everywhere"}};
  }
  EXPECT_THAT(merge_shards(shards).diagnostics, SizeIs(1));
}

TEST(MergeShardPairs, AreTwoSidesOfOneSession) {
  const auto [base, head] = merge_shard_pairs({pair(2), pair(1), pair(3)});
  EXPECT_EQ(base.session->id, head.session->id);
  EXPECT_EQ(base.session->side, Side::Base);
  EXPECT_EQ(head.session->side, Side::Head);
  EXPECT_THAT(base.benchmarks, SizeIs(8));
  EXPECT_THAT(head.benchmarks, SizeIs(8));
}

TEST(MergeShardPairs, RefuseWhatWasNotMeasuredTogether) {
  const auto refused = [](std::vector<ShardPair> pairs) {
    return refusal([&] { return merge_shard_pairs(pairs); });
  };
  auto mixed = pair(2);
  mixed.head.run.session->id = "else";
  EXPECT_THAT(refused({pair(1), mixed, pair(3)}), HasSubstr("were not measured together"));
  auto twice = pair(2);
  twice.base.run.session->id = twice.head.run.session->id = "s1";
  EXPECT_THAT(refused({pair(1), twice, pair(3)}),
              HasSubstr("holds the same measurement as shard-1.json:head"));
  auto crossed = pair(2);
  crossed.base.run.shard->index = 3;
  EXPECT_THAT(refused({pair(1), crossed, pair(3)}), HasSubstr("are not the same shard"));
  EXPECT_THAT(refusal([&] {
                return merge_shards({shard(1), side(2, Side::Head), shard(3)});
              }),
              HasSubstr("not both of duets"));
}

}  // namespace
}  // namespace benchgate::work
