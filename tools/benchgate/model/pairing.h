// How base and head were measured relative to each other, pair by pair.
#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "benchgate/base/name_table.h"

namespace benchgate::model {

/// What makes the two sides of a pair comparable.
enum class Pacing {
  Duet,      ///< both processes on one core at the same time, judged by CPU time
  Lockstep,  ///< short repetitions of living processes in turn, judged by the benchmark's clock
  InTurn,    ///< whole processes one after the other: where neither of the others can be had
};

/// As files write them.
inline constexpr NameTable<Pacing, 3> kPacingNames = {{
    {Pacing::Duet, "duet"},
    {Pacing::Lockstep, "lockstep"},
    {Pacing::InTurn, "in_turn"},
}};
[[nodiscard]] constexpr std::string_view pacing_name(Pacing pacing) {
  return name_in(kPacingNames, pacing);
}
[[nodiscard]] constexpr std::optional<Pacing> parse_pacing(std::string_view name) {
  return value_in(kPacingNames, name);
}

/// What a pair was measured for. Pairs that led to a suspicion cannot also confirm it.
enum class Stage {
  Screening,   ///< is there anything to look at?
  Confirming,  ///< taken only after a suspicion, and the only ones that it is tested on
};

/// As files write them.
inline constexpr NameTable<Stage, 2> kStageNames = {{
    {Stage::Screening, "screening"},
    {Stage::Confirming, "confirming"},
}};
[[nodiscard]] constexpr std::string_view stage_name(Stage stage) {
  return name_in(kStageNames, stage);
}
[[nodiscard]] constexpr std::optional<Stage> parse_stage(std::string_view name) {
  return value_in(kStageNames, name);
}

/// One pair of processes: one restart of one benchmark on both sides.
struct Pair {
  std::uint32_t process = 0;  ///< of MetricSeries::processes, the same on both sides
  Stage stage = Stage::Screening;
  bool head_first = false;  ///< as the coin fell
  /// The core that both ran on, with all that they had started; -1: wherever the system put them.
  int cpu = -1;
  bool operator==(const Pair&) const = default;
};

/// The pairs of one benchmark, the same on both sides, in the order they were measured. What a
/// pair's processes measured are the samples with its `process` number.
struct Pairs {
  Pacing pacing = Pacing::Duet;
  std::vector<Pair> pairs;

  /// Each of them on one core, not necessarily the same.
  [[nodiscard]] bool are_on_one_core() const {
    return std::ranges::all_of(pairs, [](const Pair& pair) { return pair.cpu >= 0; });
  }
  bool operator==(const Pairs&) const = default;
};

/// That a run is one side of two that were measured together.
struct Session {
  enum class Side { Base, Head } side = Side::Head;
  std::string id;                   ///< the same on both sides, and on no other run
  std::uint64_t seed = 0;           ///< of the coin
  std::optional<double> seconds{};  ///< that measuring took; nothing: not recorded
  bool operator==(const Session&) const = default;
};

/// As files write them.
inline constexpr NameTable<Session::Side, 2> kSideNames = {{
    {Session::Side::Base, "base"},
    {Session::Side::Head, "head"},
}};

}  // namespace benchgate::model
