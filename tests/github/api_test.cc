// The network is a list of answers, and time is made up.
#include "benchgate/github/api.h"

#include <deque>
#include <string>
#include <variant>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace benchgate::github {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using ::testing::AllOf;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

constexpr const char* kUrl = "https://api.github.example";
constexpr const char* kToken = "ghs_secret";

struct Script : HttpTransport {
  std::deque<std::variant<HttpResponse, ConnectionError>> answers;
  std::vector<HttpRequest> requests;

  HttpResponse send(const HttpRequest& request) override {
    requests.push_back(request);
    if (answers.empty()) throw std::logic_error("nobody expected this request");
    auto answer = answers.front();
    answers.pop_front();
    if (const auto* error = std::get_if<ConnectionError>(&answer)) throw *error;
    return std::get<HttpResponse>(answer);
  }
};

class ApiTest : public ::testing::Test {
 protected:
  Api api(milliseconds patience = seconds(100), const std::string& url = kUrl) {
    return Api({.url = url, .token = kToken, .agent = "test", .patience = patience}, script,
               {.now = [] { return std::chrono::system_clock::time_point(seconds(1000)); },
                .sleep = [this](milliseconds time) { slept.push_back(time); }});
  }
  void answer(int status, std::map<std::string, std::string> headers = {},
              std::string body = "{}") {
    script.answers.emplace_back(
        HttpResponse{.status = status, .headers = std::move(headers), .body = std::move(body)});
  }
  void fail(ConnectionError::Kind kind) {
    script.answers.emplace_back(ConnectionError(kind, std::string("broken for ") + kToken));
  }
  template <class Work>
  std::string error_of(Work work) {
    try {
      work();
    } catch (const Error& error) {
      EXPECT_THAT(error.what(), Not(HasSubstr(kToken)));
      return error.what();
    }
    return "no error";
  }

  Script script;
  std::vector<milliseconds> slept;
};

TEST_F(ApiTest, SendsTheTokenInAHeaderAndTheTextInTheBody) {
  answer(201);
  api().send("POST", "/a", {{"body", "text"}});
  ASSERT_THAT(script.requests, SizeIs(1));
  EXPECT_THAT(script.requests[0].headers, Contains("Authorization: Bearer ghs_secret"));
  EXPECT_EQ(script.requests[0].url, "https://api.github.example/a");
  EXPECT_EQ(script.requests[0].body, R"({"body":"text"})");
}

TEST_F(ApiTest, SendsBytesThatAreNoTextAsReplacements) {
  answer(201);
  api().send("POST", "/a", {{"body", "\xFF"}});
  EXPECT_EQ(script.requests[0].body, "{\"body\":\"\xEF\xBF\xBD\"}");
}

TEST_F(ApiTest, WaitsNoLongerThanItsPatienceAllTogether) {
  for (int i = 0; i < 3; ++i) answer(503, {{"retry-after", "40"}});
  const auto error = error_of([&] { static_cast<void>(api().get("/a")); });
  EXPECT_THAT(slept, ElementsAre(seconds(40), seconds(40)));
  EXPECT_THAT(error,
              HasSubstr("asks to wait 40 s, which is more than what is left of --patience (20 s)"));
}

TEST_F(ApiTest, CountsThePatienceOverAllRequests) {
  auto one = api(seconds(50));
  answer(503, {{"retry-after", "40"}});
  answer(200);
  static_cast<void>(one.get("/a"));
  answer(503, {{"retry-after", "40"}});
  EXPECT_THAT(error_of([&] { static_cast<void>(one.get("/b")); }), HasSubstr("(10 s)"));
}

TEST_F(ApiTest, GivesUpAfterSixAttempts) {
  for (int i = 0; i < 6; ++i) answer(500);
  EXPECT_THAT(error_of([&] { static_cast<void>(api().get("/a")); }), HasSubstr("answers 500"));
  EXPECT_THAT(slept, SizeIs(5));
}

TEST_F(ApiTest, TellsALimitFromAMissingPermission) {
  for (int i = 0; i < 6; ++i) answer(403, {{"retry-after", "1"}}, R"({"message":"slow down"})");
  try {
    static_cast<void>(api().get("/a"));
    FAIL() << "no error";
  } catch (const ApiError& error) {
    FAIL() << "reads as refused: " << error.what();
  } catch (const EnvironmentError& error) {
    EXPECT_THAT(error.what(), AllOf(HasSubstr("GET https://api.github.example/a: "),
                                    HasSubstr("rate limited"), HasSubstr("\"slow down\"")));
  }
  EXPECT_THAT(slept, SizeIs(5));
}

TEST_F(ApiTest, TriesAgainWhereTheConnectionFails) {
  fail(ConnectionError::Kind::NotSent);
  fail(ConnectionError::Kind::Uncertain);
  answer(200);
  static_cast<void>(api().get("/a"));
  EXPECT_THAT(slept, ElementsAre(milliseconds(500), seconds(1)));
}

TEST_F(ApiTest, DoesNotTryAgainWhereThatIsNoUse) {
  fail(ConnectionError::Kind::Final);
  error_of([&] { static_cast<void>(api().get("/a")); });
  EXPECT_THAT(slept, IsEmpty());
}

TEST_F(ApiTest, RepeatsNothingThatMayHaveBeenDone) {
  fail(ConnectionError::Kind::Uncertain);
  EXPECT_THROW(api().send("POST", "/a", {}, Repeat::OnlyIfRefused), UncertainError);
  answer(502);
  EXPECT_THROW(api().send("POST", "/a", {}, Repeat::OnlyIfRefused), UncertainError);
  fail(ConnectionError::Kind::NotSent);
  answer(429, {{"retry-after", "1"}});
  answer(201);
  api().send("POST", "/a", {}, Repeat::OnlyIfRefused);
  EXPECT_THAT(slept, SizeIs(2));
}

TEST_F(ApiTest, ReadsAllPages) {
  answer(200,
         {{"link",
           "<https://api.github.example/a?page=9>; rel=\"last\", "
           "<https://api.github.example/a?per_page=100&page=2>; rel=\"next\""}},
         "[1,2]");
  answer(200, {{"link", "<https://api.github.example/a?page=1>; rel=\"prev\""}}, "[3]");
  std::vector<int> seen;
  api().each("/a", "", [&seen](const Json& element) { seen.push_back(element.get<int>()); });
  EXPECT_THAT(seen, ElementsAre(1, 2, 3));
  EXPECT_EQ(script.requests[0].url, "https://api.github.example/a?per_page=100");
  EXPECT_EQ(script.requests[1].url, "https://api.github.example/a?per_page=100&page=2");
}

TEST_F(ApiTest, LosesNoTokenToAnotherHost) {
  for (const auto* place :
       {"https://evil.example/", "http://api.github.example/", "https://api.github.example:444/",
        "//evil.example/", "https://api.github.example@evil.example/"}) {
    script.requests.clear();
    answer(302, {{"location", place}});
    EXPECT_THAT(error_of([&] { static_cast<void>(api().get("/a")); }),
                HasSubstr("another host, which gets no token"));
    answer(200, {{"link", std::string("<") + place + ">; rel=\"next\""}}, "[]");
    EXPECT_THAT(error_of([&] { api().each("/a", "", [](const Json&) {}); }),
                HasSubstr("another host"));
    EXPECT_THAT(script.requests, SizeIs(2)) << place;
  }
}

TEST_F(ApiTest, KeepsMethodAndBodyWhenItIsRedirected) {
  answer(307, {{"location", "/b"}});
  answer(200);
  api().send("PATCH", "/a", {{"x", 1}});
  EXPECT_EQ(script.requests[1].method, "PATCH");
  EXPECT_EQ(script.requests[1].url, "https://api.github.example/b");
  EXPECT_EQ(script.requests[1].body, R"({"x":1})");
}

TEST_F(ApiTest, SaysWhatWentWrong) {
  answer(422, {}, R"({"message":"Validation Failed"})");
  EXPECT_EQ(error_of([&] { static_cast<void>(api().get("/a")); }),
            "GET https://api.github.example/a: GitHub answers 422, \"Validation Failed\"");
  answer(400, {}, std::string(R"({"message":"what is )") + kToken + "?\"}");
  EXPECT_THAT(error_of([&] { static_cast<void>(api().get("/a")); }), HasSubstr("what is ***?"));
  answer(200, {}, "<html>");
  EXPECT_THAT(error_of([&] { static_cast<void>(api().get("/a")); }), HasSubstr("is not JSON"));
  answer(200, {}, "{}");
  EXPECT_THAT(error_of([&] { api().each("/a", "", [](const Json&) {}); }), HasSubstr("no list"));
  fail(ConnectionError::Kind::Final);
  EXPECT_THAT(error_of([&] { static_cast<void>(api().get("/a")); }), HasSubstr("broken for ***"));
}

TEST_F(ApiTest, FindsTheOtherInterface) {
  answer(200);
  answer(200);
  static_cast<void>(api().query("q"));
  static_cast<void>(api(seconds(1), "https://ghe.example/api/v3").query("q"));
  EXPECT_EQ(script.requests[0].url, "https://api.github.example/graphql");
  EXPECT_EQ(script.requests[1].url, "https://ghe.example/api/graphql");
}

TEST_F(ApiTest, RefusesUrlsThatATokenMustNotBeSentTo) {
  for (const auto* url : {"http://api.github.example", "ftp://x", "", "https://u:p@x.example"}) {
    EXPECT_THROW(api(seconds(1), url), UsageError) << url;
  }
}

}  // namespace
}  // namespace benchgate::github
