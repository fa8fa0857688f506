#include "benchgate/measure/core_topology.h"

#include <string>
#include <vector>

#include <gmock/gmock.h>

#include "measure/fake_machine.h"

namespace benchgate::measure {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

class Machine : public test_support::FakeMachine {
 public:
  /// thread_siblings_list of CPUs 0, 1, ...
  explicit Machine(const std::vector<std::string>& siblings) {
    for (std::size_t cpu = 0; cpu < siblings.size(); ++cpu) {
      if (siblings[cpu].empty()) continue;
      with("/sys/devices/system/cpu/cpu" + std::to_string(cpu) + "/topology/thread_siblings_list",
           siblings[cpu] + "\n");
    }
  }
};

std::vector<int> chosen(const std::vector<std::string>& siblings, const std::vector<int>& cpus) {
  return one_of_each_core(Machine(siblings).source(), cpus);
}

TEST(OneOfEachCore, TakesTheFirstThatMayBeUsed) {
  // Threads side by side, and as Intel numbers them.
  EXPECT_THAT(chosen({"0-1", "0-1", "2-3", "2-3"}, {0, 1, 2, 3}), ElementsAre(0, 2));
  EXPECT_THAT(chosen({"0,2", "1,3", "0,2", "1,3"}, {0, 1, 2, 3}), ElementsAre(0, 1));
  EXPECT_THAT(chosen({"0,2", "1,3", "0,2", "1,3"}, {1, 2, 3}), ElementsAre(1, 2));
  EXPECT_THAT(chosen({"0", "1", "2", "3"}, {0, 1, 3}), ElementsAre(0, 1, 3));
  EXPECT_THAT(chosen({}, {}), IsEmpty());
}

TEST(OneOfEachCore, LeavesWhatTheKernelSaysNothingOf) {
  EXPECT_THAT(chosen({}, {0, 1, 5}), ElementsAre(0, 1, 5));
  EXPECT_THAT(chosen({"0-1", "0-1", "", ""}, {0, 1, 2, 3}), ElementsAre(0, 2, 3));
}

TEST(ByCore, PutsThreadsTogether) {
  const Machine machine({"0,2", "1,3", "0,2", "1,3"});
  EXPECT_THAT(by_core(machine.source(), std::vector{0, 1, 2}),
              ElementsAre(ElementsAre(0, 2), ElementsAre(1)));
}

}  // namespace
}  // namespace benchgate::measure
