// Progress of long work on the console's stderr: one line that redraws itself on a terminal, plain
// lines in a log.
#pragma once

#include <string>

#include "benchgate/cli/console.h"
#include "benchgate/work/observer.h"

namespace benchgate::cli {

/// "1 h 02 min", "3 min 05 s", "12 s".
[[nodiscard]] std::string duration_text(measure::Seconds duration);

/// One line of at most `width` columns: bar, share, counts, elapsed, remaining, what is measured.
[[nodiscard]] std::string progress_line(const measure::Progress& progress, int width);

/// Of pairs, of which nobody knows beforehand how many there will be:
/// "[####....] 12/40 screened  1 min 05 s  320 pairs  db/select", then "... 1/3 suspects settled".
[[nodiscard]] std::string pairs_line(const compare::PairSchedule::Progress& schedule,
                                     const measure::PairProgress& progress, int width);

/// "building base 1a2b3c4d5e6f  12 s  [3/40] Building CXX object ...", at most `width` columns.
[[nodiscard]] std::string build_line(const builds::BuildProgress& progress, int width);

/// One line of a terminal, drawn over again; its end clears it.
class RedrawnLine {
 public:
  explicit RedrawnLine(const Console& console) : console_(console) {}
  ~RedrawnLine();
  RedrawnLine(const RedrawnLine&) = delete;
  RedrawnLine& operator=(const RedrawnLine&) = delete;

  /// Cuts off what does not fit.
  void draw(std::string line);

 private:
  const Console& console_;
  bool drawn_ = false;
};

/// Redrawn on a terminal; in a log, a plain line now and then, and none of what is over within a
/// second.
class StatusLine {
 public:
  explicit StatusLine(const Console& console) : console_(console), line_(console) {}

  /// `elapsed`: since the work began.
  void update(const std::string& line, measure::Seconds elapsed);

 private:
  const Console& console_;
  RedrawnLine line_;
  measure::Seconds next_line_{1};  ///< in a log
};

/// The progress of measuring.
class ProgressDisplay {
 public:
  explicit ProgressDisplay(const Console& console) : console_(console), line_(console) {}

  void update(const measure::Progress& progress);

 private:
  const Console& console_;
  StatusLine line_;
};

/// The progress of building: in a log, a line for each step.
class BuildDisplay {
 public:
  explicit BuildDisplay(const Console& console) : console_(console), line_(console) {}

  void update(const builds::BuildProgress& progress);
  /// Another gate works on the same clone.
  void wait_for(const std::string& process);

 private:
  const Console& console_;
  RedrawnLine line_;
  std::string step_;  ///< that a log has
};

}  // namespace benchgate::cli
