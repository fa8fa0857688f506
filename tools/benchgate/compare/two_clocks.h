// Finds benchmarks whose two clocks moved differently, and says what the reader must know.
//
// Which clock a benchmark is judged by is model/judged_clock.h's business.
#pragma once

#include <string>
#include <vector>

#include "benchgate/compare/matching.h"
#include "benchgate/model/judged_clock.h"

namespace benchgate::compare {

/// Collects the facts about all benchmarks of a comparison; names are head's.
class TwoClocks {
 public:
  void add(const Match& match, const model::JudgedClock& clock);
  /// Puts `other`'s benchmarks behind these.
  void take_over(TwoClocks other);

  /// Did wall-clock time part from CPU time in the run as a whole? Then head's machine was busy.
  /// Fewer than five benchmarks cannot tell.
  [[nodiscard]] bool head_was_busy() const;

  /// `second_clocks`: rows with Row::is_second_clock, dropped because head_was_busy().
  [[nodiscard]] model::Diagnostics diagnostics(std::size_t second_clocks) const;

 private:
  std::vector<std::string> waiting_;        ///< on both sides
  std::vector<std::string> began_to_wait_;  ///< or ceased to
  std::vector<std::string> cpu_moved_alone_;
  std::vector<double> partings_;  ///< of benchmarks judged by CPU time
};

/// Did wall-clock time rise without CPU time, measured apart, of a benchmark judged by CPU time?
[[nodiscard]] bool wall_time_rose_alone(const Match& match, const model::JudgedClock& clock);

}  // namespace benchgate::compare
