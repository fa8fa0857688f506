// What a nightly job is told to do: `benchgate nightly plan`.
#include <gmock/gmock.h>

#include "e2e/project.h"

namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

class Nightly : public e2e::Project {
 protected:
  [[nodiscard]] e2e::Finished plan(e2e::Arguments arguments = {}) const {
    e2e::Arguments all = {"nightly", "plan", "history"};
    all.insert(all.end(), arguments.begin(), arguments.end());
    return benchgate(all);
  }

  /// A night of that commit.
  void append(const std::string& commit, const std::string& measured_at) const {
    measured("seed=1 noise=0.01", "run.json");
    const auto appended = benchgate({"store", "append", "run.json", "--to", "history", "--commit",
                                     commit, "--measured-at", measured_at});
    ASSERT_EQ(appended.exit_code, 0) << appended.err;
  }
};

TEST_F(Nightly, FirstNightMeasuresAgainstItselfUnlessThereIsARelease) {
  const auto first = commit();
  const auto planned = plan();
  EXPECT_EQ(planned.exit_code, 0) << planned.err;
  EXPECT_EQ(planned.out, "reference\t" + first + "\nseconds\t1800\n");
  for (const auto* tag : {"v1.2", "v1.3-rc1", "latest"}) git({"tag", tag});
  EXPECT_EQ(plan({"--bisect", "0"}).out, "reference\tv1.2\nseconds\t0\n");
  EXPECT_EQ(plan({"--reference", "HEAD~0", "--bisect", "90s"}).out,
            "reference\tHEAD~0\nseconds\t90\n");
}

TEST_F(Nightly, LaterNightsKnowTheReferenceAndTheNightBefore) {
  const auto first = commit();
  write("more", "1");
  const auto second = commit();
  git({"checkout", "-q", "-b", "aside"});
  write("more", "2");
  const auto aside = commit();
  git({"checkout", "-q", "main"});
  write("more", "3");
  const auto third = commit();
  append(first, "2026-05-01T02:00:00Z");
  append(second, "2026-05-02T02:00:00Z");
  append(aside, "2026-05-03T02:00:00Z");
  const auto planned = plan({"--format", "json"});
  ASSERT_EQ(planned.exit_code, 0) << planned.err;
  EXPECT_EQ(e2e::Json::parse(planned.out), (e2e::Json{{"format", 1},
                                                      {"reference", first},
                                                      {"before", second},
                                                      {"seconds", 1800},
                                                      {"searches", e2e::Json::array()},
                                                      {"postponed", e2e::Json::array()}}));
  append(third, "2026-05-04T02:00:00Z");
  EXPECT_EQ(plan().out, "reference\t" + first + "\nseconds\t1800\n") << "HEAD was measured last";
}

TEST_F(Nightly, RefusesWhatIsWrongBeforeAnythingIsMeasured) {
  static_cast<void>(commit());
  const auto time = plan({"--bisect", "soon"});
  EXPECT_EQ(time.exit_code, 2);
  EXPECT_THAT(time.err, HasSubstr("--bisect soon: write a duration such as"));
  EXPECT_EQ(plan({"--format", "xml"}).exit_code, 2);
  EXPECT_EQ(plan({"--branch", "nowhere"}).exit_code, 0) << "there is no history yet";
  write("history/benchgate-history.json", "{}");
  const auto damaged = plan();
  EXPECT_EQ(damaged.exit_code, 3);
  EXPECT_THAT(damaged.err, StartsWith("benchgate: history/benchgate-history.json"));
  EXPECT_EQ(damaged.out, "");
}

}  // namespace
