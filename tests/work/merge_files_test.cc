#include "benchgate/work/merge_files.h"

#include <filesystem>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "benchgate/base/error.h"
#include "benchgate/formats/result_files.h"
#include "support/runs.h"
#include "support/temporary_folder.h"

namespace benchgate::work {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class MergeFiles : public testing::Test {
 protected:
  [[nodiscard]] std::string at(const std::string& name) const {
    return (folder_.path() / name).string();
  }

  /// Writes shard `index` of 2 with all of "a" to "h" that belong to it; of a duet with `session`.
  std::string write(const std::string& name, std::uint32_t index,
                    const std::optional<model::Session>& session = {}) const {
    auto run = test_support::run({});
    run.shard = model::Shard{.index = index, .count = 2, .terms = {}};
    run.session = session;
    for (const std::string benchmark : {"a", "b", "c", "d", "e", "f", "g", "h"}) {
      if (!run.shard->has("suite", benchmark)) continue;
      run.benchmarks.push_back(
          test_support::benchmark(benchmark, {test_support::series("cpu_time", {1, 2, 3})}));
    }
    fs::create_directories(fs::path(at(name)).parent_path());
    formats::write_run_file(at(name), run);
    return at(name);
  }

  std::string write_duet(const std::string& name, std::uint32_t index) const {
    const auto id = "s" + std::to_string(index);
    write(name + "/base.json", index, model::Session{.side = model::Session::Side::Base, .id = id});
    write(name + "/head.json", index, model::Session{.side = model::Session::Side::Head, .id = id});
    return at(name);
  }

  static std::string refusal(const MergeRequest& request) {
    try {
      (void)merge_files(request);
    } catch (const UsageError& error) {
      return error.what();
    }
    return "was merged";
  }

  test_support::TemporaryFolder folder_;
};

TEST_F(MergeFiles, WritesOneRunOfAllShards) {
  const auto merged =
      merge_files({.shards = {write("2.json", 2), write("1.json", 1)}, .output = at("run.json")});
  EXPECT_EQ(merged.shards, 2U);
  EXPECT_THAT(merged.second_measurements, IsEmpty());
  EXPECT_THAT(formats::read_run_file(at("run.json")).benchmarks, SizeIs(8));
}

TEST_F(MergeFiles, MergesSecondMeasurementsThatStandBesideTheirShards) {
  const auto again = write("2.again.json", 2);
  const auto merged = merge_files(
      {.shards = {write("1.json", 1), again, write("2.json", 2)}, .output = at("run.json")});
  EXPECT_EQ(merged.shards, 2U);
  EXPECT_EQ(merged.second_measurements, at("run.again.json"));
  EXPECT_EQ(formats::read_run_file(at("run.again.json")).benchmarks.size(),
            formats::read_run_file(again).benchmarks.size());
}

TEST_F(MergeFiles, RemovesTheSecondMeasurementsOfAnEarlierMerge) {
  write("run.again.json", 1);
  (void)merge_files({.shards = {write("1.json", 1), write("2.json", 2)}, .output = at("run.json")});
  EXPECT_FALSE(fs::exists(at("run.again.json")));
}

TEST_F(MergeFiles, KeepsTheSidesOfDuetsTogether) {
  const auto merged =
      merge_files({.shards = {write_duet("one", 1), write_duet("two", 2)}, .output = at("whole")});
  EXPECT_EQ(merged.shards, 2U);
  EXPECT_THAT(formats::read_run_file(at("whole/base.json")).benchmarks, SizeIs(8));
  EXPECT_THAT(formats::read_run_file(at("whole/head.json")).benchmarks, SizeIs(8));
}

TEST_F(MergeFiles, RefusesWhatIsNotOfOneKind) {
  const auto duet = write_duet("two", 2);
  EXPECT_THAT(refusal({.shards = {write("1.json", 1), duet}, .output = at("out")}),
              HasSubstr("some of these are files and some are folders"));
  EXPECT_THAT(refusal({.shards = {duet + "/base.json", duet + "/head.json"}, .output = at("out")}),
              HasSubstr("these are files of duets"));
  EXPECT_FALSE(fs::exists(at("out")));
}

}  // namespace
}  // namespace benchgate::work
