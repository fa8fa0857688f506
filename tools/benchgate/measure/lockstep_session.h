// State that the lockstep runners of one session, one on each core, share: the machine, and facts
// about suites that they measured. Thread-safe.
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <string>

#include "benchgate/measure/machine_lock.h"
#include "benchgate/measure/patience.h"

namespace benchgate::measure {

struct SuitePair;

class LockstepSession {
 public:
  using Seconds = std::chrono::duration<double>;

  /// Held by who measures: shared on one core, alone where it may need several.
  [[nodiscard]] MachineLock& machine() { return machine_; }

  /// Both sides are linked with bench_main. True until the opposite is told.
  [[nodiscard]] bool can_be_driven(const SuitePair& suite) const;
  void tell_cannot_be_driven(const SuitePair& suite);
  /// It was, at least once: what goes wrong later is an accident.
  [[nodiscard]] bool was_driven(const SuitePair& suite) const;
  void tell_was_driven(const SuitePair& suite);

  /// Does one core do for a side of this benchmark with all that it has started? Nothing: not
  /// known yet. The first answer holds for all pairs: pairs measured in two ways do not compare.
  [[nodiscard]] std::optional<bool> fits_one_core(const SuitePair& suite,
                                                  const std::string& head_name) const;
  void tell_fits_one_core(const SuitePair& suite, const std::string& head_name, bool fits);

  /// How long one turn of this benchmark took, its set-up included, on either side.
  void tell_took(const SuitePair& suite, const std::string& head_name, Seconds time);
  /// How long to wait for a turn; nothing where there was none yet.
  [[nodiscard]] std::optional<Seconds> patience(const SuitePair& suite,
                                                const std::string& head_name) const;

  /// Which process of the suite is started now, from 0.
  [[nodiscard]] std::uint32_t next_start(const SuitePair& suite);

 private:
  struct Known {
    bool can_be_driven = true;
    bool was_driven = false;
    std::uint32_t starts = 0;
    std::map<std::string, bool> fits_one_core{};  ///< by head's name, as is `patience`
    Patience<std::string> patience{};
  };

  MachineLock machine_;
  mutable std::mutex mutex_;
  std::map<const SuitePair*, Known> known_;
};

}  // namespace benchgate::measure
