// What a build's log says is wrong: where its first error is, and what may be done about it.
//
// A parallel build goes on with what it has begun, so the last lines of its log are about something
// else. Knows the words of CMake, Ninja, Make, GCC, Clang and linkers; of any other log it finds
// nothing.
#pragma once

#include <istream>
#include <string>
#include <string_view>

namespace benchgate::builds {

/// The first lines that say what went wrong, each ending in a line end; empty where there are none
/// such. At most 20 lines of at most 400 bytes.
[[nodiscard]] std::string first_error(std::istream& log);

/// Advice, as one sentence or more; empty if there is none.
[[nodiscard]] std::string build_advice(std::string_view error);

}  // namespace benchgate::builds
