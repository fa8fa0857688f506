// Which of a benchmark's two clocks it is judged by.
//
// The reader decides where it knows (Benchmark::clock). Else the data do: CPU time says little
// about a benchmark that waits or works in threads of its own, and nothing where there is none.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "benchgate/model/metric.h"
#include "benchgate/model/run.h"

namespace benchgate::model {

/// A benchmark by its name, and the metric it is judged by, as a rule: kCpuTime or kRealTime.
struct TimedName {
  std::string_view name;
  std::string clock;
};

/// Where nothing of it was measured: `metric`, which is spoken of, is taken for its clock if it is
/// one.
[[nodiscard]] TimedName timed_by_metric(std::string_view benchmark, std::string_view metric);

/// Median CPU time / median wall-clock time. Nothing where either clock has no sample, and for one
/// side of a duet: that shares its core, so its wall-clock time is not its own.
///
/// The share may be above 1: of `/threads:N` most releases of Google Benchmark sum up the CPU time
/// and divide the wall-clock time by N, and `/process_time` counts the CPU time of all threads.
[[nodiscard]] std::optional<double> cpu_share(const Benchmark& benchmark);

/// Below this share a benchmark waits, or other threads work for it. A busy machine does not
/// explain it: in files of real projects preempted benchmarks kept .14 and more.
inline constexpr double kWaitingCpuShare = 0.1;

enum class ClockSource {
  Name,       ///< its reader says so, by the name
  Default,    ///< cpu_time: nothing speaks against it
  Waits,      ///< real_time: a side has a share below kWaitingCpuShare
  NoCpuTime,  ///< no side has a usable cpu_time: real_time, else the first timing with a direction
  MovedInPairs,  ///< real_time: it moved more than CPU time did, measured in lockstep or in turn
};

struct JudgedClock {
  std::string metric{kCpuTime};
  ClockSource source = ClockSource::Default;
  bool operator==(const JudgedClock&) const = default;
};

/// The clock of a benchmark of one run.
[[nodiscard]] JudgedClock judged_clock(const Benchmark& benchmark);

/// Was this metric of a benchmark with such a clock read off the wall clock? Wall-clock times and
/// percentiles are, and where the benchmark is timed by the wall clock (by its name, or for want of
/// CPU time) so are its rates.
[[nodiscard]] bool is_by_wall_clock(const JudgedClock& clock, const NamedMetric& metric);

/// Medians of the two clocks on a core of its own; nothing where one was not recorded.
struct ClockMedians {
  std::optional<double> cpu_time{};
  std::optional<double> real_time{};
};

/// The clock of a benchmark of which only its medians are known, as in a history. `stated` is
/// Benchmark::clock.
[[nodiscard]] std::string_view judged_clock(std::string_view stated, const ClockMedians& medians);

/// The clock that both sides of a comparison are judged by.
[[nodiscard]] JudgedClock judged_clock(const Benchmark& base, const Benchmark& head);

/// How the two clocks moved from base to head: medians, head / base.
struct ClockMoves {
  double real_time = 1;
  double cpu_time = 1;

  /// Above 1: wall-clock time per CPU time grew, so head waits more. Below 1: it waits less, or
  /// uses more CPUs at once.
  [[nodiscard]] double parting() const { return real_time / cpu_time; }
};

/// Nothing where a side has no cpu_share().
[[nodiscard]] std::optional<ClockMoves> clock_moves(const Benchmark& base, const Benchmark& head);

/// From here on the clocks have parted ways, in either direction.
inline constexpr double kClocksParted = 1.25;

}  // namespace benchgate::model
