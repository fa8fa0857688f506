// A lock on the machine: several holders at once, each on a core of its own, or one alone.
//
// Like std::shared_mutex, and fair to a holder that wants to be alone: it gets the lock as soon as
// the present holders have left, even if others keep coming. For std::shared_lock and
// std::unique_lock.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <mutex>

namespace benchgate::measure {

class MachineLock {
 public:
  MachineLock() = default;
  MachineLock(const MachineLock&) = delete;
  MachineLock& operator=(const MachineLock&) = delete;

  void lock();  ///< alone
  void unlock();
  void lock_shared();
  void unlock_shared();

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  std::size_t sharing_ = 0;
  std::size_t waiting_to_be_alone_ = 0;
  bool is_one_alone_ = false;
};

}  // namespace benchgate::measure
