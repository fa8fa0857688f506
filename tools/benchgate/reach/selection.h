// Which benchmarks run the same code in two builds?
//
// Pure functions over ELF files: nothing is started. "Same code" is said where everything that a
// benchmark can reach is the same: its code and constants, what runs before it, and the variables
// that this can write. Files, the environment and other programs are the caller's business, and so
// are libraries that are not among the images.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "benchgate/reach/benchmark_functions.h"
#include "benchgate/reach/image.h"

namespace benchgate::reach {

enum class Answer {
  SameCode,
  Touched,
  CannotTell,
};

struct Selected {
  std::string benchmark;
  Answer answer = Answer::CannotTell;
  /// Touched: what changed, nearest first, as a C++ programmer writes it.
  std::vector<std::string> functions;
  std::string reason;  ///< CannotTell, and Touched where no function is to be named
};

/// A build: its executable first, then the libraries that are followed, as they are loaded.
struct Program {
  std::vector<Image> images;
  std::vector<std::string> benchmarks;
  std::vector<Registration> registrations;  ///< as a process of it has them; empty: nobody looked
};

/// Is there a benchmark whose name does not say which function it runs, so that its registration
/// is worth looking at?
[[nodiscard]] bool has_untold_names(const Program& program);

/// One for each benchmark of either side, those of head in its order first.
[[nodiscard]] std::vector<Selected> select(const Program& base, const Program& head);

/// The same answer for all of them.
[[nodiscard]] std::vector<Selected> cannot_tell(const std::vector<std::string>& base,
                                                const std::vector<std::string>& head,
                                                const std::string& reason);

}  // namespace benchgate::reach
