// Puts the pairs of a session together: two runs with the same benchmarks, pair by pair.
//
// Knows nothing of processes but their number.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>

#include "benchgate/measure/measure_pairs.h"
#include "benchgate/measure/run_accumulator.h"

namespace benchgate::measure {

/// What one pair gave: runs of one benchmark each, without samples where a side failed.
struct PairToAdd {
  std::size_t benchmark = 0;  ///< index into PairOptions::benchmarks
  model::Pacing pacing = model::Pacing::Duet;
  model::Pair pair{};
  model::Run base{};
  model::Run head{};
};

/// Sixteen digits that no other session has: two may have the same seed and the same second.
[[nodiscard]] std::string new_session_id(std::uint64_t seed);

class SessionAccumulator {
 public:
  /// `id`: of the session. `options` must outlive it.
  SessionAccumulator(const PairOptions& options, std::string id);

  void add(const PairToAdd& pair);
  /// All pairs of it: it is measured in another way now.
  void forget(std::size_t benchmark);
  void set_duration(Seconds duration) { duration_ = duration; }
  /// To both sides.
  void add_diagnostic(const model::Diagnostic& diagnostic);

  /// Its benchmarks in the order of the options; those of which no pair came in are not there.
  [[nodiscard]] model::Run run(model::Session::Side side) const;

 private:
  const PairOptions& options_;
  std::string id_;
  std::optional<Seconds> duration_;
  RunAccumulator base_;
  RunAccumulator head_;
  std::map<std::size_t, model::Pairs> pairs_;
};

}  // namespace benchgate::measure
