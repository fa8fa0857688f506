#include "benchgate/measure/machine_lock.h"

#include <chrono>
#include <future>
#include <mutex>
#include <shared_mutex>

#include <gtest/gtest.h>

#include "support/waiting.h"

namespace benchgate::measure {
namespace {

/// Whether it has already happened, or does in a moment. A busy machine may need longer for what
/// nobody keeps waiting, so false shows nothing.
bool is_done_soon(const std::future<void>& what) {
  return what.wait_for(std::chrono::milliseconds(50)) == std::future_status::ready;
}

template <class Lock>
std::future<void> take_and_leave(MachineLock& machine) {
  return std::async(std::launch::async, [&] { const Lock held(machine); });
}

using Shared = std::shared_lock<MachineLock>;
using Alone = std::unique_lock<MachineLock>;

TEST(MachineLock, IsSharedByManyOrHeldByOne) {
  MachineLock machine;
  {
    const Shared one(machine);
    take_and_leave<Shared>(machine).wait();
  }
  Alone alone(machine);
  const auto shared = take_and_leave<Shared>(machine);
  const auto other = take_and_leave<Alone>(machine);
  EXPECT_FALSE(is_done_soon(shared));
  EXPECT_FALSE(is_done_soon(other));
  alone.unlock();
  shared.wait();
  other.wait();
}

TEST(MachineLock, WhoWantsToBeAloneIsNotKeptWaitingByWhoComesLater) {
  MachineLock machine;
  Shared first(machine);
  const auto alone = take_and_leave<Alone>(machine);
  // From the moment at which `alone` is waiting, nobody who comes later gets in before it.
  std::future<void> later;
  EXPECT_TRUE(test_support::eventually([&] {
    later = take_and_leave<Shared>(machine);
    return !is_done_soon(later);
  }));
  EXPECT_FALSE(is_done_soon(alone));
  first.unlock();
  alone.wait();
  later.wait();
}

}  // namespace
}  // namespace benchgate::measure
