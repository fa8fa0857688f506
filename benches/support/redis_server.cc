#include "support/redis_server.h"

#include <array>
#include <cstdlib>
#include <filesystem>
#include <stdexcept>

#include <unistd.h>

#include "support/environment_error.h"
#include "support/redis_client.h"
#include "support/temporary_folder.h"

namespace benches {
namespace {

constexpr std::string_view kSocket = "redis.sock";

/// An environment variable that is set to nothing counts as not set.
std::optional<std::string> variable(const char* name) {
  const char* const value = std::getenv(name);
  if (value == nullptr || *value == '\0') return std::nullopt;
  return value;
}

RedisEndpoint socket_in(const std::filesystem::path& folder) {
  return {.host_or_path = of_constant_length(folder / kSocket), .port = std::nullopt};
}

/// The reply to PING in words; throws RedisError if nobody answers.
std::string ping(const RedisEndpoint& endpoint) {
  RedisClient client(endpoint);
  return std::string(client.command(std::array<std::string_view, 1>{"PING"}).text());
}

bool answers(const RedisEndpoint& endpoint) {
  try {
    return ping(endpoint) == "PONG";
  } catch (const RedisError&) {
    return false;
  }
}

RedisEndpoint borrowed(const std::string& address) {
  try {
    RedisEndpoint endpoint = parse_redis_endpoint(address);
    const std::string answer = ping(endpoint);
    if (answer == "PONG") return endpoint;
    throw EnvironmentError("BENCHGATE_REDIS: " + address + " answers PING with: " + answer);
  } catch (const std::invalid_argument& error) {
    throw EnvironmentError(std::string("BENCHGATE_REDIS: ") + error.what());
  } catch (const RedisError& error) {
    throw EnvironmentError(std::string("BENCHGATE_REDIS: ") + error.what() +
                           " (unset it to have a private server started)");
  }
}

ServerPlan redis_plan() {
  ServerPlan plan;
  plan.name = "redis";
  plan.command = {redis_program(),
                  "--port",
                  "0",  // no TCP: nobody else gets in, and no port is taken
                  "--unixsocket",
                  std::string(kFolder) + "/" + std::string(kSocket),
                  "--unixsocketperm",
                  "700",
                  "--dir",
                  std::string(kFolder),
                  "--save",
                  "",
                  "--appendonly",
                  "no",
                  "--daemonize",
                  "no"};
  plan.ready = [](const std::filesystem::path& folder) { return answers(socket_in(folder)); };
  return plan;
}

}  // namespace

RedisServer::RedisServer() {
  if (const auto address = variable("BENCHGATE_REDIS")) {
    endpoint_ = borrowed(*address);
    return;
  }
  private_.emplace(redis_plan());
  endpoint_ = socket_in(private_->folder());
}

std::string_view RedisServer::connection() const {
  if (private_) return "private unix socket";
  return endpoint_.port ? "tcp" : "unix socket";
}

std::string redis_program() {
  if (const auto program = variable("BENCHGATE_REDIS_BIN")) {
    std::error_code ignored;
    if (std::filesystem::is_regular_file(*program, ignored) &&
        access(program->c_str(), X_OK) == 0) {
      return *program;
    }
    throw EnvironmentError("BENCHGATE_REDIS_BIN: " + *program + " cannot be executed");
  }
  for (const auto name : {"redis-server", "valkey-server"}) {
    if (const auto program = find_program(name)) return *program;
  }
  throw EnvironmentError(
      "no redis-server or valkey-server on PATH: install the package redis-server, or set "
      "BENCHGATE_REDIS_BIN to the program or BENCHGATE_REDIS to the address of a running one");
}

}  // namespace benches
