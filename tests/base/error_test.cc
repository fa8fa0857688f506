#include "benchgate/base/error.h"

#include <gtest/gtest.h>

namespace benchgate {
namespace {

// The numbers are promised in README.md and relied on by scripts.
TEST(ExitCode, NumbersAreFixed) {
  EXPECT_EQ(static_cast<int>(ExitCode::Passed), 0);
  EXPECT_EQ(static_cast<int>(ExitCode::GateClosed), 1);
  EXPECT_EQ(static_cast<int>(ExitCode::Usage), 2);
  EXPECT_EQ(static_cast<int>(ExitCode::Input), 3);
  EXPECT_EQ(static_cast<int>(ExitCode::Environment), 4);
  EXPECT_EQ(static_cast<int>(ExitCode::Inconclusive), 5);
}

TEST(Error, KnowsItsExitCode) {
  EXPECT_EQ(UsageError("x").exit_code(), ExitCode::Usage);
  EXPECT_EQ(InputError("f", "x").exit_code(), ExitCode::Input);
  EXPECT_EQ(EnvironmentError("x").exit_code(), ExitCode::Environment);
}

TEST(Error, CanBeCaughtAsOneType) {
  EXPECT_THROW(throw UsageError("x"), Error);
  EXPECT_THROW(throw InputError("f", "x"), Error);
  EXPECT_THROW(throw EnvironmentError("x"), Error);
}

TEST(InputError, SaysWhere) {
  const InputError error("out/results.json", TextPosition{3, 14}, "is no number");
  EXPECT_STREQ(error.what(), "out/results.json:3:14: is no number");
  EXPECT_EQ(error.path(), "out/results.json");
  EXPECT_EQ(error.position(), (TextPosition{3, 14}));
}

TEST(InputError, SaysTheFileAloneWhereThereIsNoPlace) {
  const InputError error("out/results.json", "is empty");
  EXPECT_STREQ(error.what(), "out/results.json: is empty");
  EXPECT_EQ(error.position(), std::nullopt);
}

}  // namespace
}  // namespace benchgate
