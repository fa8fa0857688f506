// Where a command writes to, and what that place can show.
#pragma once

#include <ostream>

#include "benchgate/base/getenv.h"

namespace benchgate::cli {

struct Console {
  std::ostream& out;  ///< results: what one would redirect into a file
  std::ostream& err;  ///< progress, advice, errors
  bool out_is_terminal = false;
  bool err_is_terminal = false;
  int width = 80;  ///< columns of the terminal, 80 where there is none
  Getenv getenv;
};

enum class ColourChoice { Auto, Always, Never };

/// Auto is colour on a terminal, unless NO_COLOR is set (no-color.org) or TERM is "dumb".
[[nodiscard]] bool use_colour(ColourChoice choice, const Console& console);

/// The process's own stdout and stderr.
[[nodiscard]] Console process_console();

}  // namespace benchgate::cli
