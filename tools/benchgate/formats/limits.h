// How much of a result file benchgate is willing to believe: every limit of the readers, in one
// place. A file beyond one of them is refused with InputError, before memory is spent on it.
//
// The numbers are an order of magnitude above the largest honest files seen (5,000 benchmarks with
// 20 repetitions are 47 MB, 100,000 rows) and small enough that a file made to hurt costs seconds
// and not the machine: at most about ten times its size, and 250 MB for what it makes us remember.
#pragma once

#include <cstddef>

namespace benchgate::formats {

inline constexpr std::size_t kMaxFileBytes = std::size_t{512} << 20;  ///< one result file
inline constexpr std::size_t kMaxFolderFiles = 10'000;                ///< files of one run folder
inline constexpr std::size_t kMaxNameBytes = std::size_t{64} << 10;  ///< name, metric, suite, field
inline constexpr std::size_t kMaxTextBytes = std::size_t{1}
                                             << 20;         ///< label, message, context value
inline constexpr std::size_t kMaxRows = 2'000'000;          ///< rows of one file
inline constexpr std::size_t kMaxBenchmarks = 100'000;      ///< distinct benchmarks of a file
inline constexpr std::size_t kMaxSameName = 100;            ///< benchmarks of one name
inline constexpr std::size_t kMaxMetricsOfBenchmark = 256;  ///< clocks and user counters
inline constexpr std::size_t kMaxSeries = 1'000'000;        ///< metrics of all benchmarks
inline constexpr std::size_t kMaxSuites = 1'000;            ///< suites of one file
inline constexpr std::size_t kMaxContextFields = 10'000;    ///< of all suites together
inline constexpr std::size_t kMaxDepth = 32;                ///< nested objects and arrays
inline constexpr std::size_t kMaxDiagnosticsOfCode = 100;   ///< more are counted, not listed

/// Times per iteration outside of these are a broken clock or a forged file, not a measurement:
/// a femtosecond, 31 years.
inline constexpr double kMinTimeNs = 1e-6;
inline constexpr double kMaxTimeNs = 1e18;

}  // namespace benchgate::formats
