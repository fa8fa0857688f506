#include "benchgate/model/shard.h"

#include <charconv>

namespace benchgate::model {
namespace {

std::uint64_t fnv1a(std::uint64_t hash, std::string_view bytes) {
  constexpr std::uint64_t kPrime = 0x100000001b3;
  for (const char c : bytes) hash = (hash ^ static_cast<unsigned char>(c)) * kPrime;
  return hash;
}

/// The low bits of FNV-1a depend on the low bits of the text alone: names that differ in `/8`,
/// `/64`, `/512` would share a shard of two. MurmurHash3's fmix64 stirs them.
std::uint64_t stirred(std::uint64_t hash) {
  hash = (hash ^ (hash >> 33U)) * 0xff51afd7ed558ccd;
  hash = (hash ^ (hash >> 33U)) * 0xc4ceb9fe1a85ec53;
  return hash ^ (hash >> 33U);
}

std::optional<std::uint32_t> number(std::string_view text) {
  std::uint32_t value = 0;
  const char* const end = text.data() + text.size();
  const auto [rest, error] = std::from_chars(text.data(), end, value);
  return error == std::errc{} && rest == end ? std::optional(value) : std::nullopt;
}

}  // namespace

bool Shard::has(std::string_view suite, std::string_view benchmark) const {
  constexpr std::uint64_t kOffset = 0xcbf29ce484222325;
  const auto hash = fnv1a(fnv1a(fnv1a(kOffset, suite), std::string_view("\0", 1)), benchmark);
  return stirred(hash) % count == index - 1;
}

std::optional<Shard> parse_shard(std::string_view text) {
  const auto slash = text.find('/');
  if (slash == std::string_view::npos) return std::nullopt;
  const auto index = number(text.substr(0, slash));
  const auto count = number(text.substr(slash + 1));
  if (!index || !count || *index < 1 || *index > *count || *count > kMostShards) {
    return std::nullopt;
  }
  return Shard{.index = *index, .count = *count, .terms = {}};
}

std::string shard_text(const Shard& shard) {
  return std::to_string(shard.index) + "/" + std::to_string(shard.count);
}

}  // namespace benchgate::model
