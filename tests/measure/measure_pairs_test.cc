#include "benchgate/measure/measure_pairs.h"

#include <algorithm>
#include <deque>
#include <fstream>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sched.h>
#include <signal.h>

#include "benchgate/base/error.h"
#include "benchgate/measure/interrupt.h"
#include "measure/processes.h"
#include "support/temporary_folder.h"
#include "support/waiting.h"

namespace benchgate::measure {
namespace {

using model::Failure;
using model::Pacing;
using model::Stage;
using test_support::given_time;
using test_support::TemporaryFolder;
using ::testing::AllOf;
using ::testing::Contains;
using ::testing::Each;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using ::testing::StartsWith;
using ::testing::UnorderedElementsAre;

SuiteToRun fake(const std::string& scenario, const std::string& name = "fake") {
  return {.name = name,
          .command = {FAKE_BENCH},
          .environment = {{"FAKE_BENCH", scenario}},
          .row_time_limit = Seconds{120},
          .grace = Seconds{0.1}};
}

/// Cores to pin to, as many as asked for: the same one several times where there are not more.
std::vector<int> cpus(std::size_t count = 1) {
  auto usable = usable_cpus();
  if (usable.empty()) return {};
  while (usable.size() < count) usable.push_back(usable.front());
  usable.resize(count);
  return usable;
}

/// A fixed number of pairs of every benchmark, in turn.
class FixedPlan : public PairPlan {
 public:
  FixedPlan(const PairOptions& options, int pairs) : options_(options) {
    for (int i = 0; i < pairs; ++i) {
      for (std::size_t b = 0; b < options.benchmarks.size(); ++b) {
        const auto stage = i < 1 ? Stage::Screening : Stage::Confirming;
        wanted_[track_of(options.benchmarks[b].pacing)].push_back({b, stage});
      }
    }
  }
  std::optional<PairOrder> next(const PairRequest& request) override {
    auto& queue = wanted_[request.track];
    std::erase_if(queue, [&](const auto& order) { return failed_.contains(order.benchmark); });
    if (queue.empty()) return std::nullopt;
    const auto order = queue.front();
    queue.pop_front();
    return order;
  }
  void take(const PairOrder& order, const MeasuredPair& pair) override {
    if (pair.base.failure || pair.head.failure) failed_.insert(order.benchmark);
    taken.push_back(pair);
    stages.push_back(order.stage);
  }

  std::vector<MeasuredPair> taken;
  std::vector<Stage> stages;

 private:
  const PairOptions& options_;
  std::map<Track, std::deque<PairOrder>> wanted_;
  std::set<std::size_t> failed_;
};

PairOptions options(SuiteToRun base, SuiteToRun head, const std::vector<std::string>& names,
                    std::size_t workers = 1) {
  PairOptions options{.suites = {{std::move(base), std::move(head)}},
                      .cpus = cpus(workers),
                      .seed = 5,
                      .checkpoint_interval = Seconds{0}};
  for (const auto& name : names) {
    options.benchmarks.push_back(
        {.base_name = name, .head_name = name, .pacing = pacing_for(name, !options.cpus.empty())});
  }
  return options;
}

PairResult run(const PairOptions& options, int pairs = 2, const PairObserver& observer = {}) {
  FixedPlan plan(options, pairs);
  return measure_pairs(options, plan, observer);
}

const model::Benchmark& benchmark(const model::Run& run, const std::string& name) {
  static const model::Benchmark none{};
  const auto found = std::ranges::find(run.benchmarks, name, &model::Benchmark::name);
  if (found != run.benchmarks.end()) return *found;
  ADD_FAILURE() << name << " is not in the run";
  return none;
}

std::vector<double> samples(const model::Run& run, const std::string& name,
                            const std::string& metric = "cpu_time") {
  const auto* series = benchmark(run, name).find(metric);
  return series == nullptr ? std::vector<double>{} : series->samples;
}

std::vector<std::string> codes(const model::Run& run) {
  std::vector<std::string> found;
  for (const auto& diagnostic : run.diagnostics) found.push_back(diagnostic.code);
  return found;
}

std::vector<std::string> lines_of(const std::filesystem::path& file) {
  std::vector<std::string> lines;
  std::ifstream stream(file);
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

TEST(MeasurePairs, LosesPatienceWithAPairThatHangs) {
  auto base = fake("");
  auto head = fake("hang=fake/alpha");
  for (auto* side : {&base, &head}) side->row_time_limit.reset();
  auto given = options(base, head, {"fake/alpha", "fake/delta.+x"});
  PairResult result;
  ASSERT_TRUE(given_time(Seconds{1}, [&](Seconds patience) {
    given.first_patience = patience;
    result = run(given);
    return samples(result.head, "fake/delta.+x").size() == 2;
  }));
  const auto& hung = benchmark(result.head, "fake/alpha");
  ASSERT_TRUE(hung.failure);
  EXPECT_EQ(hung.failure->kind, Failure::Kind::TimedOut);
  EXPECT_THAT(hung.failure->message, HasSubstr("it hangs"));
}

TEST(MeasurePairs, GivesTwoThatShareACoreTwiceTheTime) {
  // A row takes 1.4 times as long as one process may.
  const auto is_limited = [](auto limit, Pacing pacing, Seconds seconds) {
    auto suite = fake("delay=" + std::to_string(std::lround(seconds.count() * 1400)));
    suite.*limit = seconds;
    auto given = options(suite, suite, {"fake/alpha"});
    given.benchmarks[0].pacing = pacing;
    return !!benchmark(run(given, 1).head, "fake/alpha").failure;
  };
  const auto passes = [&](auto limit) {
    return given_time(Seconds{1},
                      [&](Seconds seconds) { return !is_limited(limit, Pacing::Duet, seconds); });
  };
  if (cpus().empty()) GTEST_SKIP() << "nothing can be pinned to here";
  EXPECT_TRUE(passes(&SuiteToRun::row_time_limit));
  EXPECT_TRUE(passes(&SuiteToRun::time_limit));
  EXPECT_TRUE(is_limited(&SuiteToRun::row_time_limit, Pacing::InTurn, Seconds{1}));
}

TEST(MeasurePairs, LeavesItToTheTimeLimitOfASuiteWhatHangs) {
  auto suite = fake("delay=1500");
  suite.time_limit = Seconds{60};
  auto given = options(suite, suite, {"fake/alpha"});
  given.first_patience = Seconds{0.1};
  EXPECT_THAT(samples(run(given, 1).head, "fake/alpha"), SizeIs(1));
}

SuiteToRun twins(const std::string& program, const std::string& work) {
  return {.name = "twins",
          .command = {program},
          .environment = {{"TWIN_WORK", work}},
          .min_time = Seconds{0.001}};
}

/// Both of one name, apart: told by what each says it does.
void expect_both_twins(const PairResult& result) {
  EXPECT_THAT(samples(result.base, "twin", "steps"), ElementsAre(1000, 1000));
  EXPECT_THAT(samples(result.base, "twin #2", "steps"), ElementsAre(2000, 2000));
  EXPECT_THAT(samples(result.head, "twin", "steps"), ElementsAre(1000, 1000));
  EXPECT_THAT(samples(result.head, "twin #2", "steps"), ElementsAre(3000, 3000));
  for (const char* name : {"twin", "twin #2"}) {
    EXPECT_THAT(samples(result.head, name, "cpu_time"), SizeIs(2)) << name;
  }
}

TEST(MeasurePairs, MeasuresEachOfTwoBenchmarksOfOneName) {
  expect_both_twins(run(options(twins(TALKATIVE_BENCH, "2"), twins(TALKATIVE_BENCH, "3"),
                                {"twin", "twin #2", "other/1"})));
}

TEST(MeasurePairs, DrivesEachOfTwoBenchmarksOfOneName) {
  auto given =
      options(twins(TWIN_AGENT, "2"), twins(TWIN_AGENT, "3"), {"twin", "twin #2", "other/1"});
  for (auto& benchmark : given.benchmarks) benchmark.pacing = Pacing::Lockstep;
  const auto result = run(given);
  for (const char* name : {"twin", "twin #2"}) {
    const auto steps = name == std::string("twin") ? 1000 : 3000;
    EXPECT_THAT(samples(result.head, name, "steps"), AllOf(Contains(steps), Each(steps))) << name;
  }
}

TEST(MeasurePairs, TakesTheMedianOfWhatReportsOnlyAggregates) {
  const std::string name = "only_aggregates/repeats:3";
  const auto suite = twins(TALKATIVE_BENCH, "1");
  const auto result = run(options(suite, suite, {name}));
  EXPECT_FALSE(benchmark(result.head, name).failure);
  EXPECT_THAT(samples(result.head, name), SizeIs(2));
  EXPECT_THAT(samples(result.head, name, "steps"), ElementsAre(1000, 1000));
}

TEST(MeasurePairs, NamesWhatNeverHadItsTurn) {
  const auto given = options(fake(""), fake(""), {"fake/alpha", "fake/delta.+x"});
  auto fewer = given;
  fewer.benchmarks.pop_back();
  FixedPlan plan(fewer, 2);
  const auto result = measure_pairs(given, plan, {});
  for (const auto* side : {&result.base, &result.head}) {
    EXPECT_FALSE(benchmark(*side, "fake/alpha").failure);
    const auto& left_out = benchmark(*side, "fake/delta.+x");
    ASSERT_TRUE(left_out.failure);
    EXPECT_EQ(left_out.failure->kind, Failure::Kind::NotMeasured);
    EXPECT_THAT(left_out.failure->message, StartsWith("not measured"));
  }
}

TEST(MeasurePairs, GivesTwoRunsOfOneSession) {
  const auto given = options(fake(""), fake("factor=2"), {"fake/alpha", "fake/delta.+x"});
  FixedPlan plan(given, 3);
  const auto result = measure_pairs(given, plan, {});
  EXPECT_FALSE(result.interrupted);
  EXPECT_THAT(samples(result.base, "fake/alpha"), ElementsAre(100, 100, 100));
  EXPECT_THAT(samples(result.head, "fake/alpha"), ElementsAre(200, 200, 200));
  EXPECT_THAT(samples(result.head, "fake/delta.+x", "allocs_per_iter"), ElementsAre(3, 3, 3));
  EXPECT_THAT(benchmark(result.head, "fake/alpha").find("cpu_time")->processes,
              ElementsAre(0, 1, 2));
  ASSERT_TRUE(result.base.session && result.head.session);
  EXPECT_EQ(result.base.session->id, result.head.session->id);
  EXPECT_THAT(result.base.session->id, SizeIs(16));
  EXPECT_EQ(result.base.session->side, model::Session::Side::Base);
  EXPECT_EQ(result.head.session->side, model::Session::Side::Head);
  EXPECT_EQ(result.head.session->seed, 5u);
  EXPECT_NE(result.base.session->id, run(given, 1).base.session->id);
}

/// Asked of the system itself, so that a usable_cpus() that finds nothing fails a test.
bool system_lets_pin() {
#ifdef __linux__
  cpu_set_t allowed;
  CPU_ZERO(&allowed);
  return ::sched_getaffinity(0, sizeof allowed, &allowed) == 0 &&
         ::sched_setaffinity(0, sizeof allowed, &allowed) == 0;
#else
  return false;
#endif
}

TEST(MeasurePairs, RecordsThePairsOnBothSides) {
  const auto given = options(fake(""), fake(""), {"fake/alpha", "fake/wait/real_time"});
  if (!system_lets_pin()) GTEST_SKIP() << "the system refuses to pin: there are no duets here";
  ASSERT_FALSE(given.cpus.empty());
  FixedPlan plan(given, 2);
  const auto result = measure_pairs(given, plan, {});
  const auto& duets = benchmark(result.base, "fake/alpha").pairs;
  ASSERT_TRUE(duets);
  EXPECT_EQ(duets->pacing, Pacing::Duet);
  ASSERT_THAT(duets->pairs, SizeIs(2));
  EXPECT_EQ(duets->pairs[0].process, 0u);
  EXPECT_EQ(duets->pairs[0].stage, Stage::Screening);
  EXPECT_EQ(duets->pairs[1].process, 1u);
  EXPECT_EQ(duets->pairs[1].stage, Stage::Confirming);
  EXPECT_EQ(duets->pairs[0].cpu, given.cpus[0]);
  EXPECT_EQ(duets, benchmark(result.head, "fake/alpha").pairs);
  const auto& others = benchmark(result.head, "fake/wait/real_time").pairs;
  ASSERT_TRUE(others);
  EXPECT_EQ(others->pacing, Pacing::InTurn);
  EXPECT_EQ(others->pairs[0].cpu, -1);
  EXPECT_EQ(others, benchmark(result.base, "fake/wait/real_time").pairs);
  ASSERT_THAT(plan.taken, SizeIs(4));
  ASSERT_TRUE(plan.taken[1].head.pairs);
  EXPECT_EQ(plan.taken[1].head.pairs->pairs, std::vector{duets->pairs[1]});
  EXPECT_THAT(plan.taken[1].head.find("cpu_time")->processes, ElementsAre(1));
  EXPECT_GT(plan.taken[1].wall_time.count(), 0);
  EXPECT_EQ(plan.stages[1], Stage::Confirming);
}

TEST(MeasurePairs, KeepsTheOrderOfTheBenchmarksWhateverTheOrderOfPairs) {
  const auto result =
      run(options(fake(""), fake(""), {"fake/wait/real_time", "fake/delta.+x", "fake/alpha"}), 1);
  std::vector<std::string> names;
  for (const auto& each : result.head.benchmarks) names.push_back(each.name);
  EXPECT_THAT(names, ElementsAre("fake/wait/real_time", "fake/delta.+x", "fake/alpha"));
}

TEST(MeasurePairs, TheSidesOfADuetRunAtOnceOnOneCore) {
  const TemporaryFolder folder;
  const auto place = folder.path().string();
  // Each waits for the other: one after the other would wait for ever.
  auto given =
      options(fake("log=" + place + "/log:base touch=" + place + "/b wait-for=" + place + "/h.0"),
              fake("log=" + place + "/log:head touch=" + place + "/h wait-for=" + place + "/b.0"),
              {"fake/alpha"});
  if (!system_lets_pin()) GTEST_SKIP() << "the system refuses to pin: there are no duets here";
  ASSERT_FALSE(given.cpus.empty());
  const auto result = run(given, 1);
  EXPECT_FALSE(benchmark(result.base, "fake/alpha").failure);
  const auto cpu = " 0 " + std::to_string(given.cpus[0]);
  EXPECT_THAT(lines_of(folder.path() / "log"),
              UnorderedElementsAre("base begin" + cpu, "base end" + cpu, "head begin" + cpu,
                                   "head end" + cpu));
}

TEST(MeasurePairs, DuetsRunSideBySide) {
  const TemporaryFolder folder;
  const auto place = folder.path().string();
  const auto meeting = " wait-for=" + place + "/b.0 wait-for=" + place + "/b.1 wait-for=" + place +
                       "/h.0 wait-for=" + place + "/h.1";
  const auto given = options(fake("touch=" + place + "/b" + meeting),
                             fake("touch=" + place + "/h" + meeting), {"fake/alpha"}, 2);
  if (!system_lets_pin()) GTEST_SKIP() << "the system refuses to pin: there are no duets here";
  ASSERT_FALSE(given.cpus.empty());
  const auto result = run(given, 2);
  EXPECT_FALSE(benchmark(result.base, "fake/alpha").failure);
  EXPECT_THAT(samples(result.head, "fake/alpha"), SizeIs(2));
  std::vector<int> used;
  for (const auto& pair : benchmark(result.head, "fake/alpha").pairs->pairs)
    used.push_back(pair.cpu);
  EXPECT_THAT(used, ::testing::UnorderedElementsAreArray(given.cpus));
}

TEST(MeasurePairs, NothingRunsBesideWhatIsMeasuredByTheWall) {
  const TemporaryFolder folder;
  const auto log = "log=" + (folder.path() / "log").string();
  const auto given = options(fake(log + ":base"), fake(log + ":head"),
                             {"fake/alpha", "fake/wait/real_time", "fake/zeta/threads:2"}, 2);
  if (!system_lets_pin()) GTEST_SKIP() << "the system refuses to pin: there are no duets here";
  ASSERT_FALSE(given.cpus.empty());
  const auto result = run(given, 3);
  const auto lines = lines_of(folder.path() / "log");
  ASSERT_THAT(lines, SizeIs(36));
  // Every process of the second track begins and ends before the next begins, unpinned.
  for (std::size_t i = 12; i < lines.size(); i += 2) {
    EXPECT_THAT(lines[i], HasSubstr("begin")) << i;
    EXPECT_EQ(lines[i].substr(0, 4), lines[i + 1].substr(0, 4)) << i;
  }
}

TEST(MeasurePairs, TheCoinDecidesWhoStarts) {
  const TemporaryFolder folder;
  const auto log = "log=" + (folder.path() / "log").string();
  const auto given = options(fake(log + ":base"), fake(log + ":head"), {"fake/wait/real_time"});
  const auto result = run(given, 8);
  const auto lines = lines_of(folder.path() / "log");
  const auto& pairs = benchmark(result.head, "fake/wait/real_time").pairs->pairs;
  ASSERT_THAT(lines, SizeIs(32));
  ASSERT_THAT(pairs, SizeIs(8));
  std::set<bool> seen;
  for (std::size_t i = 0; i < pairs.size(); ++i) {
    EXPECT_THAT(lines[4 * i], StartsWith(pairs[i].head_first ? "head begin" : "base begin")) << i;
    seen.insert(pairs[i].head_first);
  }
  EXPECT_THAT(seen, SizeIs(2));
  EXPECT_EQ(benchmark(run(given, 8).base, "fake/wait/real_time").pairs->pairs, pairs);
}

TEST(MeasurePairs, WithoutACoreToPinToPairsAreTakenInTurnAndTheRunsSaySo) {
  auto given = options(fake(""), fake(""), {"fake/alpha"});
  given.cpus.clear();
  EXPECT_THROW(static_cast<void>(run(given)), UsageError);
  given.benchmarks[0].pacing = pacing_for("fake/alpha", false);
  const auto result = run(given);
  EXPECT_EQ(benchmark(result.head, "fake/alpha").pairs->pacing, Pacing::InTurn);
  EXPECT_THAT(samples(result.head, "fake/alpha"), SizeIs(2));
  for (const auto* side : {&result.base, &result.head}) {
    ASSERT_THAT(codes(*side), ElementsAre("not-pinned"));
    EXPECT_EQ(side->diagnostics[0].level, model::DiagnosticLevel::Warning);
  }
}

TEST(MeasurePairs, ABenchmarkMayHaveTwoNames) {
  auto given = options(fake(""), fake("rename=fake/alpha:fake/omega"), {"fake/alpha"});
  given.benchmarks[0].head_name = "fake/omega";
  const auto result = run(given);
  EXPECT_THAT(samples(result.base, "fake/alpha"), SizeIs(2));
  EXPECT_THAT(samples(result.head, "fake/omega"), SizeIs(2));
}

TEST(MeasurePairs, KeepsTheSuitesContextBesideItsProvenance) {
  auto base = fake("dataset=cafe");
  base.provenance.fields = {{"commit", "abc"}};
  const auto result = run(options(base, fake(""), {"fake/alpha"}));
  EXPECT_EQ(result.base.suites[0].environment.find("commit"), "abc");
  EXPECT_EQ(result.base.suites[0].environment.find("dataset_hash"), "cafe");
  EXPECT_EQ(result.head.suites[0].environment.find("dataset_hash"), "f00d");
}

TEST(MeasurePairs, MeasuresARealGoogleBenchmark) {
  const SuiteToRun suite{.name = "real", .command = {REAL_BENCH}, .min_time = Seconds{0.001}};
  const auto result = run(
      options(suite, suite,
              {"real/spin/10", "real/odd name (a|b) [x] {2} \\d $^.*+?", "real/repeated/repeats:3",
               "real/waiting/real_time", "real/threaded/threads:2", "real/skipped"}));
  EXPECT_THAT(samples(result.head, "real/spin/10"), SizeIs(2));
  EXPECT_THAT(samples(result.head, "real/odd name (a|b) [x] {2} \\d $^.*+?"), SizeIs(2));
  EXPECT_THAT(benchmark(result.base, "real/repeated/repeats:3").find("cpu_time")->processes,
              ElementsAre(0, 0, 0, 1, 1, 1));
  EXPECT_THAT(samples(result.base, "real/waiting/real_time", "rows"), ElementsAre(3, 3));
  EXPECT_THAT(samples(result.base, "real/threaded/threads:2"), SizeIs(2));
  for (const auto* side : {&result.base, &result.head}) {
    const auto& skipped = benchmark(*side, "real/skipped");
    ASSERT_TRUE(skipped.failure);
    EXPECT_THAT(skipped.failure->message, HasSubstr("no such table"));
  }
}

TEST(MeasurePairs, SuitesThatCanBeDrivenAreMeasuredInLockstep) {
  const SuiteToRun suite{.name = "agent", .command = {AGENT_BENCH}};
  const std::string name = "agent/threaded/real_time/threads:2";
  const auto given = options(suite, suite, {name});
  FixedPlan plan(given, 2);
  const auto result = measure_pairs(given, plan, {});
  for (const auto* side : {&result.base, &result.head}) {
    const auto& measured = benchmark(*side, name);
    EXPECT_EQ(measured.pairs->pacing, Pacing::Lockstep);
    ASSERT_THAT(measured.pairs->pairs, SizeIs(2));
    EXPECT_EQ(measured.pairs->pairs[1].process, 1u);
    EXPECT_EQ(measured.pairs->pairs[1].cpu, -1);
    // Up to eight turns each; fewer where the machine is too busy for them.
    const auto& processes = measured.find("real_time")->processes;
    EXPECT_THAT(processes, Contains(0u).Times(::testing::Ge(1)));
    EXPECT_THAT(processes, Contains(1u).Times(::testing::Ge(1)));
    EXPECT_THAT(processes, Each(::testing::Le(1u)));
  }
}

TEST(MeasurePairs, LockstepRunsOnAllCoresWhereOneIsEnough) {
  const SuiteToRun suite{.name = "agent", .command = {AGENT_BENCH}};
  const std::string name = "agent/cores/iterations:10/real_time";
  if (usable_cpus().size() < 2) GTEST_SKIP() << "needs two cores that the system lets us pin to";
  const auto given = options(suite, suite, {name}, 2);
  const auto result = run(given, 6);
  std::vector<int> used;
  for (const auto& pair : benchmark(result.head, name).pairs->pairs) used.push_back(pair.cpu);
  EXPECT_THAT(used, SizeIs(6));
  EXPECT_THAT(std::set<int>(used.begin(), used.end()),
              ::testing::UnorderedElementsAreArray(given.cpus));
  EXPECT_THAT(samples(result.head, name, "cores"), Each(1));
}

TEST(MeasurePairs, PrescribesTheIterationsWhereTheLibraryTakesThem) {
  const TemporaryFolder folder;
  const auto script = folder.path() / "bench";
  const auto log = folder.path() / "arguments";
  std::ofstream(script) << "#!/bin/sh\nfor argument; do case $argument in --benchmark_min_time*)\n"
                        << "echo $BENCHGATE_PROCESS $argument >> " << log.string()
                        << ";; esac; done\nexec " FAKE_BENCH " \"$@\"\n";
  std::filesystem::permissions(script, std::filesystem::perms::owner_all);
  const auto arguments_of = [&](const std::string& base, const std::string& head) {
    auto given = options(fake(base), fake(head), {"fake/alpha"});
    for (auto* side : {&given.suites[0].base, &given.suites[0].head}) {
      side->command = {script.string()};
      side->min_time = Seconds{0.05};
    }
    std::filesystem::remove(log);
    const auto result = run(given);
    EXPECT_THAT(samples(result.head, "fake/alpha"), SizeIs(2));
    return lines_of(log);
  };
  EXPECT_THAT(arguments_of("library=v1.8.3", "library=v1.9.1 factor=4"),
              ElementsAre("0 --benchmark_min_time=0.05", "0 --benchmark_min_time=0.05",
                          "1 --benchmark_min_time=350000x", "1 --benchmark_min_time=350000x"));
  EXPECT_THAT(arguments_of("library=v1.8.3", "library=v1.7.1"),
              Contains("1 --benchmark_min_time=0.05").Times(2));
  EXPECT_THAT(arguments_of("", ""), Contains("1 --benchmark_min_time=0.05").Times(2));
}

struct Broken {
  const char* name;
  const char* scenario;
  Failure::Kind kind;
  const char* message;
};

class BrokenSides : public ::testing::TestWithParam<Broken> {};

const std::vector<std::string> kBrokenAndGood{"fake/beta/rows:1000", "fake/alpha",
                                              "fake/wait/real_time"};

/// Everything but the row that is broken was measured twice.
bool are_measured(const PairResult& result) {
  for (const auto* side : {&result.base, &result.head}) {
    for (const char* good : {"fake/beta/rows:1000", "fake/wait/real_time"}) {
      if (samples(*side, good).size() != 2) return false;
    }
  }
  return true;
}

void expect_one_failure(const PairResult& result, const Broken& broken, bool is_head) {
  const auto& good_run = is_head ? result.base : result.head;
  const auto& bad_run = is_head ? result.head : result.base;
  const auto& failed = benchmark(bad_run, "fake/alpha");
  ASSERT_TRUE(failed.failure);
  EXPECT_EQ(failed.failure->kind, broken.kind);
  EXPECT_THAT(failed.failure->message, HasSubstr(broken.message));
  EXPECT_FALSE(benchmark(good_run, "fake/alpha").failure);
  EXPECT_THAT(benchmark(good_run, "fake/alpha").metrics, IsEmpty());
  EXPECT_THAT(benchmark(good_run, "fake/alpha").pairs->pairs, IsEmpty());
}

/// The other side and the other benchmarks go on; the failed pair's values are dropped.
TEST_P(BrokenSides, CostOneBenchmark) {
  const bool hangs = GetParam().kind == Failure::Kind::TimedOut;
  for (const bool is_head : {false, true}) {
    PairResult result;
    const auto measured_within = [&](Seconds limit) {
      auto bad = fake(GetParam().scenario);
      bad.row_time_limit = limit;
      const auto given =
          is_head ? options(fake(""), bad, kBrokenAndGood) : options(bad, fake(""), kBrokenAndGood);
      FixedPlan plan(given, 2);
      result = measure_pairs(given, plan, {});
      return are_measured(result) && plan.taken.size() == 5;
    };
    ASSERT_TRUE(given_time(Seconds{hangs ? 0.5 : 60}, measured_within));
    expect_one_failure(result, GetParam(), is_head);
  }
}

INSTANTIATE_TEST_SUITE_P(
    Of, BrokenSides,
    ::testing::Values(
        Broken{"Crash", "crash=fake/alpha", Failure::Kind::Killed, "about to crash in fake/alpha"},
        Broken{"Hang", "hang=fake/alpha", Failure::Kind::TimedOut, "it hangs"},
        Broken{"Error", "error=fake/alpha", Failure::Kind::Errored, "boom"},
        Broken{"NoRow", "missing=fake/alpha", Failure::Kind::Errored, "reported no row"},
        Broken{"OtherName", "rename=fake/alpha:fake/alphabet", Failure::Kind::Errored, "no result"},
        Broken{"Quit", "quit:fake/alpha=3", Failure::Kind::Errored, "status 3"}),
    [](const auto& param) { return param.param.name; });

TEST(MeasurePairs, ASuiteThatCannotStartEndsTheSession) {
  auto missing = fake("");
  missing.command = {"/no/such/program"};
  EXPECT_THROW(static_cast<void>(run(options(fake(""), missing, {"fake/alpha"}))), UsageError);
  EXPECT_THROW(static_cast<void>(run(options(missing, fake(""), {"fake/wait/real_time"}))),
               UsageError);
  try {
    static_cast<void>(run(options(fake(""), fake("start=4"), {"fake/alpha"}, 2)));
    ADD_FAILURE();
  } catch (const EnvironmentError& error) {
    EXPECT_THAT(error.what(), AllOf(HasSubstr("status 4"), HasSubstr("cannot start its server")));
  }
}

TEST(MeasurePairs, ASuiteThatCannotStartAnyMoreIsAFailure) {
  const TemporaryFolder folder;
  const auto copy = folder.path() / "bench";
  std::filesystem::copy_file(FAKE_BENCH, copy);
  auto head = fake("");
  head.command = {copy.string()};
  const PairObserver observer{
      .on_progress = [&](const PairProgress&) { std::filesystem::remove(copy); }};
  const auto result = run(options(fake(""), head, {"fake/alpha", "fake/delta.+x"}), 1, observer);
  EXPECT_FALSE(benchmark(result.head, "fake/alpha").failure);
  ASSERT_TRUE(benchmark(result.head, "fake/delta.+x").failure);
  EXPECT_THAT(benchmark(result.head, "fake/delta.+x").failure->message, HasSubstr("bench"));
}

TEST(MeasurePairs, AnEndInFailureAfterTheRowIsAProblemOfItsSide) {
  const auto result = run(options(fake(""), fake("end=3"), {"fake/alpha"}));
  EXPECT_THAT(codes(result.base), IsEmpty());
  EXPECT_THAT(codes(result.head), ElementsAre("suite-end"));
  EXPECT_THAT(samples(result.head, "fake/alpha"), SizeIs(2));
}

TEST(MeasurePairs, LeavesNoGrandchildBehind) {
  const TemporaryFolder folder;
  const auto file = folder.path() / "pid";
  const auto result =
      run(options(fake(""), fake("delay=5 grandchild=" + file.string()), {"fake/alpha"}), 1);
  EXPECT_THAT(samples(result.head, "fake/alpha"), SizeIs(1));
  const pid_t pid = test_support::wait_for_pid(file);
  ASSERT_NE(pid, 0);
  EXPECT_TRUE(test_support::is_gone(pid));
}

TEST(MeasurePairs, ReadsRowsOfChattySides) {
  const auto result =
      run(options(fake("chatty=20000000"), fake("chatty=20000000"), {"fake/alpha"}, 2));
  EXPECT_THAT(samples(result.base, "fake/alpha"), SizeIs(2));
  EXPECT_THAT(samples(result.head, "fake/alpha"), SizeIs(2));
}

TEST(MeasurePairs, TellsHowFarItIsAndHandsOutTheRuns) {
  std::vector<PairProgress> seen;
  std::vector<std::size_t> sizes;
  const PairObserver observer{.on_progress = [&](const PairProgress& now) { seen.push_back(now); },
                              .on_checkpoint =
                                  [&](const model::Run& base, const model::Run& head) {
                                    EXPECT_TRUE(base.session && head.session);
                                    sizes.push_back(samples(head, "fake/alpha").size());
                                  }};
  static_cast<void>(run(options(fake(""), fake(""), {"fake/alpha"}), 3, observer));
  ASSERT_THAT(seen, SizeIs(3));
  EXPECT_EQ(seen[0].pairs, 1u);
  EXPECT_EQ(seen[2].pairs, 3u);
  EXPECT_EQ(seen[2].benchmark, "fake/alpha");
  EXPECT_LE(seen[0].elapsed, seen[2].elapsed);
  EXPECT_THAT(sizes, ElementsAre(1, 2, 3, 3));
}

TEST(MeasurePairs, StopsOnInterruptAndKeepsWhatItHas) {
  for (const std::size_t workers : {1u, 2u}) {
    const InterruptHandler handler;
    const PairObserver observer{.on_progress = [](const PairProgress& now) {
      if (now.pairs == 2 && interrupts_received() == 0) ::raise(SIGINT);
    }};
    const auto result =
        run(options(fake(""), fake("hang=fake/delta.+x"),
                    {"fake/alpha", "fake/beta/rows:1000", "fake/delta.+x"}, workers),
            1, observer);
    EXPECT_TRUE(result.interrupted);
    for (const auto* side : {&result.base, &result.head}) {
      EXPECT_THAT(codes(*side), Contains("interrupted"));
      EXPECT_THAT(side->benchmarks, SizeIs(2));
      for (const auto& each : side->benchmarks) EXPECT_FALSE(each.failure) << each.name;
    }
  }
}

TEST(MeasurePairs, LetsTheObserversAndThePlansTroubleThrough) {
  // One worker hangs while the other has the trouble.
  const auto given =
      options(fake(""), fake("hang=fake/delta.+x"), {"fake/delta.+x", "fake/alpha"}, 2);
  const PairObserver observer{.on_checkpoint = [](const model::Run&, const model::Run&) {
    throw EnvironmentError("the disk is full");
  }};
  EXPECT_THROW(static_cast<void>(run(given, 1, observer)), EnvironmentError);
  class BrokenPlan : public PairPlan {
   public:
    std::optional<PairOrder> next(const PairRequest&) override {
      throw InputError("plan", "a bug");
    }
    void take(const PairOrder&, const MeasuredPair&) override {}
  } broken;
  EXPECT_THROW(static_cast<void>(measure_pairs(given, broken, {})), InputError);
}

/// Asks for a pair by the wall only once there is one by the core, and the other way round.
class PingPong : public PairPlan {
 public:
  std::optional<PairOrder> next(const PairRequest& request) override {
    const bool wants_duet = taken.size() % 2 == 0;
    if (taken.size() >= 6 || request.track != (wants_duet ? Track::Duets : Track::Lockstep) ||
        is_under_way_) {
      return std::nullopt;
    }
    is_under_way_ = true;
    return PairOrder{.benchmark = wants_duet ? 0u : 1u};
  }
  void take(const PairOrder& order, const MeasuredPair&) override {
    taken.push_back(order.benchmark);
    is_under_way_ = false;
  }
  std::vector<std::size_t> taken;

 private:
  bool is_under_way_ = false;
};

TEST(MeasurePairs, GoesBackAndForthBetweenTheTracks) {
  const auto given = options(fake(""), fake(""), {"fake/alpha", "fake/wait/real_time"}, 2);
  if (!system_lets_pin()) GTEST_SKIP() << "the system refuses to pin: there are no duets here";
  ASSERT_FALSE(given.cpus.empty());
  PingPong plan;
  static_cast<void>(measure_pairs(given, plan, {}));
  EXPECT_THAT(plan.taken, ElementsAre(0, 1, 0, 1, 0, 1));
}

/// Three duets of one benchmark, and while the last is under way it wants two pairs in turn.
class ChangesItsMind : public PairPlan {
 public:
  std::optional<PairOrder> next(const PairRequest& request) override {
    if (request.track == Track::Duets && duets_ < 3) {
      ++duets_;
      return PairOrder{.pacing = Pacing::Duet};
    }
    if (request.track == Track::Lockstep && duets_ == 3 && turns_ < 2) {
      ++turns_;
      return PairOrder{.pacing = Pacing::Lockstep};
    }
    return std::nullopt;
  }
  void take(const PairOrder&, const MeasuredPair&) override { ++taken; }
  int taken = 0;

 private:
  int duets_ = 0;
  int turns_ = 0;
};

TEST(MeasurePairs, WhatIsMeasuredInAnotherWayTakesThePlaceOfWhatWas) {
  const auto given = options(fake(""), fake(""), {"fake/alpha"}, 2);
  if (!system_lets_pin()) GTEST_SKIP() << "the system refuses to pin: there are no duets here";
  ChangesItsMind plan;
  const auto result = measure_pairs(given, plan, {});
  EXPECT_EQ(plan.taken, 5) << "the plan hears of all";
  for (const auto* run : {&result.base, &result.head}) {
    const auto& measured = benchmark(*run, "fake/alpha");
    EXPECT_EQ(measured.pairs->pacing, Pacing::InTurn) << "it cannot be driven";
    EXPECT_THAT(measured.pairs->pairs, SizeIs(2));
    EXPECT_THAT(samples(*run, "fake/alpha"), SizeIs(2));
  }
}

TEST(MeasurePairs, RefusesWhatMakesNoSense) {
  const auto good = options(fake(""), fake(""), {"fake/alpha"});
  auto bad = good;
  bad.benchmarks.clear();
  EXPECT_THROW(static_cast<void>(run(bad)), UsageError);
  bad = good;
  bad.suites[0].base.name = "other";
  EXPECT_THROW(static_cast<void>(run(bad)), UsageError);
  bad = good;
  bad.suites[0].base.name = bad.suites[0].head.name = "";
  EXPECT_THROW(static_cast<void>(run(bad)), UsageError);
  bad = good;
  bad.suites.push_back(bad.suites[0]);
  EXPECT_THROW(static_cast<void>(run(bad)), UsageError);
  bad = good;
  bad.suites[0].head.min_time = Seconds{0};
  EXPECT_THROW(static_cast<void>(run(bad)), UsageError);
  bad = good;
  bad.scratch_folder = "/no/such/folder";
  EXPECT_THROW(static_cast<void>(run(bad)), EnvironmentError);
}

TEST(MeasurePairs, MeasuresAllWhereFilesAreGivenNewPlacesInBetween) {
  const TemporaryFolder folder;
  std::filesystem::copy_file(FAKE_BENCH, folder.path() / "head");
  auto asked = options(fake(""), fake(""), {"fake/alpha", "fake/delta.+x"}, 3);
  asked.suites[0].head.command = {(folder.path() / "head").string()};
  asked.files_to_place = {folder.path() / "head"};
  const auto result = run(asked, 8);
  for (const auto* name : {"fake/alpha", "fake/delta.+x"}) {
    EXPECT_THAT(samples(result.head, name), SizeIs(8)) << name;
  }
}

}  // namespace
}  // namespace benchgate::measure
