#include "benchgate/base/hash.h"

#include <fmt/format.h>

namespace benchgate {

std::uint64_t hash_of(std::string_view text) {
  std::uint64_t hash = 0xcbf2'9ce4'8422'2325U;
  for (const char c : text) {
    hash = (hash ^ static_cast<unsigned char>(c)) * 0x100'0000'01b3U;
  }
  return hash;
}

std::string short_hash(std::string_view text) {
  return fmt::format("{:016x}", hash_of(text));
}

}  // namespace benchgate
