// How an x86-64 instruction uses the address that a relocation writes into it.
//
// Assemblers name the section, not the object, where that is local: what an instruction adds to the
// address by itself decides how far from the object it may point. Nothing else is decoded.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace benchgate::reach {

enum class Access {
  Branch,   ///< a call or a jump: exactly there
  Load,     ///< reads or writes exactly there, at most 64 bytes
  Inexact,  ///< the same, up to 4 bytes further: an immediate may follow
  Taken,    ///< the address is taken: a constant offset may be part of it
  Indexed,  ///< a register is added: any constant offset may be part of it
};

/// Of the relocation at `offset` of `code`.
[[nodiscard]] Access access_of(std::string_view code, std::size_t offset, std::uint32_t type);

/// How many bytes a Load may read.
[[nodiscard]] std::uint64_t load_bytes(std::string_view code, std::size_t offset);

/// Bytes that the linker writes for a relocation; nothing for one of unknown meaning.
inline constexpr int kUnknownWidth = -1;
[[nodiscard]] int relocated_bytes(std::uint32_t type);

/// Are addresses counted from the place that is relocated?
[[nodiscard]] bool is_relative(std::uint32_t type);

}  // namespace benchgate::reach
