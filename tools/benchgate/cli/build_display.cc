#include "benchgate/cli/build_display.h"

#include <algorithm>
#include <cstddef>

#include <fmt/format.h>

#include "benchgate/cli/progress.h"

namespace benchgate::cli {

std::string build_line(const builds::BuildProgress& progress, int width) {
  auto line =
      fmt::format("{}  {}  {}", progress.step, duration_text(progress.elapsed), progress.last_line);
  // What compilers print reaches the terminal here: nothing in it may control it.
  std::ranges::replace_if(
      line, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; }, '?');
  const auto columns = static_cast<std::size_t>(std::max(width, 20));
  if (line.size() > columns) line.resize(columns);
  return line;
}

BuildDisplay::~BuildDisplay() {
  if (drawn_) console_.err << "\r\x1b[K" << std::flush;
}

void BuildDisplay::redraw(const std::string& line) {
  console_.err << '\r' << line << "\x1b[K" << std::flush;
  drawn_ = true;
}

void BuildDisplay::update(const builds::BuildProgress& progress) {
  // One column stays free: a full line would wrap and leave its copy behind.
  if (console_.err_is_terminal) return redraw(build_line(progress, console_.width - 1));
  if (progress.step == step_) return;
  step_ = progress.step;
  console_.err << fmt::format("benchgate: {} (log: {})\n", progress.step, progress.log.string())
               << std::flush;
}

void BuildDisplay::wait_for(const std::string& process) {
  const auto line =
      fmt::format("waiting for another gate of this clone to end (process {})", process);
  if (console_.err_is_terminal)
    return redraw(line.substr(0, static_cast<std::size_t>(std::max(console_.width - 1, 20))));
  if (line == step_) return;
  step_ = line;
  console_.err << "benchgate: " << line << std::endl;
}

}  // namespace benchgate::cli
