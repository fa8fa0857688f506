// Which compilers an executable was made with, as far as the file itself says.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace benchgate::measure {

/// The distinct texts of the section .comment of a 64-bit little-endian ELF file, sorted and
/// joined with "; ": "Debian clang version 14.0.6; GCC: (Debian 12.2.0-14+deb12u1) 12.2.0" (the
/// start-up files may come from another compiler than the rest). Nothing for any other file, a
/// script say, or a stripped or damaged one. Reads no more than it needs.
[[nodiscard]] std::optional<std::string> elf_compiler(const std::filesystem::path& executable);

}  // namespace benchgate::measure
