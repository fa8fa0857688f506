#include "cache/workload.h"

#include <numeric>
#include <utility>

#include <fmt/core.h>

#include "support/random.h"

namespace benches {

std::vector<std::string> make_keys(std::string_view prefix, std::size_t count) {
  std::vector<std::string> keys;
  keys.reserve(count);
  for (std::size_t i = 0; i < count; ++i) keys.push_back(fmt::format("{}{:07}", prefix, i));
  return keys;
}

std::string make_value(std::size_t bytes) {
  static constexpr std::string_view kAlphabet =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  Random random(kWorkloadSeed);
  std::string value(bytes, '\0');
  for (char& byte : value) byte = kAlphabet[random.below(kAlphabet.size())];
  return value;
}

KeyOrder::KeyOrder(std::vector<std::string> keys, KeyPopularity popularity, std::size_t length)
    : keys_(std::move(keys)), order_(draw_ranks(popularity, keys_.size(), length, kWorkloadSeed)) {}

KeyOrder::KeyOrder(std::vector<std::string> keys) : keys_(std::move(keys)), order_(keys_.size()) {
  std::iota(order_.begin(), order_.end(), 0U);
}

}  // namespace benches
