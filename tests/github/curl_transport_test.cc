// libcurl as it is used here, against a server that misbehaves.
#include "benchgate/github/curl_transport.h"

#include <chrono>
#include <optional>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "support/fake_github.h"
#include "support/waiting.h"

namespace benchgate::github {
namespace {

using Json = nlohmann::json;
using Kind = ConnectionError::Kind;

class CurlTransportTest : public ::testing::Test {
 protected:
  void serve(const Json& rule) { server_.emplace(Json{{"token", "t"}, {"rules", {rule}}}); }
  HttpResponse send(const CurlLimits& limits = {}, const std::string& method = "GET",
                    const std::string& body = {}) {
    return CurlTransport(limits).send({.method = method,
                                       .url = server_->url() + "/user",
                                       .headers = {"Authorization: Bearer t"},
                                       .body = body});
  }
  Kind failure(const CurlLimits& limits = {}) {
    try {
      static_cast<void>(send(limits));
    } catch (const ConnectionError& error) {
      return error.kind();
    }
    ADD_FAILURE() << "there was an answer";
    return Kind::Final;
  }
  [[nodiscard]] Json requests() const { return server_->state()["requests"]; }

 private:
  std::optional<test_support::FakeGithub> server_;
};

TEST_F(CurlTransportTest, BringsStatusHeadersAndBody) {
  serve({{"path", "/user"},
         {"status", 418},
         {"headers", {{"X-RateLimit-Remaining", " 7 "}, {"Empty", ""}}},
         {"body", "tea"}});
  const auto response = send();
  EXPECT_EQ(response.status, 418);
  EXPECT_EQ(response.headers.at("x-ratelimit-remaining"), "7");
  EXPECT_EQ(response.headers.at("empty"), "");
  EXPECT_EQ(response.body, "tea");
}

TEST_F(CurlTransportTest, SendsABodyOfAnySizeAsItIs) {
  serve({{"path", "/user"}, {"status", 200}});
  const std::string body = std::string(200'000, 'x') + "\n@file\n";
  EXPECT_EQ(send({}, "PATCH", body).status, 200);
  EXPECT_EQ(requests()[0]["body"], body);
  EXPECT_EQ(requests()[0]["method"], "PATCH");
}

TEST_F(CurlTransportTest, FollowsNoRedirect) {
  serve({{"path", "/user"}, {"status", 302}, {"headers", {{"Location", "HERE/elsewhere"}}}});
  EXPECT_EQ(send().status, 302);
  EXPECT_EQ(requests().size(), 1u);
}

TEST_F(CurlTransportTest, WaitsNoLongerThanItMay) {
  serve({{"path", "/user"}, {"action", "slow"}, {"seconds", 60}});
  // A busy machine may not have sent anything in the first half second.
  EXPECT_TRUE(test_support::given_time(std::chrono::milliseconds(500), [this](auto limit) {
    const auto total = std::chrono::duration_cast<std::chrono::milliseconds>(limit);
    return failure({.total = total}) == Kind::Uncertain;
  }));
}

TEST_F(CurlTransportTest, TakesNoMoreThanItMay) {
  serve({{"path", "/user"}, {"status", 200}, {"body", std::string(2000, 'x')}});
  EXPECT_EQ(failure({.most_bytes = 1999}), Kind::Final);
}

TEST_F(CurlTransportTest, DoesNotKnowWhatACutConnectionHasDone) {
  serve({{"path", "/user"}, {"action", "cut"}});
  EXPECT_EQ(failure(), Kind::Uncertain);
  serve({{"path", "/user"}, {"action", "half"}});
  EXPECT_EQ(failure(), Kind::Uncertain);
}

TEST_F(CurlTransportTest, KnowsWhenNothingWasSent) {
  try {
    // Nobody listens on the port of "tcpmux", which only root could.
    static_cast<void>(CurlTransport({}).send({.url = "http://127.0.0.1:1/"}));
    FAIL();
  } catch (const ConnectionError& error) {
    EXPECT_EQ(error.kind(), Kind::NotSent);
  }
}

TEST_F(CurlTransportTest, SpeaksNothingButHttp) {
  EXPECT_THROW(static_cast<void>(CurlTransport({}).send({.url = "file:///etc/passwd"})),
               ConnectionError);
}

}  // namespace
}  // namespace benchgate::github
