#include "benchgate/github/retry.h"

#include <gtest/gtest.h>

namespace benchgate::github {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

const auto kNow = std::chrono::system_clock::time_point(seconds(1'800'000'000));

std::optional<milliseconds> wait(int status, std::map<std::string, std::string> headers = {},
                                 std::string body = {}, int attempt = 1) {
  return wait_before_retry(
      {.status = status, .headers = std::move(headers), .body = std::move(body)}, attempt, kNow);
}

TEST(Retry, TakesMostAnswersAsFinal) {
  for (const int status : {200, 201, 204, 301, 400, 401, 403, 404, 409, 410, 422}) {
    EXPECT_EQ(wait(status), std::nullopt) << status;
  }
}

TEST(Retry, WaitsTwiceAsLongEachTimeWhereTheServerFails) {
  EXPECT_EQ(wait(500), milliseconds(500));
  EXPECT_EQ(wait(502, {}, {}, 2), seconds(1));
  EXPECT_EQ(wait(503, {}, {}, 5), seconds(8));
  EXPECT_EQ(wait_after_failure(3), seconds(2));
}

TEST(Retry, WaitsAsLongAsTheServerSays) {
  EXPECT_EQ(wait(503, {{"retry-after", "7"}}), seconds(7));
  EXPECT_EQ(wait(429, {{"retry-after", "0"}}), seconds(0));
  EXPECT_EQ(wait(403, {{"retry-after", "30"}}), seconds(30));
}

TEST(Retry, WaitsForTheLimitToBeReset) {
  EXPECT_EQ(wait(403, {{"x-ratelimit-remaining", "0"}, {"x-ratelimit-reset", "1800000041"}}),
            seconds(42));
  EXPECT_EQ(wait(429, {{"x-ratelimit-remaining", "0"}, {"x-ratelimit-reset", "1799999000"}}),
            seconds(1));
  EXPECT_EQ(wait(403, {{"x-ratelimit-remaining", "17"}, {"x-ratelimit-reset", "1800000041"}}),
            std::nullopt)
      << "refused, not limited";
}

TEST(Retry, WaitsAMinuteForASecondaryLimitThatNamesNoTime) {
  EXPECT_EQ(wait(403, {}, R"({"message":"You have exceeded a secondary rate limit."})"),
            seconds(60));
  EXPECT_EQ(wait(429, {}, "", 2), seconds(120));
}

TEST(Retry, BelievesNoHeaderThatMakesNoSense) {
  for (const auto* value :
       {"", "soon", "-5", "1e9", "12 ", "99999999999999999999", "Wed, 21 Oct 2026 07:28:00 GMT"}) {
    EXPECT_EQ(wait(503, {{"retry-after", value}}), milliseconds(500)) << value;
  }
  EXPECT_GT(wait(503, {{"retry-after", "9223372036854775807"}}), seconds(0)) << "no overflow";
}

}  // namespace
}  // namespace benchgate::github
