#include "store/history_contract.h"

#include <cmath>
#include <limits>
#include <map>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "benchgate/base/error.h"
#include "store/history_kinds.h"
#include "support/history_samples.h"
#include "support/memory_history.h"

namespace benchgate::store {
namespace {

using test_support::HistorySamples;
using test_support::kSpring;
using test_support::plain_record;
using test_support::plain_series;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class HistoryContract : public testing::TestWithParam<HistoryKind> {
 protected:
  void SetUp() override {
    place_ = GetParam().make();
    history_ = place_->open();
  }

  void reopen() {
    if (GetParam().name != "Memory") history_ = place_->open();
  }

  std::unique_ptr<HistoryPlace> place_;
  std::unique_ptr<HistoryStore> history_;
};

// There are none where a server is not installed.
GTEST_ALLOW_UNINSTANTIATED_PARAMETERIZED_TEST(HistoryContract);
INSTANTIATE_TEST_SUITE_P(Histories, HistoryContract, testing::ValuesIn(history_kinds()),
                         [](const auto& kind) { return kind.param.name; });

std::vector<std::string> ids_of(const std::vector<model::HistoryRun>& runs) {
  std::vector<std::string> ids;
  for (const auto& run : runs) ids.push_back(run.id);
  return ids;
}

std::vector<double> values_of(const model::Series& series) {
  std::vector<double> values;
  for (const auto& point : series.points) values.push_back(point.value);
  return values;
}

/// Everything that can be asked, of both, is answered alike.
void expect_alike(const HistoryStore& history, const HistoryStore& expected) {
  EXPECT_EQ(history.runs(), expected.runs());
  EXPECT_EQ(history.findings(), expected.findings());
  const auto keys = expected.series();
  EXPECT_EQ(history.series(), keys);
  for (const auto& key : keys) EXPECT_EQ(history.read(key), expected.read(key)) << key.benchmark;
  std::vector<model::Series> together;
  history.read_each(keys, [&](model::Series series) { together.push_back(std::move(series)); });
  ASSERT_EQ(together.size(), keys.size());
  for (std::size_t i = 0; i < keys.size(); ++i) EXPECT_EQ(together[i], expected.read(keys[i]));
  for (const auto& run : expected.runs()) {
    EXPECT_EQ(history.record(run.id), expected.record(run.id));
  }
}

TEST_P(HistoryContract, IsEmptyAtFirst) {
  EXPECT_THAT(history_->runs(), IsEmpty());
  EXPECT_THAT(history_->series(), IsEmpty());
  EXPECT_THAT(history_->findings(), IsEmpty());
  EXPECT_THAT(history_->read(plain_series()).points, IsEmpty());
  EXPECT_EQ(history_->read(plain_series()).key, plain_series());
  EXPECT_THAT(history_->verify(), IsEmpty());
}

TEST_P(HistoryContract, GivesBackWhatWasAppended) {
  HistorySamples samples(1);
  for (int i = 0; i < 30; ++i) {
    const auto record = samples.record("r" + std::to_string(i));
    EXPECT_EQ(history_->append(record), Appended::Added);
    EXPECT_EQ(history_->record(record.run.id), record);
    reopen();
    EXPECT_EQ(history_->record(record.run.id), record);
  }
  EXPECT_THAT(history_->verify(), IsEmpty());
}

TEST_P(HistoryContract, TakesTheSameTwiceAndKeepsItOnce) {
  const auto record = HistorySamples(2).record("same");
  EXPECT_EQ(history_->append(record), Appended::Added);
  EXPECT_EQ(history_->append(record), Appended::AlreadyThere);
  reopen();
  EXPECT_EQ(history_->append(record), Appended::AlreadyThere);
  EXPECT_THAT(ids_of(history_->runs()), ElementsAre("same"));
}

TEST_P(HistoryContract, KeepsWhatWasSaidFirstOfTheSameFigures) {
  const auto record = HistorySamples(2).record("same");
  history_->append(record);
  auto other = record;
  other.run.branch = "another";
  other.run.title = "Another title";
  other.run.report_url = "https://example.org/another";
  other.run.environment["more"] = "than before";
  ASSERT_FALSE(other.points.empty());
  other.points[0].definition.direction = model::Direction::NeitherIsBetter;
  other.points[0].definition.kind = model::MetricKind::Exact;
  EXPECT_EQ(history_->append(other), Appended::AlreadyThere);
  reopen();
  EXPECT_EQ(history_->append(other), Appended::AlreadyThere);
  EXPECT_EQ(history_->record("same"), record);
  other.failures.push_back({"suite", "benchmark", "it failed"});
  EXPECT_THROW(history_->append(other), InputError);
}

TEST_P(HistoryContract, RefusesAnotherRecordOfTheSameId) {
  const auto record = plain_record("same", kSpring, 1);
  history_->append(record);
  auto other = record;
  other.points[0].value = 2;
  EXPECT_THROW(history_->append(other), InputError);
  other = record;
  other.run.measured_at += 40 * 86'400;  // which would be another file
  EXPECT_THROW(history_->append(other), InputError);
  other.run.measured_at += 400 * 86'400;
  EXPECT_THROW(history_->append(other), InputError);
  EXPECT_EQ(history_->record("same"), record);
  EXPECT_THAT(ids_of(history_->runs()), ElementsAre("same"));
}

TEST_P(HistoryContract, OrdersASeriesByCommitThenByMeasuring) {
  auto late = plain_record("late", kSpring + 900, 1);
  late.run.committed_at = kSpring - 5;
  auto again = plain_record("again", kSpring + 400, 3);
  again.run.committed_at = kSpring + 200;
  auto first = plain_record("first", kSpring + 300, 2);
  first.run.committed_at = kSpring + 200;
  for (const auto& record : {again, first, late}) history_->append(record);
  EXPECT_THAT(ids_of(history_->runs()), ElementsAre("late", "first", "again"));
  EXPECT_THAT(values_of(history_->read(plain_series())), ElementsAre(1, 2, 3));
}

TEST_P(HistoryContract, TakesTheDefinitionFromTheNewestRecord) {
  auto newest = plain_record("a", kSpring + 2, 1);
  newest.points[0].definition.unit = model::Unit::Count;
  auto oldest = plain_record("b", kSpring + 1, 1);
  history_->append(newest);
  history_->append(oldest);
  EXPECT_EQ(history_->read(plain_series()).definition.unit, model::Unit::Count);
}

TEST_P(HistoryContract, KeepsBasesApart) {
  auto record = plain_record("a", kSpring, 1);
  record.points.push_back(record.points[0]);
  record.points[1].series.basis = {model::Basis::Kind::Reference, "m"};
  record.points[1].value = 2;
  history_->append(record);
  EXPECT_THAT(values_of(history_->read(plain_series())), ElementsAre(1));
  EXPECT_THAT(values_of(history_->read(record.points[1].series)), ElementsAre(2));
}

TEST_P(HistoryContract, RefusesWhatCannotBeKept) {
  const auto good = plain_record("good", kSpring, 1);
  using Break = std::function<void(model::HistoryRecord&)>;
  const std::map<std::string, Break> kBreaks = {
      {"no id", [](auto& r) { r.run.id = ""; }},
      {"a path for an id", [](auto& r) { r.run.id = "../x"; }},
      {"a moment before 1970", [](auto& r) { r.run.measured_at = -1; }},
      {"a moment after 9999", [](auto& r) { r.run.committed_at = 253'402'300'800; }},
      {"no number", [](auto& r) { r.points[0].value = std::nan(""); }},
      {"an endless number",
       [](auto& r) { r.points[0].value = std::numeric_limits<double>::infinity(); }},
      {"half an interval", [](auto& r) { r.points[0].lower = 1; }},
      {"an interval turned round",
       [](auto& r) {
         r.points[0].lower = 2;
         r.points[0].upper = 1;
       }},
      {"an interval that is no number",
       [](auto& r) {
         r.points[0].lower = std::nan("");
         r.points[0].upper = 1;
       }},
      {"a ratio of nothing",
       [](auto& r) {
         r.points[0].series.basis.kind = model::Basis::Kind::Reference;
         r.points[0].value = 0;
       }},
      {"a series twice", [](auto& r) { r.points.push_back(r.points[0]); }},
      {"no benchmark", [](auto& r) { r.points[0].series.benchmark = ""; }},
      {"no metric", [](auto& r) { r.points[0].series.metric = ""; }},
      {"a name without end", [](auto& r) { r.points[0].series.benchmark.assign(2'001, 'x'); }},
      {"a text without end", [](auto& r) { r.run.title.assign(70'000, 'x'); }},
      {"no UTF-8", [](auto& r) { r.run.subject = "\xff"; }},
      {"a NUL byte", [](auto& r) { r.run.branch = std::string(1, '\0'); }},
      {"a failure of nothing",
       [](auto& r) {
         r.failures.push_back({"", "", "it failed"});
       }},
  };
  for (const auto& [what, break_it] : kBreaks) {
    auto broken = good;
    break_it(broken);
    EXPECT_THROW(history_->append(broken), InputError) << what;
  }
  auto finding = HistorySamples(3).finding("f");
  finding.level = 1;
  EXPECT_THROW(history_->append(finding), InputError);
  EXPECT_THAT(history_->runs(), IsEmpty());
  EXPECT_THAT(history_->findings(), IsEmpty());
}

TEST_P(HistoryContract, SaysWhichRecordIsNotThere) {
  try {
    (void)history_->record("nothing");
    FAIL();
  } catch (const InputError& error) {
    EXPECT_THAT(error.what(), HasSubstr("nothing"));
  }
  EXPECT_THROW((void)history_->record("../../etc/passwd"), InputError);
}

TEST_P(HistoryContract, RemovesRecordsAndNothingElse) {
  for (int i = 0; i < 5; ++i) {
    history_->append(plain_record("r" + std::to_string(i), kSpring + i * 86'400, i));
  }
  history_->append(HistorySamples(4).finding("f"));
  history_->remove({"r1", "r3", "never was there"});
  EXPECT_THAT(ids_of(history_->runs()), ElementsAre("r0", "r2", "r4"));
  EXPECT_THAT(values_of(history_->read(plain_series())), ElementsAre(0, 2, 4));
  EXPECT_THROW((void)history_->record("r1"), InputError);
  history_->remove({"r0", "r2", "r4"});
  EXPECT_THAT(history_->series(), IsEmpty());
  EXPECT_EQ(history_->findings().size(), 1U);
  EXPECT_EQ(history_->append(plain_record("r1", kSpring, 7)), Appended::Added);
}

TEST_P(HistoryContract, KeepsFindingsOldestFirst) {
  HistorySamples samples(5);
  auto later = samples.finding("a");
  auto sooner = samples.finding("b");
  later.found_at = sooner.found_at + 1;
  EXPECT_EQ(history_->append(later), Appended::Added);
  EXPECT_EQ(history_->append(sooner), Appended::Added);
  EXPECT_EQ(history_->append(sooner), Appended::AlreadyThere);
  auto other = sooner;
  other.bad = "another";
  EXPECT_THROW(history_->append(other), InputError);
  reopen();
  EXPECT_THAT(history_->findings(), ElementsAre(sooner, later));
}

TEST_P(HistoryContract, SeesWhatAnotherWriterAppends) {
  if (GetParam().name == "Memory") GTEST_SKIP() << "there is no other writer in memory";
  const auto other = place_->open();
  for (int i = 0; i < 4; ++i) {
    auto& writer = i % 2 == 0 ? *other : *history_;
    writer.append(plain_record("r" + std::to_string(i), kSpring + i, i));
    EXPECT_EQ(history_->runs().size(), static_cast<std::size_t>(i) + 1);
    EXPECT_EQ(other->read(plain_series()).points.size(), static_cast<std::size_t>(i) + 1);
  }
}

/// Random operations: after each, and after a look from outside, as the one in memory.
TEST_P(HistoryContract, BehavesAsTheOneInMemory) {
  for (const std::uint32_t seed : {11U, 12U, 13U}) {
    place_ = GetParam().make();
    history_ = place_->open();
    test_support::MemoryHistory expected;
    HistorySamples samples(seed);
    for (int step = 0; step < 60; ++step) {
      const auto id = "r" + std::to_string(samples.below(30));
      const auto what = samples.below(10);
      if (what < 7) {
        // Now and then one that is there already.
        const auto there = expected.runs();
        const auto record =
            !there.empty() && samples.below(5) == 0
                ? expected.record(there[samples.below(static_cast<std::uint32_t>(there.size()))].id)
                : samples.record(id);
        std::optional<Appended> found;
        std::optional<Appended> wanted;
        try {
          wanted = expected.append(record);
        } catch (const InputError&) {
        }
        try {
          found = history_->append(record);
        } catch (const InputError&) {
        }
        EXPECT_EQ(found, wanted) << id;
      } else if (what == 7) {
        const std::vector<std::string> ids = {id, "r" + std::to_string(samples.below(30))};
        history_->remove(ids);
        expected.remove(ids);
      } else if (what == 8) {
        reopen();
      } else {
        const auto finding = samples.finding("f" + std::to_string(step));
        EXPECT_EQ(history_->append(finding), expected.append(finding));
      }
      if (step % 7 == 0) expect_alike(*history_, expected);
    }
    expect_alike(*history_, expected);
    reopen();
    expect_alike(*history_, expected);
    EXPECT_THAT(history_->verify(), IsEmpty());
    if (HasFailure()) FAIL() << "with seed " << seed;
  }
}

}  // namespace
}  // namespace benchgate::store
