// Which pair is measured next, in which way: what a plan asks for and measuring carries out.
#pragma once

#include <array>
#include <cstddef>
#include <optional>

#include "benchgate/model/pairing.h"

namespace benchgate::model {

/// What may be under way at the same time, one after the other track.
enum class Track {
  Duets,     ///< one on each core
  Lockstep,  ///< likewise, where one core is enough: servers that wait are no company for a duet
  Alone,     ///< in turn: nothing else runs
};
inline constexpr std::array kTracks{Track::Duets, Track::Lockstep, Track::Alone};
[[nodiscard]] constexpr Track track_of(Pacing pacing) {
  switch (pacing) {
    case Pacing::Duet:
      return Track::Duets;
    case Pacing::Lockstep:
      return Track::Lockstep;
    case Pacing::InTurn:
      break;
  }
  return Track::Alone;
}

struct PairOrder {
  std::size_t benchmark = 0;  ///< index into what is measured
  Stage stage = Stage::Screening;
  /// Nothing: as the benchmark says. Once a plan has changed its mind, what was measured in the
  /// other way gives place to the first pair of this one; pairs of it still under way do not count.
  std::optional<Pacing> pacing{};
  bool operator==(const PairOrder&) const = default;
};

}  // namespace benchgate::model
