#include "benchgate/model/core_time.h"

#include <gtest/gtest.h>

namespace benchgate::model {
namespace {

Environment with(double ran, double kept_waiting) {
  Environment environment;
  set_core_time(environment, {.ran_seconds = ran, .kept_waiting_seconds = kept_waiting});
  return environment;
}

TEST(CoreTime, IsReadAsItWasWritten) {
  const auto time = core_time(with(30, 10.25));
  ASSERT_TRUE(time);
  EXPECT_EQ(time->ran_seconds, 30);
  EXPECT_EQ(time->kept_waiting_seconds, 10.25);
  EXPECT_DOUBLE_EQ(time->kept_waiting_share(), 10.25 / 40.25);
}

TEST(CoreTime, SaysThatOthersHadTheCores) {
  EXPECT_TRUE(was_kept_waiting(with(30, 10)));
  EXPECT_FALSE(was_kept_waiting(with(30, 6)));
  EXPECT_TRUE(was_kept_waiting(with(0.02, 1))) << "processes of 2 ms beside 17 others";
  EXPECT_FALSE(was_kept_waiting(with(0.02, 0.2))) << "too short to tell";
  EXPECT_FALSE(was_kept_waiting({}));
}

Environment beside(double others, double all) {
  Environment environment;
  set_core_time(environment,
                {.ran_seconds = 1,
                 .kept_waiting_seconds = 0,
                 .machine = MachineTime{.others_seconds = others, .all_seconds = all}});
  return environment;
}

TEST(CoreTime, SaysThatOthersUsedMuchOfTheMachine) {
  const auto time = core_time(beside(9, 20));
  ASSERT_TRUE(time && time->machine);
  EXPECT_DOUBLE_EQ(time->machine->others_share(), 0.45);
  EXPECT_TRUE(ran_beside_others(beside(9, 20)));
  EXPECT_FALSE(ran_beside_others(beside(7, 20)));
  EXPECT_FALSE(ran_beside_others(beside(0.2, 0.3))) << "too short to tell";
  EXPECT_FALSE(ran_beside_others(with(30, 10))) << "nobody counted";
}

TEST(CoreTime, IsNotReadFromWhatIsNoTime) {
  for (const auto* text : {"", "x", "-1", "nan", "inf", "1e400", "1 s"}) {
    auto environment = with(30, 10);
    environment.fields.insert_or_assign("core_wait_seconds", text);
    EXPECT_FALSE(core_time(environment)) << text;
  }
}

TEST(CoreTime, ExplainsNoDifferenceOfTheCode) {
  for (const auto* field :
       {"core_seconds", "core_wait_seconds", "others_core_seconds", "all_core_seconds"}) {
    EXPECT_EQ(aspect_of(field), EnvironmentAspect::Volatile) << field;
  }
}

}  // namespace
}  // namespace benchgate::model
