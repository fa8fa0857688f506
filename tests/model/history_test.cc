#include "benchgate/model/history.h"

#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace benchgate::model {
namespace {

TEST(HistoryId, IsSafeAsANameOfAFile) {
  EXPECT_TRUE(is_history_id("20261121T023000Z-1a2b3c4d5e6f-0a1b2c3d"));
  EXPECT_TRUE(is_history_id(std::string(80, 'x')));
  for (const auto* bad : {"", ".", "..", "-rf", ".hidden", "a/b", "a b", "a\n", "\xC3\xA4"})
    EXPECT_FALSE(is_history_id(bad)) << bad;
  EXPECT_FALSE(is_history_id(std::string(81, 'x')));
}

TEST(HistoryNames, ReadAsTheyAreWritten) {
  for (const auto kind : {Basis::Kind::Machine, Basis::Kind::Reference})
    EXPECT_EQ(basis_from(basis_name(kind)), kind);
  EXPECT_EQ(basis_name(Basis::Kind::Reference), "reference");
  EXPECT_FALSE(basis_from("Reference"));
  for (const auto answer :
       {HistoryFinding::Answer::Culprit, HistoryFinding::Answer::Range,
        HistoryFinding::Answer::NotConfirmed, HistoryFinding::Answer::Unanswered})
    EXPECT_EQ(answer_from(answer_name(answer)), answer);
  EXPECT_EQ(answer_name(HistoryFinding::Answer::NotConfirmed), "not_confirmed");
  EXPECT_FALSE(answer_from(""));
}

TEST(HistoryOrder, IsByCommitThenByMeasuringThenById) {
  const HistoryRun old_commit_measured_late{.id = "c", .measured_at = 900, .committed_at = 100};
  const HistoryRun first{.id = "b", .measured_at = 300, .committed_at = 200};
  const HistoryRun again{.id = "a", .measured_at = 400, .committed_at = 200};
  const HistoryRun without_commit{.id = "d", .measured_at = 250, .committed_at = {}};
  EXPECT_LT(history_order(old_commit_measured_late), history_order(first));
  EXPECT_LT(history_order(first), history_order(again));
  EXPECT_LT(history_order(first), history_order(without_commit));
  EXPECT_LT(history_order({.id = "a"}), history_order({.id = "b"}));
}

}  // namespace
}  // namespace benchgate::model
