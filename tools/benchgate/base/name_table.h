// Enumerators and their stable names in files and databases, looked up both ways.
#pragma once

#include <array>
#include <cassert>
#include <cstddef>
#include <optional>
#include <string_view>
#include <type_traits>
#include <utility>

namespace benchgate {

/// A name is a word, or a number where words take too much room.
template <class Enum, std::size_t N, class Name = std::string_view>
using NameTable = std::array<std::pair<Enum, Name>, N>;

/// The name of an enumerator. Every enumerator must be in its table.
template <class Enum, std::size_t N, class Name>
[[nodiscard]] constexpr Name name_in(const std::array<std::pair<Enum, Name>, N>& table,
                                     std::type_identity_t<Enum> value) {
  for (const auto& [candidate, name] : table) {
    if (candidate == value) return name;
  }
  assert(false && "an enumerator without a name");
  return {};
}

template <class Enum, std::size_t N, class Name>
[[nodiscard]] constexpr std::optional<Enum> value_in(
    const std::array<std::pair<Enum, Name>, N>& table, std::type_identity_t<Name> name) {
  for (const auto& [value, candidate] : table) {
    if (candidate == name) return value;
  }
  return std::nullopt;
}

}  // namespace benchgate
