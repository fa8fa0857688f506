#include "benchgate/work/baselines.h"

#include <fstream>
#include <functional>
#include <string>

#include <gmock/gmock.h>

#include "benchgate/base/error.h"
#include "benchgate/formats/result_files.h"
#include "support/runs.h"
#include "support/temporary_folder.h"

namespace benchgate::work {
namespace {

using ::testing::ElementsAre;
using ::testing::Field;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

class Baselines : public testing::Test {
 protected:
  Baselines() { std::ofstream(policy_.path) << ""; }

  std::string written(const model::Run& run) {
    auto file = (folder_.path() / "run.json").string();
    formats::write_run_file(file, run);
    return file;
  }
  SaveRequest saving(const model::Run& run, std::string name = {}) {
    return {
        .runs = {written(run)}, .name = std::move(name), .machine_class = {}, .policy = policy_};
  }
  [[nodiscard]] BaselineRequest named(std::string name,
                                      std::string machine_class = "test-2cpu") const {
    return {.name = std::move(name), .machine_class = std::move(machine_class), .policy = policy_};
  }

  const test_support::TemporaryFolder folder_;
  const PolicyPlace policy_{.path = (folder_.path() / "benchgate.toml").string(), .baselines = {}};
  const model::Run run_ = test_support::run(
      {test_support::benchmark("a", {test_support::series("cpu_time", {1, 2, 3})})});
};

std::string refusal(const std::function<void()>& act) {
  try {
    act();
  } catch (const UsageError& error) {
    return error.what();
  }
  return "was done";
}

TEST_F(Baselines, AreNamedAfterTheirCommitAndTheMachineOfTheRun) {
  const auto saved = save_baseline(saving(run_));
  EXPECT_EQ(saved.key, (store::BaselineKey{.machine_class = "test-2cpu", .name = "0123456789ab"}));
  EXPECT_EQ(load_baseline(named("latest")).key, saved.key);
  EXPECT_THAT(load_baseline(named("0123")).run.benchmarks,
              ElementsAre(Field(&model::Benchmark::name, "a")));
  EXPECT_THAT(exported_baseline(named("latest")), HasSubstr(R"("name": "a")"));
}

TEST_F(Baselines, AreReplacedOnlyByForce) {
  (void)save_baseline(saving(run_, "v1"));
  EXPECT_THROW((void)save_baseline(saving(run_, "v1")), UsageError);
  auto request = saving(run_, "v1");
  request.force = true;
  EXPECT_NO_THROW((void)save_baseline(request));
}

TEST_F(Baselines, AreDeletedByTheirWholeNameOnly) {
  (void)save_baseline(saving(run_, "release-1"));
  EXPECT_THAT(refusal([&] { (void)delete_baseline(named("rel")); }),
              HasSubstr("'rel' is the beginning of release-1"));
  EXPECT_THAT(refusal([&] { (void)delete_baseline(named("latest", "other")); }),
              HasSubstr("no baseline 'latest' of the machine class other"));
  (void)delete_baseline(named("test-2cpu/release-1"));
  EXPECT_THAT(list_baselines(policy_), IsEmpty());
}

TEST_F(Baselines, AreNotMadeOfWhatCannotBeComparedWith) {
  auto shard = run_;
  shard.shard = model::Shard{.index = 2, .count = 4, .terms = {}};
  EXPECT_THAT(refusal([&] { (void)save_baseline(saving(shard)); }), HasSubstr("shard 2/4 only"));
  EXPECT_THAT(refusal([&] {
                (void)save_baseline(saving(test_support::run({test_support::failed("a", "no")})));
              }),
              HasSubstr("holds no figure"));
  auto nameless = run_;
  nameless.suites[0].environment.fields.erase("commit");
  EXPECT_THAT(refusal([&] { (void)save_baseline(saving(nameless)); }),
              HasSubstr("name the baseline with --name"));
  nameless.suites[0].environment.fields.erase("machine_class");
  EXPECT_THAT(refusal([&] { (void)save_baseline(saving(nameless, "v1")); }),
              HasSubstr("name its class with --machine-class"));
  EXPECT_THAT(list_baselines(policy_), IsEmpty());
}

}  // namespace
}  // namespace benchgate::work
