#include "benchgate/history/line_search.h"

#include <cstddef>
#include <set>

#include <gtest/gtest.h>

#include "benchgate/history/bisection.h"

namespace benchgate::history {
namespace {

TEST(LineSearch, OfOneCommitHasNothingToAsk) {
  const LineSearch search(1);
  EXPECT_TRUE(search.is_found());
  EXPECT_FALSE(search.next());
}

// Every culprit in every line of up to 200 commits, in no more questions than halving takes.
TEST(LineSearch, FindsEveryCulpritByHalving) {
  for (std::size_t commits = 1; commits <= 200; ++commits) {
    for (std::size_t culprit = 1; culprit <= commits; ++culprit) {
      LineSearch search(commits);
      std::size_t questions = 0;
      while (const auto position = search.next()) {
        ++questions;
        *position < culprit ? search.take_good(*position) : search.take_bad(*position);
      }
      ASSERT_TRUE(search.is_found());
      ASSERT_EQ(search.bad(), culprit) << "of " << commits;
      ASSERT_LE(questions, bisection_steps(commits)) << "of " << commits;
    }
  }
}

// Every culprit and every set of commits that cannot be told, in every line of up to 10: what is
// left is the least that can be known.
TEST(LineSearch, EndsWithWhatLiesBetweenTheNearestThatCanBeTold) {
  for (std::size_t commits = 2; commits <= 10; ++commits) {
    for (unsigned hidden = 0; hidden < 1U << (commits - 1); ++hidden) {
      const auto can_tell = [&](std::size_t position) {
        return position == 0 || position == commits || (hidden >> (position - 1) & 1U) == 0;
      };
      for (std::size_t culprit = 1; culprit <= commits; ++culprit) {
        LineSearch search(commits);
        std::set<std::size_t> asked;
        while (const auto position = search.next()) {
          ASSERT_TRUE(asked.insert(*position).second) << "asked twice";
          if (!can_tell(*position)) {
            search.pass_over(*position);
          } else {
            *position < culprit ? search.take_good(*position) : search.take_bad(*position);
          }
        }
        std::size_t good = culprit - 1;
        while (!can_tell(good)) --good;
        std::size_t bad = culprit;
        while (!can_tell(bad)) ++bad;
        ASSERT_EQ(search.good(), good);
        ASSERT_EQ(search.bad(), bad);
      }
    }
  }
}

// 1000 commits of which those from 400 to 600 do not build: out of them in a dozen builds, not two
// hundred.
TEST(LineSearch, LeapsOutOfALongRowThatCannotBeTold) {
  LineSearch search(1000);
  std::size_t failures = 0;
  for (auto position = search.next(); position && *position >= 400 && *position <= 600;
       position = search.next()) {
    search.pass_over(*position);
    ++failures;
  }
  EXPECT_LE(failures, 10U);
}

TEST(LineSearch, CountsTheStepsOfHalving) {
  EXPECT_EQ(bisection_steps(0), 0U);
  EXPECT_EQ(bisection_steps(1), 0U);
  EXPECT_EQ(bisection_steps(2), 1U);
  EXPECT_EQ(bisection_steps(3), 2U);
  EXPECT_EQ(bisection_steps(4), 2U);
  EXPECT_EQ(bisection_steps(5), 3U);
  EXPECT_EQ(bisection_steps(1024), 10U);
  EXPECT_EQ(bisection_steps(1025), 11U);
}

}  // namespace
}  // namespace benchgate::history
