// Is an executable the same on both sides, so that measuring it can show nothing?
//
// The same is what the system loads: machine code and data, to the byte, of the executable and of
// its libraries. Debug information, which names the folders of the build, is not compared. What a
// program reads or starts while it runs is not looked at either: that is the caller's business.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "benchgate/elf/elf_file.h"

namespace benchgate::builds {

/// False also where it cannot be told: scripts, other formats than 64-bit little-endian ELF,
/// libraries that are not found.
[[nodiscard]] bool are_same_program(const std::filesystem::path& base,
                                    const std::filesystem::path& head);

/// What of the file is loaded; nothing where it ends before that does.
[[nodiscard]] std::optional<std::string> loaded_bytes(const elf::ElfFile& file);

}  // namespace benchgate::builds
