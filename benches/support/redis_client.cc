#include "support/redis_client.h"

#include <array>
#include <charconv>
#include <csignal>
#include <utility>

#include <fmt/core.h>
#include <hiredis/hiredis.h>
#include <sys/time.h>

namespace benches {
namespace {

// Far beyond any healthy answer; a server that hangs must not hang the suite.
constexpr timeval kTimeout{.tv_sec = 10, .tv_usec = 0};

std::string_view text_of(const redisReply& reply) {
  switch (reply.type) {
    case REDIS_REPLY_STRING:
    case REDIS_REPLY_STATUS:
    case REDIS_REPLY_ERROR:
      return {reply.str, reply.len};
    default:
      return {};
  }
}

}  // namespace

void RedisReply::Free::operator()(redisReply* reply) const {
  freeReplyObject(reply);
}

bool RedisReply::is_error() const {
  return reply_->type == REDIS_REPLY_ERROR;
}
bool RedisReply::is_nil() const {
  return reply_->type == REDIS_REPLY_NIL;
}
std::string_view RedisReply::text() const {
  return text_of(*reply_);
}

long long RedisReply::integer() const {
  return reply_->type == REDIS_REPLY_INTEGER ? reply_->integer : 0;
}

std::size_t RedisReply::size() const {
  return reply_->type == REDIS_REPLY_ARRAY ? reply_->elements : 0;
}

std::string_view RedisReply::element(std::size_t index) const {
  return text_of(*reply_->element[index]);
}

bool RedisReply::element_is_nil(std::size_t index) const {
  return reply_->element[index]->type == REDIS_REPLY_NIL;
}

void RedisClient::Disconnect::operator()(redisContext* context) const {
  redisFree(context);
}

RedisClient::RedisClient(const RedisEndpoint& endpoint) : address_(to_string(endpoint)) {
  std::signal(SIGPIPE, SIG_IGN);
  const char* const where = endpoint.host_or_path.c_str();
  context_.reset(endpoint.port ? redisConnectWithTimeout(where, *endpoint.port, kTimeout)
                               : redisConnectUnixWithTimeout(where, kTimeout));
  if (!context_ || context_->err != 0) fail("cannot connect to");
  if (redisSetTimeout(context_.get(), kTimeout) != REDIS_OK) fail("cannot set a timeout for");
}

void RedisClient::fail(std::string_view doing) const {
  const char* const reason = context_ ? context_->errstr : "out of memory";
  throw RedisError(std::string(doing) + " Redis at " + address_ + ": " + reason);
}

void RedisClient::load(Words words) {
  pointers_.clear();
  lengths_.clear();
  for (const auto word : words) {
    pointers_.push_back(word.data());
    lengths_.push_back(word.size());
  }
}

RedisReply RedisClient::command(Words words) {
  append(words);
  return next_reply();
}

void RedisClient::append(Words words) {
  load(words);
  if (redisAppendCommandArgv(context_.get(), static_cast<int>(pointers_.size()), pointers_.data(),
                             lengths_.data()) != REDIS_OK) {
    fail("cannot queue a command for");
  }
}

RedisReply RedisClient::next_reply() {
  void* reply = nullptr;
  if (redisGetReply(context_.get(), &reply) != REDIS_OK || reply == nullptr) fail("lost");
  return RedisReply(static_cast<redisReply*>(reply));
}

RedisReply RedisClient::get(std::string_view key) {
  return command(std::array<std::string_view, 2>{"GET", key});
}

RedisReply RedisClient::set(std::string_view key, std::string_view value,
                            std::chrono::milliseconds time_to_live) {
  std::array<char, 24> digits;
  const auto end = std::to_chars(digits.begin(), digits.end(), time_to_live.count()).ptr;
  const std::string_view ttl(digits.data(), static_cast<std::size_t>(end - digits.data()));
  return command(std::array<std::string_view, 5>{"SET", key, value, "PX", ttl});
}

RedisReply RedisClient::mget(Words keys) {
  std::vector<std::string_view> words{"MGET"};
  words.insert(words.end(), keys.begin(), keys.end());
  return command(words);
}

RedisReply RedisClient::mset(Words keys_and_values) {
  std::vector<std::string_view> words{"MSET"};
  words.insert(words.end(), keys_and_values.begin(), keys_and_values.end());
  return command(words);
}

RedisClient::Unlinked RedisClient::unlink_matching(std::string_view pattern, std::size_t batch) {
  const std::string count = std::to_string(batch);
  std::string cursor = "0";
  Unlinked done;
  do {
    const RedisReply scanned =
        command(std::array<std::string_view, 6>{"SCAN", cursor, "MATCH", pattern, "COUNT", count});
    ++done.round_trips;
    if (scanned.is_error() || scanned.size() != 2) {
      ++done.errors;
      return done;
    }
    cursor = scanned.element(0);
    const redisReply& found = *scanned.reply_->element[1];
    if (found.elements == 0) continue;
    std::vector<std::string_view> words{"UNLINK"};
    for (std::size_t i = 0; i < found.elements; ++i) words.push_back(text_of(*found.element[i]));
    const RedisReply unlinked = command(words);
    ++done.round_trips;
    if (unlinked.is_error()) ++done.errors;
    done.keys += static_cast<std::size_t>(unlinked.integer());
  } while (cursor != "0");
  return done;
}

std::string RedisClient::info(std::string_view field) {
  const RedisReply reply = command(std::array<std::string_view, 1>{"INFO"});
  const std::string sought = "\n" + std::string(field) + ":";
  const std::string_view text = reply.text();
  const std::size_t found = text.find(sought);
  if (found == std::string_view::npos) return {};
  const std::string_view rest = text.substr(found + sought.size());
  return std::string(rest.substr(0, rest.find_first_of("\r\n")));
}

std::string hiredis_version() {
  return fmt::format("{}.{}.{}", HIREDIS_MAJOR, HIREDIS_MINOR, HIREDIS_PATCH);
}

}  // namespace benches
