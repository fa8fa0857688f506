#include "benchgate/measure/machine_lock.h"

#include <chrono>
#include <future>
#include <mutex>
#include <shared_mutex>

#include <gtest/gtest.h>

namespace benchgate::measure {
namespace {

bool is_done(const std::future<void>& what) {
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
    EXPECT_TRUE(is_done(take_and_leave<Shared>(machine)));
  }
  Alone alone(machine);
  const auto shared = take_and_leave<Shared>(machine);
  const auto other = take_and_leave<Alone>(machine);
  EXPECT_FALSE(is_done(shared));
  EXPECT_FALSE(is_done(other));
  alone.unlock();
  shared.wait();
  other.wait();
}

TEST(MachineLock, WhoWantsToBeAloneIsNotKeptWaitingByWhoComesLater) {
  MachineLock machine;
  Shared first(machine);
  const auto alone = take_and_leave<Alone>(machine);
  ASSERT_FALSE(is_done(alone));
  const auto later = take_and_leave<Shared>(machine);
  EXPECT_FALSE(is_done(later));
  first.unlock();
  alone.wait();
  later.wait();
}

}  // namespace
}  // namespace benchgate::measure
