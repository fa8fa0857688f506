#include "support/dataset.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace benches {
namespace {

TEST(Dataset, IsTheSameForOneSizeAndSeed) {
  EXPECT_EQ(make_dataset(500, 7), make_dataset(500, 7));
  EXPECT_NE(make_dataset(500, 7), make_dataset(500, 8));
}

// What GCC 12 and Clang 14 generate alike. A change here makes every stored baseline
// incomparable: it must be meant.
TEST(Dataset, KeepsItsHash) {
  EXPECT_EQ(hash_text(dataset_hash(make_dataset(1'000))), "cf8061f313612cbe");
  EXPECT_EQ(hash_text(dataset_hash(make_dataset(10'000))), "0e07c57f31106dfa");
}

TEST(Dataset, ItsFirstItemsCanBeHadAlone) {
  const auto all = make_dataset(1'000).evidence_items;
  EXPECT_EQ(first_evidence_items(20, 1'000),
            std::vector<EvidenceItem>(all.begin(), all.begin() + 20));
  EXPECT_EQ(first_evidence_items(1'000, 1'000), all);
}

TEST(Dataset, HashesEveryField) {
  const Dataset data = make_dataset(100);
  const auto differs = [&](auto change) {
    Dataset changed = data;
    change(changed);
    return dataset_hash(changed) != dataset_hash(data);
  };
  EXPECT_TRUE(differs([](Dataset& d) { d.users[3].email += "x"; }));
  EXPECT_TRUE(differs([](Dataset& d) { d.business_profiles[0].employees++; }));
  EXPECT_TRUE(differs([](Dataset& d) { d.frameworks[0].version = ""; }));
  EXPECT_TRUE(differs([](Dataset& d) { d.controls[239].description[0] = '#'; }));
  EXPECT_TRUE(differs([](Dataset& d) { d.evidence_items[99].score += 0.25; }));
  EXPECT_TRUE(differs([](Dataset& d) { d.evidence_items[5].status = EvidenceStatus::Expired; }));
  EXPECT_TRUE(differs([](Dataset& d) { d.assessment_sessions[1].completed_at = 1; }));
  EXPECT_TRUE(differs([](Dataset& d) { std::swap(d.users[0], d.users[1]); }));
  EXPECT_TRUE(differs([](Dataset& d) { d.users.pop_back(); }));
  // The same characters, split differently between two fields.
  EXPECT_TRUE(differs([](Dataset& d) {
    d.frameworks[0].name += d.frameworks[0].version.front();
    d.frameworks[0].version.erase(0, 1);
  }));
}

TEST(Dataset, GrowsInProportion) {
  const Dataset data = make_dataset(1'000);
  EXPECT_EQ(data.users.size(), 20U);
  EXPECT_EQ(data.business_profiles.size(), 10U);
  EXPECT_EQ(data.frameworks.size(), 12U);
  EXPECT_EQ(data.controls.size(), 240U);
  EXPECT_EQ(data.evidence_items.size(), 1'000U);
  EXPECT_EQ(data.assessment_sessions.size(), 50U);
}

TEST(Dataset, IsConsistent) {
  const Dataset data = make_dataset(2'000);
  const auto id_within = [](std::size_t count) {
    return testing::AllOf(testing::Ge(1), testing::Le(static_cast<Id>(count)));
  };
  for (std::size_t k = 0; k < data.evidence_items.size(); ++k) {
    const EvidenceItem& item = data.evidence_items[k];
    EXPECT_EQ(item.id, static_cast<Id>(k) + 1);
    EXPECT_THAT(item.business_profile_id, id_within(data.business_profiles.size()));
    EXPECT_THAT(item.control_id, id_within(data.controls.size()));
    EXPECT_THAT(item.uploaded_by, id_within(data.users.size()));
    EXPECT_THAT(item.score, testing::AllOf(testing::Ge(0.0), testing::Le(100.0)));
    EXPECT_GT(item.text.size(), 100U);
    if (k > 0) {
      EXPECT_GT(item.created_at, data.evidence_items[k - 1].created_at);
    }
  }
}

}  // namespace
}  // namespace benches
