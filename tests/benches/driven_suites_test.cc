// db_bench and cache_bench, driven one benchmark at a time: what they start, keep and leave.
#include <filesystem>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "benchgate/measure/driven_suite.h"
#include "support/temporary_folder.h"
#include "support/waiting.h"

namespace benches {
namespace {

using benchgate::measure::DrivenSuite;
using benchgate::measure::NotDriven;
using benchgate::measure::Seconds;
using benchgate::measure::SuiteToRun;
using benchgate::model::Run;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;
namespace fs = std::filesystem;

const Seconds kShort{0.0001};
const std::string kSelect = "db/postgres/select_by_key/rows:1000/real_time";

class DrivenSuites : public testing::Test {
 protected:
  // The server runs as another user if this is root.
  void SetUp() override { fs::permissions(folder_.path(), fs::perms(0755)); }

  DrivenSuite started(const std::string& program,
                      std::vector<std::pair<std::string, std::string>> environment = {}) {
    environment.emplace_back("TMPDIR", folder_.path().string());
    const SuiteToRun suite{.name = "suite",
                           .command = {program},
                           .environment = std::move(environment),
                           .row_time_limit = Seconds{300}};
    auto start = DrivenSuite::start(suite, {});
    if (const auto* why = std::get_if<NotDriven>(&start)) throw std::runtime_error(why->message);
    return std::move(std::get<DrivenSuite>(start));
  }

  /// Names of what the suite has in its folder for temporary things, sockets for us aside.
  std::vector<std::string> things() const {
    std::vector<std::string> names;
    for (const auto& entry : fs::directory_iterator(folder_.path())) {
      names.push_back(entry.path().filename());
    }
    return names;
  }

  std::vector<std::string> things_left() const {
    static_cast<void>(test_support::eventually([this] { return things().empty(); }));
    return things();
  }

 private:
  test_support::TemporaryFolder folder_;
};

std::string failure_of(const Run& run) {
  if (run.benchmarks.size() != 1) return "not one benchmark";
  return run.benchmarks.front().failure ? run.benchmarks.front().failure->message : "";
}

/// The CPU time of the server, in ns per iteration.
double server_time(const Run& run) {
  const auto* series = run.benchmarks.at(0).find("server_cpu_time");
  return series == nullptr || series->samples.size() != 1 ? -1 : series->samples.front();
}

TEST_F(DrivenSuites, StartNothingThatTheirBenchmarkDoesNotNeed) {
  auto suite = started(BENCHGATE_DB_BENCH, {{"BENCHGATE_POSTGRES_BIN", "/no/such/folder"}});
  EXPECT_THAT(things(), IsEmpty());
  const auto run = suite.run("db/sqlite/select_by_key/rows:1000", kShort);
  EXPECT_EQ(failure_of(run), "");
  EXPECT_EQ(server_time(run), -1) << "SQLite is in the same process";
  EXPECT_TRUE(run.suites.front().environment.find("sqlite_version"));
  EXPECT_FALSE(run.suites.front().environment.find("postgres_version"));
  EXPECT_EQ(failure_of(suite.run("db/sqlite/insert_single", kShort)), "");
  EXPECT_EQ(suite.end(), "");
  EXPECT_THAT(things_left(), IsEmpty());
}

TEST_F(DrivenSuites, SayWhatTheMachineLacksAndGoOn) {
  auto suite = started(BENCHGATE_DB_BENCH, {{"BENCHGATE_POSTGRES_BIN", "/no/such/folder"}});
  const auto run = suite.run(kSelect, kShort);
  EXPECT_THAT(failure_of(run), HasSubstr("/no/such/folder"));
  EXPECT_THAT(run.diagnostics, SizeIs(1));
  EXPECT_EQ(failure_of(suite.run("db/sqlite/select_by_key/rows:1000", kShort)), "");
}

TEST_F(DrivenSuites, KeepTheirServerUntilTheEnd) {
  auto suite = started(BENCHGATE_DB_BENCH);
  ASSERT_EQ(failure_of(suite.run(kSelect, kShort)), "");
  const auto server = things();
  EXPECT_THAT(server, SizeIs(1));
  EXPECT_EQ(failure_of(suite.run("db/postgres/full_text_count/rows:1000/real_time", kShort)), "");
  EXPECT_GT(server_time(suite.run("db/postgres/insert_single/real_time", kShort)), 0);
  EXPECT_GT(server_time(suite.run("db/postgres/join_three/rows:1000/real_time", kShort)), 0);
  EXPECT_EQ(failure_of(suite.run(kSelect, kShort)), "");
  EXPECT_EQ(things(), server);
  EXPECT_EQ(suite.end(), "");
  EXPECT_THAT(things_left(), IsEmpty());
}

TEST_F(DrivenSuites, LeaveNothingWhenNobodyWantsThemAnyMore) {
  {
    auto suite = started(BENCHGATE_CACHE_BENCH);
    const auto run = suite.run("cache/redis/get_hit/value:100/real_time", kShort);
    ASSERT_EQ(failure_of(run), "");
    EXPECT_TRUE(run.suites.front().environment.find("redis_version"));
    EXPECT_GT(server_time(run), 0);
    EXPECT_THAT(things(), SizeIs(1));
  }
  EXPECT_THAT(things_left(), IsEmpty());
}

}  // namespace
}  // namespace benches
