// Progress of building: one line that redraws itself on a terminal, a line for each step in a log.
#pragma once

#include <string>

#include "benchgate/builds/build.h"
#include "benchgate/cli/console.h"

namespace benchgate::cli {

/// "building base 1a2b3c4d5e6f  12 s  [3/40] Building CXX object ...", at most `width` columns.
[[nodiscard]] std::string build_line(const builds::BuildProgress& progress, int width);

/// Writes to the console's stderr; its end clears the line.
class BuildDisplay {
 public:
  explicit BuildDisplay(const Console& console) : console_(console) {}
  ~BuildDisplay();
  BuildDisplay(const BuildDisplay&) = delete;
  BuildDisplay& operator=(const BuildDisplay&) = delete;

  void update(const builds::BuildProgress& progress);
  /// Another gate works on the same clone.
  void wait_for(const std::string& process);

 private:
  void redraw(const std::string& line);

  const Console& console_;
  bool drawn_ = false;
  std::string step_;
};

}  // namespace benchgate::cli
