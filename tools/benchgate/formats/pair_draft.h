// The pairs of one benchmark while its rows come in: which restarts were measured against the
// other side, and how.
//
// Every row of a pair repeats what is known of the pair. Rows that disagree, or of which only some
// belong to pairs, cannot be held against the other side: then there are no pairs, and a Problem.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>

#include "benchgate/formats/observation.h"
#include "benchgate/model/run.h"

namespace benchgate::formats {

class PairDraft {
 public:
  /// A row with samples.
  void add_sampled(const Observation& row);
  /// A row without: it failed, or stands for a pair (or a benchmark) that has none.
  void add(const Observation& row);

  /// The pairs in the order of their first rows; nothing where the benchmark was not measured so.
  [[nodiscard]] std::optional<model::Pairs> finish(const std::string& name,
                                                   model::Diagnostics& diagnostics) &&;

 private:
  void set_pacing(model::Pacing pacing);
  void add_pair(const model::Pair& pair);

  std::optional<model::Pairs> pairs_;
  std::unordered_map<std::uint32_t, std::size_t> index_;  ///< of pairs by process
  std::size_t sampled_ = 0;
  std::size_t sampled_in_pairs_ = 0;
  bool contradiction_ = false;
  bool incomplete_ = false;
};

}  // namespace benchgate::formats
