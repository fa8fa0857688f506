// The files of a change that a program may open while it runs: its data.
//
// If base's and head's executables are identical to the byte, only such a file can make a
// difference. The question is answered by name and place alone; nothing is read. A file counts as
// data unless there is a reason why it is not, since a regression that is not measured is worse
// than a measurement that shows noise.
#pragma once

#include <string>

namespace benchgate::builds {

/// `file` is relative to the root of the repository, with '/'. False for sources and build files
/// (a build reads them, and what it makes of them is compared), documentation, licences, and
/// settings of editors, linters and CI services.
[[nodiscard]] bool may_be_program_input(const std::string& file);

/// Is it a text about the project by its ending, such as README.md? A program may still read it.
[[nodiscard]] bool is_documentation(const std::string& file);

}  // namespace benchgate::builds
