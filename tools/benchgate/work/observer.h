// What a use case tells whoever waits for it.
//
// How that looks, and whether it is shown at all, is the listener's affair. This class itself
// listens to nothing.
#pragma once

#include <string>
#include <string_view>

#include "benchgate/base/getenv.h"
#include "benchgate/builds/build.h"
#include "benchgate/compare/pair_schedule.h"
#include "benchgate/measure/measure_pairs.h"
#include "benchgate/measure/run_suites.h"

namespace benchgate::work {

class Observer {
 public:
  virtual ~Observer() = default;

  /// A sentence to keep, without its end.
  virtual void note(std::string_view /*message*/) {}

  virtual void building(const builds::BuildProgress& /*progress*/) {}
  /// Another gate works on the same clone.
  virtual void waiting_for(const std::string& /*process*/) {}
  virtual void measuring(const measure::Progress& /*progress*/) {}
  /// Files that take a while.
  virtual void writing(const measure::Progress& /*progress*/) {}
  virtual void comparing(const compare::PairSchedule::Progress& /*schedule*/,
                         const measure::PairProgress& /*progress*/) {}
  /// Pairs of which nobody knows beforehand how many there will be. `subject`: what for.
  virtual void asking(std::string_view /*subject*/, const measure::PairProgress& /*progress*/) {}

  /// What the progress was of is over, and what follows is of something else.
  virtual void finished() {}
};

/// Whoever asks for a use case.
struct Caller {
  const Getenv& getenv;
  Observer& observer;
};

/// Tells of the end, however it comes.
class Phase {
 public:
  explicit Phase(Observer& observer) : observer_(observer) {}
  ~Phase() { observer_.finished(); }
  Phase(const Phase&) = delete;
  Phase& operator=(const Phase&) = delete;

 private:
  Observer& observer_;
};

}  // namespace benchgate::work
