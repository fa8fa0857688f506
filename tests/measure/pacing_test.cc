#include <algorithm>
#include <cstdlib>
#include <optional>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "benchgate/base/error.h"
#include "benchgate/measure/machine_class.h"
#include "benchgate/measure/measure_pairs.h"

namespace benchgate::measure {
namespace {

using model::Pacing;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

TEST(PacingFor, FollowsWhatTheNameSaysOfTheClock) {
  // Names as Google Benchmark 1.7.1 puts them together (benchmark_name.cc): arguments, min_time,
  // min_warmup_time, iterations, repeats, time_type, threads.
  for (const char* name :
       {"sort", "sort/1024", "sort/process_time", "sort/min_time:0.100", "sort/8/repeats:3",
        "sort/threads:1", "sort/process_time/threads:1", "real_time", "a/real_time/b",
        "sort/threads:x", "sort/threads:", "pool/threads:8/x"}) {
    EXPECT_EQ(pacing_for(name, true), Pacing::Duet) << name;
    EXPECT_EQ(pacing_for(name, false), Pacing::InTurn) << name;
  }
  for (const char* name :
       {"query/real_time", "query/manual_time", "query/8/real_time/threads:1",
        "query/process_time/real_time", "pool/threads:2", "pool/process_time/threads:16",
        "query/manual_time/threads:1", "query/real_time/threads:8"}) {
    EXPECT_EQ(pacing_for(name, true), Pacing::Lockstep) << name;
    EXPECT_EQ(pacing_for(name, false), Pacing::Lockstep) << name;
  }
}

TEST(TrackOf, EachPacingHasItsOwn) {
  EXPECT_EQ(track_of(Pacing::Duet), Track::Duets);
  EXPECT_EQ(track_of(Pacing::Lockstep), Track::Lockstep);
  EXPECT_EQ(track_of(Pacing::InTurn), Track::Alone);
}

/// BENCHGATE_CPUS while it lives.
class ChosenCpus {
 public:
  explicit ChosenCpus(const std::string& text) { ::setenv("BENCHGATE_CPUS", text.c_str(), 1); }
  ~ChosenCpus() { ::unsetenv("BENCHGATE_CPUS"); }
  ChosenCpus(const ChosenCpus&) = delete;
  ChosenCpus& operator=(const ChosenCpus&) = delete;
};

TEST(UsableCpus, AreAscendingAndNotMoreThanAreGranted) {
  const auto cpus = usable_cpus();
  EXPECT_TRUE(std::ranges::is_sorted(cpus));
  EXPECT_EQ(std::ranges::adjacent_find(cpus), cpus.end());
  EXPECT_LE(cpus.size(), usable_cpus(ProbeSource{}));
  EXPECT_EQ(cpus, usable_cpus()) << "asking must not narrow what may be used";
}

TEST(UsableCpus, MayBeChosen) {
  const auto cpus = usable_cpus();
  if (cpus.empty()) GTEST_SKIP() << "nothing can be pinned to here";
  const std::string last = std::to_string(cpus.back());
  {
    const ChosenCpus chosen(last);
    EXPECT_THAT(usable_cpus(), ElementsAre(cpus.back()));
  }
  {
    const ChosenCpus chosen(last + "," + last + "-" + std::to_string(cpus.back() + 1000));
    EXPECT_EQ(usable_cpus().front(), cpus.back());
  }
  const ChosenCpus chosen("none");
  EXPECT_THAT(usable_cpus(), IsEmpty());
}

TEST(UsableCpus, RefuseAChoiceThatNamesNone) {
  if (usable_cpus().empty()) GTEST_SKIP() << "nothing can be pinned to here";
  for (const char* text : {"x", "1-", "-", ",", "99999", "5-3", "-1", "0x1", "0;1", " 0", "all",
                           "0,,99999999999999"}) {
    const ChosenCpus chosen(text);
    try {
      static_cast<void>(usable_cpus());
      ADD_FAILURE() << text;
    } catch (const UsageError& error) {
      EXPECT_THAT(error.what(), HasSubstr("BENCHGATE_CPUS"));
    }
  }
}

}  // namespace
}  // namespace benchgate::measure
