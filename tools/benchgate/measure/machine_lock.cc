#include "benchgate/measure/machine_lock.h"

namespace benchgate::measure {

void MachineLock::lock() {
  std::unique_lock lock(mutex_);
  ++waiting_to_be_alone_;
  changed_.wait(lock, [&] { return !is_one_alone_ && sharing_ == 0; });
  --waiting_to_be_alone_;
  is_one_alone_ = true;
}

void MachineLock::unlock() {
  const std::lock_guard lock(mutex_);
  is_one_alone_ = false;
  changed_.notify_all();
}

void MachineLock::lock_shared() {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [&] { return !is_one_alone_ && waiting_to_be_alone_ == 0; });
  ++sharing_;
}

void MachineLock::unlock_shared() {
  const std::lock_guard lock(mutex_);
  if (--sharing_ == 0) changed_.notify_all();
}

}  // namespace benchgate::measure
