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

/// One line on the console's stderr that redraws itself on a terminal; in a log, a plain line now
/// and then, and none of what is over within a second. Its end clears the line.
class StatusLine {
 public:
  explicit StatusLine(const Console& console) : console_(console) {}
  ~StatusLine();
  StatusLine(const StatusLine&) = delete;
  StatusLine& operator=(const StatusLine&) = delete;

  /// `elapsed`: since the work began.
  void update(const std::string& line, measure::Seconds elapsed);

 private:
  const Console& console_;
  bool drawn_ = false;
  measure::Seconds next_line_{1};  ///< in a log
};

/// Writes to the console's stderr; its end clears the line.
class ProgressDisplay {
 public:
  explicit ProgressDisplay(const Console& console) : console_(console), line_(console) {}

  void update(const measure::Progress& progress);

 private:
  const Console& console_;
  StatusLine line_;
};

}  // namespace benchgate::cli
