// Histories that other tools have kept, as records.
//
// What they do not record (machine class, intervals, samples) stays empty. The ids are for the
// caller to set.
#pragma once

#include <cstddef>
#include <vector>

#include "benchgate/model/history.h"

namespace benchgate::formats {

struct ImportedHistory {
  std::vector<model::HistoryRecord> records;
  /// Values that are no finite number, or no figure of a benchmark (_stddev, _cv, _RMS, _BigO), and
  /// names that stand twice.
  std::size_t left_out = 0;
};

}  // namespace benchgate::formats
