// How much of a history benchgate is willing to believe: every limit, in one place.
//
// Several times the largest honest record (5,000 benchmarks with four metrics each have 2 MB).
#pragma once

#include <cstddef>
#include <cstdint>

namespace benchgate::store {

inline constexpr int kHistorySchema = 1;  ///< of the files, docs/history.md

inline constexpr std::size_t kMostRecordBytes = std::size_t{64} << 20;  ///< of one record
inline constexpr std::size_t kMostYearBytes = std::size_t{2}
                                              << 30;  ///< of a year file, whoever wrote it
/// Of a file that compaction writes. GitHub warns about files above 50 MiB and refuses those above
/// 100 MiB.
inline constexpr std::size_t kYearFileBytes = std::size_t{40} << 20;
inline constexpr std::size_t kMostRecords = 1'000'000;
inline constexpr std::size_t kMostPoints = 500'000;       ///< of a record
inline constexpr std::size_t kMostFailures = 100'000;     ///< of a record
inline constexpr std::size_t kMostFields = 1'000;         ///< of a record's environment
inline constexpr std::size_t kMostNameBytes = 2'000;      ///< a benchmark, a metric, a commit
inline constexpr std::size_t kMostTextBytes = 64 * 1024;  ///< a message, a title, a field

}  // namespace benchgate::store
