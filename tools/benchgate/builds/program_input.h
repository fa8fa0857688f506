// The files of a change that a program may open while it runs: its data.
//
// If base's and head's executables are identical to the byte, only such a file can make a
// difference. The question is answered by name and place alone; nothing is read. A file counts as
// data unless there is a reason why it is not, since a regression that is not measured is worse
// than a measurement that shows noise.
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace benchgate::builds {

/// `file` is relative to the root of the repository, with '/'. False for sources and build files
/// (a build reads them, and what it makes of them is compared), documentation, licences, and
/// settings of editors, linters and CI services.
[[nodiscard]] bool may_be_program_input(const std::string& file);

/// The first of `files` that may be; nothing where none is.
[[nodiscard]] std::optional<std::string> program_input_among(const std::vector<std::string>& files);

}  // namespace benchgate::builds
