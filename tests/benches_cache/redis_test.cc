// RedisServer and RedisClient against a real server.
#include <array>
#include <chrono>
#include <csignal>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "benches_cache/environment_variable.h"
#include "support/environment_error.h"
#include "support/redis_client.h"
#include "support/redis_server.h"

namespace benches {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;

using Words = std::vector<std::string_view>;

/// One server for all tests here, emptied before each.
class Redis : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    const EnvironmentVariable ours("BENCHGATE_REDIS", std::nullopt);
    server_ = std::make_unique<RedisServer>();
  }
  static void TearDownTestSuite() { server_.reset(); }

  Redis() : client_(server_->endpoint()) { (void)client_.command(Words{"FLUSHALL"}); }

  RedisClient& client() { return client_; }
  static const RedisServer& server() { return *server_; }
  std::string get(std::string_view key) { return std::string(client_.get(key).text()); }
  std::size_t keys() {
    return static_cast<std::size_t>(client_.command(Words{"DBSIZE"}).integer());
  }

 private:
  static std::unique_ptr<RedisServer> server_;
  RedisClient client_;
};

std::unique_ptr<RedisServer> Redis::server_;

TEST_F(Redis, ListensOnASocketInAFolderOfItsOwn) {
  EXPECT_EQ(server().connection(), "private unix socket");
  EXPECT_FALSE(server().endpoint().port);
  EXPECT_TRUE(std::filesystem::is_socket(server().endpoint().host_or_path));
  // No TCP, nothing written to disk.
  EXPECT_EQ(client().command(Words{"CONFIG", "GET", "port"}).element(1), "0");
  EXPECT_EQ(client().command(Words{"CONFIG", "GET", "save"}).element(1), "");
  EXPECT_EQ(client().command(Words{"CONFIG", "GET", "appendonly"}).element(1), "no");
}

TEST_F(Redis, SaysWhichVersionItIs) {
  EXPECT_THAT(client().info("redis_version"), testing::MatchesRegex("[0-9]+\\.[0-9]+\\.[0-9]+"));
  EXPECT_EQ(client().info("no_such_field"), "");
  EXPECT_EQ(client().info("version"), "");  // a field's end is not a field
  EXPECT_THAT(hiredis_version(), testing::MatchesRegex("[0-9]+\\.[0-9]+\\.[0-9]+"));
}

TEST_F(Redis, GetsWhatWasSet) {
  EXPECT_TRUE(client().get("a").is_nil());
  EXPECT_FALSE(client().set("a", "1", 60s).is_error());
  EXPECT_EQ(get("a"), "1");
  EXPECT_FALSE(client().get("a").is_nil());
}

TEST_F(Redis, KeepsBytesAsTheyAre) {
  const std::string bytes("\0\r\n$5\r\n\xff", 8);
  const std::string large(100'000, 'x');
  (void)client().set(bytes, bytes, 60s);
  (void)client().set("empty", "", 60s);
  (void)client().set("", large, 60s);
  EXPECT_EQ(get(bytes), bytes);
  EXPECT_EQ(get("empty"), "");
  EXPECT_FALSE(client().get("empty").is_nil());
  EXPECT_EQ(get(""), large);
}

TEST_F(Redis, SetsATimeToLiveInMilliseconds) {
  (void)client().set("a", "1", 45'678ms);
  const long long left = client().command(Words{"PTTL", "a"}).integer();
  EXPECT_GT(left, 40'000);
  EXPECT_LE(left, 45'678);
}

TEST_F(Redis, AnErrorIsAReplyAndTheConnectionStays) {
  EXPECT_TRUE(client().set("a", "1", 0ms).is_error());
  (void)client().command(Words{"LPUSH", "list", "x"});
  const RedisReply reply = client().get("list");
  EXPECT_TRUE(reply.is_error());
  EXPECT_FALSE(reply.is_nil());
  EXPECT_THAT(std::string(reply.text()), HasSubstr("WRONGTYPE"));
  EXPECT_EQ(client().command(Words{"PING"}).text(), "PONG");
}

TEST_F(Redis, GetsAndSetsMany) {
  EXPECT_FALSE(client().mset(Words{"a", "1", "b", "2"}).is_error());
  const RedisReply reply = client().mget(Words{"b", "nobody", "a"});
  ASSERT_EQ(reply.size(), 3U);
  EXPECT_EQ(reply.element(0), "2");
  EXPECT_TRUE(reply.element_is_nil(1));
  EXPECT_EQ(reply.element(1), "");
  EXPECT_EQ(reply.element(2), "1");
  EXPECT_TRUE(client().mset(Words{"a"}).is_error());
  EXPECT_TRUE(client().mget({}).is_error());
}

TEST_F(Redis, AnswersAPipelineInOrder) {
  for (const std::string_view value : {"1", "2", "3"}) client().append(Words{"ECHO", value});
  EXPECT_EQ(client().next_reply().text(), "1");
  EXPECT_EQ(client().next_reply().text(), "2");
  EXPECT_EQ(client().next_reply().text(), "3");
}

TEST_F(Redis, UnlinksWhatMatchesAndNothingElse) {
  for (int i = 0; i < 250; ++i) {
    (void)client().set("session:" + std::to_string(i), "", 60s);
    (void)client().set("sessions:" + std::to_string(i), "", 60s);
  }
  const auto unlinked = client().unlink_matching("session:*", 100);
  EXPECT_EQ(unlinked.keys, 250U);
  EXPECT_EQ(unlinked.errors, 0U);
  // 500 keys at about 100 a SCAN, and an UNLINK for each that found something.
  EXPECT_GE(unlinked.round_trips, 6U);
  EXPECT_EQ(keys(), 250U);
  EXPECT_EQ(client().unlink_matching("session:*", 100).keys, 0U);
  EXPECT_EQ(client().unlink_matching("*", 1000).keys, 250U);
  EXPECT_EQ(client().unlink_matching("*", 1000).keys, 0U);
}

TEST_F(Redis, CountsTheErrorsOfAScan) {
  const auto unlinked = client().unlink_matching("*", 0);  // COUNT 0 is a syntax error
  EXPECT_EQ(unlinked.errors, 1U);
  EXPECT_EQ(unlinked.keys, 0U);
}

TEST_F(Redis, CanBeBorrowedByItsAddress) {
  const EnvironmentVariable address("BENCHGATE_REDIS", server().endpoint().host_or_path);
  (void)client().set("theirs", "1", 60s);
  {
    const RedisServer borrowed;
    EXPECT_EQ(borrowed.endpoint(), server().endpoint());
    EXPECT_EQ(borrowed.connection(), "unix socket");
  }
  EXPECT_EQ(get("theirs"), "1");
}

TEST(RedisServer, StopsAndLeavesNothing) {
  const EnvironmentVariable ours("BENCHGATE_REDIS", std::nullopt);
  std::filesystem::path folder;
  std::optional<RedisClient> client;
  pid_t process = 0;
  {
    const RedisServer server;
    folder = std::filesystem::path(server.endpoint().host_or_path).parent_path();
    client.emplace(server.endpoint());
    process = std::stoi(client->info("process_id"));
    EXPECT_EQ(kill(process, 0), 0);
  }
  EXPECT_FALSE(std::filesystem::exists(folder));
  EXPECT_NE(kill(process, 0), 0);
  EXPECT_THROW((void)client->get("a"), RedisError);
  EXPECT_THROW((void)client->get("a"), RedisError);
}

TEST(RedisServer, TwoDoNotMeet) {
  const EnvironmentVariable ours("BENCHGATE_REDIS", std::nullopt);
  const RedisServer one;
  const RedisServer other;
  RedisClient first(one.endpoint());
  RedisClient second(other.endpoint());
  (void)first.set("a", "1", 60s);
  EXPECT_TRUE(second.get("a").is_nil());
}

/// What the constructor says when it refuses.
std::string refusal() {
  try {
    const RedisServer server;
  } catch (const EnvironmentError& error) {
    return error.what();
  }
  return "it did not refuse";
}

TEST(RedisServer, SaysWhatIsMissing) {
  const EnvironmentVariable address("BENCHGATE_REDIS", std::nullopt);
  const EnvironmentVariable path("PATH", "/nonexistent");
  EXPECT_THAT(refusal(), HasSubstr("install the package redis-server"));
  const EnvironmentVariable empty("BENCHGATE_REDIS_BIN", "");
  EXPECT_THAT(refusal(), HasSubstr("install the package redis-server"));
}

TEST(RedisServer, RefusesAProgramThatIsNone) {
  const EnvironmentVariable address("BENCHGATE_REDIS", std::nullopt);
  for (const std::string program : {"/nonexistent/redis", "/etc/passwd", "/tmp"}) {
    const EnvironmentVariable binary("BENCHGATE_REDIS_BIN", program);
    EXPECT_THAT(refusal(), HasSubstr("BENCHGATE_REDIS_BIN: " + program));
  }
}

TEST(RedisServer, ReportsAServerThatDoesNotStart) {
  const EnvironmentVariable address("BENCHGATE_REDIS", std::nullopt);
  const EnvironmentVariable binary("BENCHGATE_REDIS_BIN", "/bin/false");
  EXPECT_THAT(refusal(), HasSubstr("/bin/false ended with exit code 1"));
}

TEST(RedisServer, RefusesAnAddressWhereNobodyListens) {
  for (const std::string text :
       {"localhost:1", "/nonexistent/redis.sock", "no-such-host.invalid:6379"}) {
    const EnvironmentVariable address("BENCHGATE_REDIS", text);
    EXPECT_THAT(refusal(), HasSubstr("BENCHGATE_REDIS: cannot connect to Redis at " + text));
  }
  const EnvironmentVariable nonsense("BENCHGATE_REDIS", "somewhere");
  EXPECT_THAT(refusal(), HasSubstr("not a Redis address: 'somewhere'"));
}

}  // namespace
}  // namespace benches
