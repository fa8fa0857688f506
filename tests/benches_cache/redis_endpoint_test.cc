#include "support/redis_endpoint.h"

#include <stdexcept>
#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace benches {
namespace {

TEST(RedisEndpoint, ReadsPathsAndAddresses) {
  const RedisEndpoint socket{.host_or_path = "/run/redis/redis.sock", .port = std::nullopt};
  EXPECT_EQ(parse_redis_endpoint("/run/redis/redis.sock"), socket);
  EXPECT_EQ(parse_redis_endpoint("/tmp/with:6379"),
            (RedisEndpoint{.host_or_path = "/tmp/with:6379", .port = std::nullopt}));
  EXPECT_EQ(parse_redis_endpoint("localhost:6379"),
            (RedisEndpoint{.host_or_path = "localhost", .port = 6379}));
  EXPECT_EQ(parse_redis_endpoint("10.0.0.7:65535"),
            (RedisEndpoint{.host_or_path = "10.0.0.7", .port = 65535}));
  EXPECT_EQ(parse_redis_endpoint("[::1]:1"), (RedisEndpoint{.host_or_path = "::1", .port = 1}));
}

TEST(RedisEndpoint, WritesWhatItReads) {
  for (const std::string text : {"/run/redis.sock", "localhost:6379", "[2001:db8::1]:6380"}) {
    EXPECT_EQ(to_string(parse_redis_endpoint(text)), text);
  }
}

TEST(RedisEndpoint, RefusesEverythingElse) {
  const std::vector<std::string> refused = {
      "",
      "localhost",
      "localhost:",
      ":6379",
      "localhost:0",
      "localhost:65536",
      "localhost:-1",
      "localhost:+6379",
      "localhost: 6379",
      "localhost:6379 ",
      "localhost:redis",
      "localhost:63.79",
      "localhost:0x18eb",
      "::1:6379",
      "[::1]",
      "[]:6379",
      "redis.sock",
      "./redis.sock",
      "run/redis:6379",
      "redis://localhost:6379",
      "/",
      "/run/redis/",
      std::string("/run\0/redis", 11),
  };
  for (const auto& text : refused) {
    EXPECT_THROW((void)parse_redis_endpoint(text), std::invalid_argument) << text;
  }
}

}  // namespace
}  // namespace benches
