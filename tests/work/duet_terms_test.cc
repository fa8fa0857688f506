#include "benchgate/work/duet_terms.h"

#include <filesystem>

#include <gtest/gtest.h>

#include "benchgate/base/error.h"
#include "benchgate/work/duration.h"
#include "support/temporary_folder.h"

namespace benchgate::work {
namespace {

DuetRequest applied(const DuetTerms& terms) {
  DuetRequest request;
  apply_terms(terms, "duet", {}, request);
  return request;
}

TEST(DuetTerms, AreReadFromTheirTexts) {
  const test_support::TemporaryFolder folder;
  const auto save = (folder.path() / "out").string();
  const auto request = applied(
      {.filter = "select", .budget = "2min", .min_time = "20ms", .shard = "2/4", .save = save});
  EXPECT_EQ(request.filter, "select");
  EXPECT_EQ(request.budget, measure::Seconds(120));
  EXPECT_EQ(request.min_time, measure::Seconds(0.02));
  EXPECT_EQ(request.save, save);
  ASSERT_TRUE(request.shard.has_value());
  EXPECT_EQ(request.shard->index, 2U);
  EXPECT_EQ(request.shard->terms.at("command"), "duet");
  EXPECT_EQ(request.shard->terms.at("min_time"), "20ms");
  EXPECT_FALSE(request.shard->terms.contains("budget")) << "every machine may need another";
}

TEST(DuetTerms, LeaveTheRestToThePolicy) {
  const auto request = applied({});
  EXPECT_FALSE(request.budget.has_value());
  EXPECT_FALSE(request.min_time.has_value());
  EXPECT_FALSE(request.shard.has_value());
  EXPECT_TRUE(request.save.empty());
}

TEST(DuetTerms, AreRefusedBeforeAnythingIsBuilt) {
  EXPECT_THROW((void)applied({.budget = "ten minutes"}), UsageError);
  EXPECT_THROW((void)applied({.min_time = "0s"}), UsageError);
  EXPECT_THROW((void)applied({.shard = "5/4"}), UsageError);
  EXPECT_THROW((void)applied({.save = "/dev/null/out"}), EnvironmentError);
}

TEST(Duration, IsANumberOfAUnitOfTime) {
  EXPECT_EQ(parse_duration("20ms", "--x"), measure::Seconds(0.02));
  EXPECT_EQ(parse_duration("0.5 s", "--x"), measure::Seconds(0.5));
  EXPECT_EQ(parse_duration("2min", "--x"), measure::Seconds(120));
  for (const auto* text : {"", "5", "s", "-1s", "0s", "5 B", "1h", "1e400s", "nans", "5s 3s"}) {
    EXPECT_THROW((void)parse_duration(text, "--x"), UsageError) << text;
  }
}

}  // namespace
}  // namespace benchgate::work
