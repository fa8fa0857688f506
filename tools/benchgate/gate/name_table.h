// Enumerators and their stable names in files, looked up both ways.
#pragma once

#include <array>
#include <cassert>
#include <cstddef>
#include <optional>
#include <string_view>
#include <utility>

namespace benchgate::gate {

template <class Enum, std::size_t N>
using NameTable = std::array<std::pair<Enum, std::string_view>, N>;

/// The name of an enumerator. Every enumerator must be in its table.
template <class Enum, std::size_t N>
[[nodiscard]] constexpr std::string_view name_in(const NameTable<Enum, N>& table, Enum value) {
  for (const auto& [candidate, name] : table) {
    if (candidate == value) return name;
  }
  assert(false && "an enumerator without a name");
  return {};
}

template <class Enum, std::size_t N>
[[nodiscard]] constexpr std::optional<Enum> value_in(const NameTable<Enum, N>& table,
                                                     std::string_view name) {
  for (const auto& [value, candidate] : table) {
    if (candidate == name) return value;
  }
  return std::nullopt;
}

}  // namespace benchgate::gate
