// Progress of a long run: one line that redraws itself on a terminal, a plain line now and then in
// a log.
#pragma once

#include <chrono>
#include <string>

#include "benchgate/cli/console.h"
#include "benchgate/measure/run_suites.h"

namespace benchgate::cli {

/// One line of at most `width` columns: bar, share, counts, elapsed, remaining, what is measured.
[[nodiscard]] std::string progress_line(const measure::Progress& progress, int width);

/// "[####............]" for 0.25. Precondition: 0 <= share <= 1.
[[nodiscard]] std::string bar(double share);

/// Benchmark names reach the terminal through here: nothing in them may control it.
[[nodiscard]] std::string printable(std::string text);

/// "1 h 02 min", "3 min 05 s", "12 s".
[[nodiscard]] std::string duration_text(measure::Seconds duration);

/// Writes to the console's stderr; its end clears the line.
class ProgressDisplay {
 public:
  explicit ProgressDisplay(const Console& console) : console_(console) {}
  ~ProgressDisplay();
  ProgressDisplay(const ProgressDisplay&) = delete;
  ProgressDisplay& operator=(const ProgressDisplay&) = delete;

  void update(const measure::Progress& progress);

 private:
  const Console& console_;
  bool drawn_ = false;
  /// In a log: when to write the next line. Nothing is written of a run shorter than a second.
  measure::Seconds next_line_{1};
};

}  // namespace benchgate::cli
