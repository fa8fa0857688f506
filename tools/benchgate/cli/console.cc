#include "benchgate/cli/console.h"

#include <algorithm>
#include <iostream>

#include <sys/ioctl.h>
#include <unistd.h>

namespace benchgate::cli {
namespace {

int terminal_width() {
  constexpr int kDefault = 80;
  constexpr int kNarrowest = 40;
  winsize size{};
  if (::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col == 0) return kDefault;
  return std::max<int>(size.ws_col, kNarrowest);
}

}  // namespace

bool use_colour(ColourChoice choice, const Console& console) {
  if (choice != ColourChoice::Auto) return choice == ColourChoice::Always;
  const auto no_colour = console.getenv("NO_COLOR");
  if (no_colour && !no_colour->empty()) return false;
  return console.out_is_terminal && console.getenv("TERM") != "dumb";
}

Console process_console() {
  return {.out = std::cout,
          .err = std::cerr,
          .out_is_terminal = ::isatty(STDOUT_FILENO) == 1,
          .err_is_terminal = ::isatty(STDERR_FILENO) == 1,
          .width = terminal_width(),
          .getenv = process_getenv};
}

}  // namespace benchgate::cli
