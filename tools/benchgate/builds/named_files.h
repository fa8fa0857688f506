// Does a program name a file among its texts, so that it may open it?
//
// Texts can be in its data, or in its code where a compiler writes short ones from there. A name
// that the program puts together from parts is not found.
#pragma once

#include <filesystem>
#include <string>

namespace benchgate::builds {

/// `file` is relative to the root of its work tree. True where the program has its name, or that of
/// the folder it is in, and where the program cannot be read.
[[nodiscard]] bool names_file(const std::filesystem::path& program, const std::string& file);

}  // namespace benchgate::builds
