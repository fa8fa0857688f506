// Numbers in databases that exist: where one of these tests fails, the code is wrong, not the test.
#include "benchgate/store/stored_codes.h"

#include <gtest/gtest.h>

#include "benchgate/store/night_digest.h"
#include "support/history_samples.h"

namespace benchgate::store {
namespace {

using model::Basis;
using model::Direction;
using model::MetricKind;
using model::Unit;

struct Coded {
  std::int64_t code;
  model::MetricDefinition definition;
};

/// What the tables of schema 1 hold, as the first release wrote them.
const std::vector<Coded>& definitions() {
  static const std::vector<Coded> kDefinitions = {
      {0, {Unit::None, Direction::LowerIsBetter, MetricKind::Timing}},
      {1, {Unit::None, Direction::LowerIsBetter, MetricKind::Exact}},
      {2, {Unit::None, Direction::HigherIsBetter, MetricKind::Timing}},
      {3, {Unit::None, Direction::HigherIsBetter, MetricKind::Exact}},
      {4, {Unit::None, Direction::NeitherIsBetter, MetricKind::Timing}},
      {5, {Unit::None, Direction::NeitherIsBetter, MetricKind::Exact}},
      {6, {Unit::Nanoseconds, Direction::LowerIsBetter, MetricKind::Timing}},
      {7, {Unit::Nanoseconds, Direction::LowerIsBetter, MetricKind::Exact}},
      {8, {Unit::Nanoseconds, Direction::HigherIsBetter, MetricKind::Timing}},
      {9, {Unit::Nanoseconds, Direction::HigherIsBetter, MetricKind::Exact}},
      {10, {Unit::Nanoseconds, Direction::NeitherIsBetter, MetricKind::Timing}},
      {11, {Unit::Nanoseconds, Direction::NeitherIsBetter, MetricKind::Exact}},
      {12, {Unit::Bytes, Direction::LowerIsBetter, MetricKind::Timing}},
      {13, {Unit::Bytes, Direction::LowerIsBetter, MetricKind::Exact}},
      {14, {Unit::Bytes, Direction::HigherIsBetter, MetricKind::Timing}},
      {15, {Unit::Bytes, Direction::HigherIsBetter, MetricKind::Exact}},
      {16, {Unit::Bytes, Direction::NeitherIsBetter, MetricKind::Timing}},
      {17, {Unit::Bytes, Direction::NeitherIsBetter, MetricKind::Exact}},
      {18, {Unit::BytesPerSecond, Direction::LowerIsBetter, MetricKind::Timing}},
      {19, {Unit::BytesPerSecond, Direction::LowerIsBetter, MetricKind::Exact}},
      {20, {Unit::BytesPerSecond, Direction::HigherIsBetter, MetricKind::Timing}},
      {21, {Unit::BytesPerSecond, Direction::HigherIsBetter, MetricKind::Exact}},
      {22, {Unit::BytesPerSecond, Direction::NeitherIsBetter, MetricKind::Timing}},
      {23, {Unit::BytesPerSecond, Direction::NeitherIsBetter, MetricKind::Exact}},
      {24, {Unit::ItemsPerSecond, Direction::LowerIsBetter, MetricKind::Timing}},
      {25, {Unit::ItemsPerSecond, Direction::LowerIsBetter, MetricKind::Exact}},
      {26, {Unit::ItemsPerSecond, Direction::HigherIsBetter, MetricKind::Timing}},
      {27, {Unit::ItemsPerSecond, Direction::HigherIsBetter, MetricKind::Exact}},
      {28, {Unit::ItemsPerSecond, Direction::NeitherIsBetter, MetricKind::Timing}},
      {29, {Unit::ItemsPerSecond, Direction::NeitherIsBetter, MetricKind::Exact}},
      {30, {Unit::Count, Direction::LowerIsBetter, MetricKind::Timing}},
      {31, {Unit::Count, Direction::LowerIsBetter, MetricKind::Exact}},
      {32, {Unit::Count, Direction::HigherIsBetter, MetricKind::Timing}},
      {33, {Unit::Count, Direction::HigherIsBetter, MetricKind::Exact}},
      {34, {Unit::Count, Direction::NeitherIsBetter, MetricKind::Timing}},
      {35, {Unit::Count, Direction::NeitherIsBetter, MetricKind::Exact}},
      {36, {Unit::Fraction, Direction::LowerIsBetter, MetricKind::Timing}},
      {37, {Unit::Fraction, Direction::LowerIsBetter, MetricKind::Exact}},
      {38, {Unit::Fraction, Direction::HigherIsBetter, MetricKind::Timing}},
      {39, {Unit::Fraction, Direction::HigherIsBetter, MetricKind::Exact}},
      {40, {Unit::Fraction, Direction::NeitherIsBetter, MetricKind::Timing}},
      {41, {Unit::Fraction, Direction::NeitherIsBetter, MetricKind::Exact}},
  };
  return kDefinitions;
}

TEST(StoredCodes, OfDefinitionsNeverChange) {
  for (const auto& [code, definition] : definitions()) {
    EXPECT_EQ(definition_code(definition), code);
    EXPECT_EQ(definition_from(code), definition) << code;
  }
}

TEST(StoredCodes, AreKnownForEveryDefinition) {
  const auto all = coded_definitions();
  ASSERT_EQ(all.size(), definitions().size());
  for (std::size_t i = 0; i < all.size(); ++i) EXPECT_EQ(all[i], definitions()[i].definition) << i;
}

TEST(StoredCodes, ThatStandForNothingAreNoDefinition) {
  for (const std::int64_t code : {-1, 42, 43, 255, 1'000, 32'767}) {
    EXPECT_EQ(definition_from(code), std::nullopt) << code;
  }
}

TEST(StoredCodes, OfBasesNeverChange) {
  EXPECT_EQ(basis_code(Basis::Kind::Machine), 0);
  EXPECT_EQ(basis_code(Basis::Kind::Reference), 1);
}

/// The index keeps digests: a record must have the same in every version.
TEST(StoredCodes, KeepTheDigestOfANight) {
  auto record = test_support::plain_record("r", test_support::kSpring, 1);
  EXPECT_EQ(night_digest(record), 4792604033849490658U);
  record.points.at(0).series.basis = {Basis::Kind::Reference, "m"};
  EXPECT_EQ(night_digest(record), 9819495180875646922U);
}

}  // namespace
}  // namespace benchgate::store
