// Where the programs that are compared lie in memory.
//
// The system keeps a file's pages in memory, and all processes that run the file share them. Some
// places are slower than others (2 to 3 % in one kernel of a hundred, docs/accuracy.md), and a
// fresh process changes nothing about it: base and head are two files, and one of them may lie
// badly for as long as anybody measures. So their pages are given new places again and again. What
// was a bias becomes noise, which more pairs average out.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <random>
#include <span>
#include <vector>

namespace benchgate::measure {

/// Gives the pages of files that nobody runs at the moment new places in memory, drawn at random.
/// Only what is loaded of an executable is read again. Leaves out files that cannot be read; does
/// nothing on file systems that live in memory.
void place_anew(std::span<const std::filesystem::path> files, std::mt19937_64& random);

/// When it is time for new places: before a benchmark gets more pairs at one placement than one
/// round of measuring gives it, and as long as that takes a small part of the time.
class Placement {
 public:
  using Clock = std::chrono::steady_clock;

  /// `at_once`: so many pairs of one benchmark may be under way together.
  Placement(std::vector<std::filesystem::path> files, std::size_t benchmarks, std::size_t at_once,
            std::uint64_t seed);

  /// Should the files be placed anew before a pair of this benchmark begins?
  [[nodiscard]] bool is_due(std::size_t benchmark, Clock::time_point now) const;
  /// Nobody may run the files meanwhile. `asked`: since when others have waited for this.
  void renew(Clock::time_point asked);
  void began_pair(std::size_t benchmark) { ++pairs_[benchmark]; }

 private:
  std::vector<std::filesystem::path> files_;
  std::vector<std::size_t> pairs_;  ///< of each benchmark, at this placement
  std::size_t at_once_;
  std::mt19937_64 random_;
  Clock::time_point not_before_{};
};

}  // namespace benchgate::measure
