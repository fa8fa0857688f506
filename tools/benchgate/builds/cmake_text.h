// The commands of a CMakeLists.txt, as they are written there.
//
// Reads text; runs nothing and knows no command. Whoever needs to be sure asks CMake.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace benchgate::builds {

struct CMakeCommand {
  std::string name;                    ///< in small letters, which is what it means
  std::vector<std::string> arguments;  ///< without quotes; variables as they are written
  std::size_t line = 1;                ///< of its name
};

/// In the order of the text. What is not closed at its end is left out.
[[nodiscard]] std::vector<CMakeCommand> cmake_commands(std::string_view text);

}  // namespace benchgate::builds
