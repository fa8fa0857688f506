#include "benchgate/measure/lockstep_session.h"

namespace benchgate::measure {

bool LockstepSession::can_be_driven(const SuitePair& suite) const {
  const std::lock_guard lock(mutex_);
  const auto known = known_.find(&suite);
  return known == known_.end() || known->second.can_be_driven;
}

void LockstepSession::tell_cannot_be_driven(const SuitePair& suite) {
  const std::lock_guard lock(mutex_);
  known_[&suite].can_be_driven = false;
}

bool LockstepSession::was_driven(const SuitePair& suite) const {
  const std::lock_guard lock(mutex_);
  const auto known = known_.find(&suite);
  return known != known_.end() && known->second.was_driven;
}

void LockstepSession::tell_was_driven(const SuitePair& suite) {
  const std::lock_guard lock(mutex_);
  known_[&suite].was_driven = true;
}

std::optional<bool> LockstepSession::fits_one_core(const SuitePair& suite,
                                                   const std::string& head_name) const {
  const std::lock_guard lock(mutex_);
  const auto known = known_.find(&suite);
  if (known == known_.end()) return std::nullopt;
  const auto fits = known->second.fits_one_core.find(head_name);
  if (fits == known->second.fits_one_core.end()) return std::nullopt;
  return fits->second;
}

void LockstepSession::tell_fits_one_core(const SuitePair& suite, const std::string& head_name,
                                         bool fits) {
  const std::lock_guard lock(mutex_);
  known_[&suite].fits_one_core.emplace(head_name, fits);
}

void LockstepSession::tell_took(const SuitePair& suite, const std::string& head_name,
                                Seconds time) {
  const std::lock_guard lock(mutex_);
  known_[&suite].patience.tell_took(head_name, time);
}

std::optional<LockstepSession::Seconds> LockstepSession::patience(
    const SuitePair& suite, const std::string& head_name) const {
  const std::lock_guard lock(mutex_);
  const auto known = known_.find(&suite);
  return known == known_.end() ? std::nullopt : known->second.patience.limit(head_name);
}

std::uint32_t LockstepSession::next_start(const SuitePair& suite) {
  const std::lock_guard lock(mutex_);
  return known_[&suite].starts++;
}

}  // namespace benchgate::measure
