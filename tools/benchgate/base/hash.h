// A short number for a text: to make names of, not to prove anything with.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace benchgate {

/// FNV-1a, 64 bits (Fowler, Noll and Vo). The same on every machine and in every version.
[[nodiscard]] std::uint64_t hash_of(std::string_view text);

/// The same as 16 hexadecimal digits.
[[nodiscard]] std::string short_hash(std::string_view text);

}  // namespace benchgate
