// Is an executable the same on both sides, so that measuring it can show nothing?
//
// The same is what the system loads: machine code and data, to the byte, of the executable and of
// its libraries. Debug information, which names the folders of the build, is not compared. What a
// program reads or starts while it runs is not looked at either: that is the caller's business.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "benchgate/elf/elf_file.h"

namespace benchgate::builds {

/// False also where it cannot be told: scripts, other formats than 64-bit little-endian ELF,
/// libraries that are not found.
[[nodiscard]] bool are_same_program(const std::filesystem::path& base,
                                    const std::filesystem::path& head);

/// The files of the libraries that the loader would load, in its order; nothing where it does not
/// say. Starts the executable, which lists its benchmarks should there be no loader to listen.
[[nodiscard]] std::optional<std::vector<std::string>> loaded_libraries(
    const std::filesystem::path& executable);

/// Is what is loaded of the two files alone the same?
[[nodiscard]] bool load_the_same(const std::filesystem::path& base,
                                 const std::filesystem::path& head);

/// What of the file is loaded; nothing where it ends before that does.
[[nodiscard]] std::optional<std::string> loaded_bytes(const elf::ElfFile& file);

}  // namespace benchgate::builds
