#include "benchgate/model/environment.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace benchgate::model {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(Aspect, OfKnownFields) {
  EXPECT_EQ(aspect_of("commit"), EnvironmentAspect::Identity);
  EXPECT_EQ(aspect_of("dirty"), EnvironmentAspect::Identity);
  EXPECT_EQ(aspect_of("cpu_model"), EnvironmentAspect::Machine);
  EXPECT_EQ(aspect_of("kernel"), EnvironmentAspect::Machine);
  EXPECT_EQ(aspect_of("caches.0.size"), EnvironmentAspect::Machine);
  EXPECT_EQ(aspect_of("compiler"), EnvironmentAspect::Build);
  EXPECT_EQ(aspect_of("library_version"), EnvironmentAspect::Build);
  EXPECT_EQ(aspect_of("postgres_version"), EnvironmentAspect::Engine);
  EXPECT_EQ(aspect_of("redis_settings"), EnvironmentAspect::Engine);
  EXPECT_EQ(aspect_of("dataset_hash"), EnvironmentAspect::Workload);
  EXPECT_EQ(aspect_of("restarts"), EnvironmentAspect::Method);
  EXPECT_EQ(aspect_of("date"), EnvironmentAspect::Volatile);
  EXPECT_EQ(aspect_of("load_avg"), EnvironmentAspect::Volatile);
}

TEST(Aspect, OfAnUnknownFieldIsOneThatIsShown) {
  EXPECT_EQ(aspect_of("my_scale"), EnvironmentAspect::Workload);
  EXPECT_EQ(aspect_of(""), EnvironmentAspect::Workload);
}

TEST(Aspect, NamesDiffer) {
  EXPECT_EQ(aspect_name(EnvironmentAspect::Identity), "identity");
  EXPECT_EQ(aspect_name(EnvironmentAspect::Machine), "machine");
  EXPECT_EQ(aspect_name(EnvironmentAspect::Build), "build");
  EXPECT_EQ(aspect_name(EnvironmentAspect::Engine), "engine");
  EXPECT_EQ(aspect_name(EnvironmentAspect::Workload), "workload");
  EXPECT_EQ(aspect_name(EnvironmentAspect::Method), "method");
  EXPECT_EQ(aspect_name(EnvironmentAspect::Volatile), "volatile");
}

TEST(Environment, FindsAField) {
  const Environment environment{{{"kernel", "6.1"}, {"note", ""}}};
  EXPECT_EQ(environment.find("kernel"), "6.1");
  EXPECT_EQ(environment.find("note"), "");  // recorded, and empty
  EXPECT_EQ(environment.find("Kernel"), std::nullopt);
}

TEST(Differences, AreNoneBetweenTheSame) {
  const Environment environment{{{"kernel", "6.1"}, {"compiler", "gcc 12"}}};
  EXPECT_THAT(differences("db", environment, environment), IsEmpty());
  EXPECT_THAT(differences("db", {}, {}), IsEmpty());
}

TEST(Differences, ComeInTheOrderOfTheirAspects) {
  const Environment base{{{"a_setting", "1"},
                          {"compiler", "gcc 12"},
                          {"kernel", "6.1"},
                          {"postgres_version", "15"},
                          {"restarts", "5"}}};
  const Environment head{{{"a_setting", "2"},
                          {"compiler", "gcc 13"},
                          {"kernel", "6.2"},
                          {"postgres_version", "16"},
                          {"restarts", "10"}}};
  EXPECT_THAT(
      differences("db", base, head),
      ElementsAre(
          EnvironmentDifference{"db", "kernel", EnvironmentAspect::Machine, "6.1", "6.2"},
          EnvironmentDifference{"db", "compiler", EnvironmentAspect::Build, "gcc 12", "gcc 13"},
          EnvironmentDifference{"db", "postgres_version", EnvironmentAspect::Engine, "15", "16"},
          EnvironmentDifference{"db", "a_setting", EnvironmentAspect::Workload, "1", "2"},
          EnvironmentDifference{"db", "restarts", EnvironmentAspect::Method, "5", "10"}));
}

TEST(Differences, LeaveOutWhatIsMeantToDifferOrAlwaysDoes) {
  const Environment base{{{"commit", "a"}, {"date", "1"}, {"load_avg", "0.1"}, {"dirty", "no"}}};
  const Environment head{{{"commit", "b"}, {"date", "2"}, {"load_avg", "0.9"}}};
  EXPECT_THAT(differences("db", base, head), IsEmpty());
}

TEST(Differences, TellAMissingFieldFromAnEmptyOne) {
  const Environment base{{{"kernel", ""}}};
  const Environment head;
  EXPECT_THAT(differences("db", base, head),
              ElementsAre(EnvironmentDifference{"db", "kernel", EnvironmentAspect::Machine, "",
                                                std::nullopt}));
  EXPECT_THAT(differences("db", head, base),
              ElementsAre(EnvironmentDifference{"db", "kernel", EnvironmentAspect::Machine,
                                                std::nullopt, ""}));
}

}  // namespace
}  // namespace benchgate::model
