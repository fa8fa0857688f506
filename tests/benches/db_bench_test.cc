// db_bench from end to end, as a program: what it prints, how it ends, what it leaves.

#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "db/postgres_engine.h"
#include "db/postgres_server.h"
#include "support/waiting.h"

namespace benches {
namespace {

using nlohmann::json;
using testing::HasSubstr;
using testing::IsEmpty;
namespace fs = std::filesystem;

std::string text_of(const fs::path& file) {
  std::ifstream stream(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

/// Nothing of a process that ends meanwhile.
std::string command_line_of(const fs::path& process) {
  try {
    return text_of(process / "cmdline");
  } catch (const std::ios_base::failure&) {
    return {};
  }
}

struct Outcome {
  int exit_code = -1;
  std::string output;
  std::string errors;
};

class DbBench : public testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = fs::temp_directory_path() / "db-bench-test-XXXXXX";
    ASSERT_NE(mkdtemp(pattern.data()), nullptr);
    folder_ = pattern;
    // The server runs as another user if this is root.
    fs::create_directory(folder_ / "tmp");
    chmod(folder_.c_str(), 0755);
    chmod((folder_ / "tmp").c_str(), 01777);
  }
  void TearDown() override { fs::remove_all(folder_); }

  /// Runs it through a shell, with `before` in front: variables, another user.
  Outcome run(const std::string& flags, const std::string& before = "",
              const std::string& program = BENCHGATE_DB_BENCH) {
    const std::string command = "cd / && TMPDIR='" + (folder_ / "tmp").string() + "' " + before +
                                " " + program + " " + flags + " >'" + (folder_ / "out").string() +
                                "' 2>'" + (folder_ / "err").string() + "'";
    const int status = std::system(command.c_str());
    return {WEXITSTATUS(status), text_of(folder_ / "out"), text_of(folder_ / "err")};
  }

  json run_json(const std::string& filter, const std::string& min_time = "0.000001") {
    const Outcome outcome = run("--benchmark_format=json --benchmark_min_time=" + min_time +
                                " '--benchmark_filter=" + filter + "'");
    EXPECT_EQ(outcome.exit_code, 0) << outcome.errors;
    return json::parse(outcome.output);
  }

  [[nodiscard]] std::vector<std::string> left_over() const {
    std::vector<std::string> names;
    for (const auto& entry : fs::directory_iterator(folder_ / "tmp")) {
      names.push_back(entry.path().filename());
    }
    for (const auto& process : fs::directory_iterator("/proc")) {
      const std::string line = command_line_of(process.path());
      if (line.find(folder_ / "tmp") != std::string::npos) names.push_back(line);
    }
    return names;
  }

  fs::path folder_;
};

constexpr const char* kNoPostgres = "BENCHGATE_POSTGRES_BIN=/nowhere";

TEST_F(DbBench, ListsWithoutAServer) {
  const Outcome outcome = run("--benchmark_list_tests", kNoPostgres);
  EXPECT_EQ(outcome.exit_code, 0);
  EXPECT_THAT(outcome.output, HasSubstr("db/postgres/join_three/rows:10000/real_time\n"));
  EXPECT_THAT(outcome.output, HasSubstr("db/sqlite/join_three/rows:10000\n"));
  EXPECT_THAT(outcome.errors, IsEmpty());
}

TEST_F(DbBench, ListsWhatTheFilterSelects) {
  const Outcome outcome = run("--benchmark_list_tests=true --benchmark_filter=sqlite/upsert");
  EXPECT_EQ(outcome.output, "db/sqlite/upsert\n");
}

TEST_F(DbBench, HelpsWithoutAServer) {
  EXPECT_EQ(run("--help", kNoPostgres).exit_code, 0);
}

TEST_F(DbBench, NeedsNoServerForSqlite) {
  const Outcome outcome =
      run("--benchmark_filter=db/sqlite/.*rows:1000$ --benchmark_min_time=0.000001", kNoPostgres);
  EXPECT_EQ(outcome.exit_code, 0);
  EXPECT_THAT(outcome.output, HasSubstr("db/sqlite/select_by_key/rows:1000 "));
}

TEST_F(DbBench, NeedsNoServerForAFilterThatSelectsNothing) {
  EXPECT_EQ(run("--benchmark_filter=no_such_thing", kNoPostgres).exit_code, 0);
}

TEST_F(DbBench, RefusesAnUnknownFlag) {
  EXPECT_EQ(run("--no_such_flag", kNoPostgres).exit_code, 2);
}

TEST_F(DbBench, SaysInOneLineThatPostgresIsMissing) {
  const Outcome outcome = run("--benchmark_min_time=0.001", kNoPostgres);
  EXPECT_EQ(outcome.exit_code, 4);
  EXPECT_THAT(outcome.output, IsEmpty());
  EXPECT_EQ(outcome.errors,
            "db_bench: error: BENCHGATE_POSTGRES_BIN=/nowhere: there is no initdb and postgres in "
            "that folder\n");
  EXPECT_THAT(left_over(), IsEmpty());
}

TEST_F(DbBench, SaysThatPostgresDoesNotAnswer) {
  const Outcome outcome = run("--benchmark_filter=db/postgres/connect",
                              "BENCHGATE_POSTGRES='host=/nowhere password=secret'");
  EXPECT_EQ(outcome.exit_code, 4);
  EXPECT_THAT(outcome.output, IsEmpty());
  EXPECT_THAT(outcome.errors, HasSubstr("cannot use PostgreSQL at BENCHGATE_POSTGRES:"));
  EXPECT_THAT(outcome.errors, testing::Not(HasSubstr("secret")));
}

TEST_F(DbBench, SaysThatTheServerDoesNotStart) {
  fs::create_directory(folder_ / "bin");
  for (const char* name : {"initdb", "postgres"}) {
    std::ofstream(folder_ / "bin" / name) << "#!/bin/sh\necho no space left; exit 1\n";
    chmod((folder_ / "bin" / name).c_str(), 0755);
  }
  const Outcome outcome = run("--benchmark_filter=db/postgres/connect",
                              "BENCHGATE_POSTGRES_BIN=" + (folder_ / "bin").string());
  EXPECT_EQ(outcome.exit_code, 4);
  EXPECT_THAT(outcome.output, IsEmpty());
  EXPECT_THAT(outcome.errors, HasSubstr("no space left"));
  EXPECT_THAT(left_over(), IsEmpty());
}

TEST_F(DbBench, ReportsWhatJudgesEveryRow) {
  const json result = run_json("-rows:10000");
  EXPECT_EQ(result["context"]["dataset_hash"], "cf8061f313612cbe");
  EXPECT_EQ(result["context"]["dataset_seed"], "20260101");
  EXPECT_THAT(result["context"]["sqlite_version"].get<std::string>(), HasSubstr("3."));
  EXPECT_THAT(result["context"]["postgres_settings"].get<std::string>(), HasSubstr("fsync=on"));
  EXPECT_TRUE(result["context"].contains("postgres_version"));
  EXPECT_GT(result["benchmarks"].size(), 60U);
  for (const json& row : result["benchmarks"]) {
    const std::string name = row["name"];
    EXPECT_FALSE(row.contains("error_occurred")) << row;
    for (const char* counter : {"rows", "bytes", "items_per_second", "p50", "p95", "p99", "p999"}) {
      ASSERT_TRUE(row.contains(counter)) << name << " has no " << counter;
      EXPECT_GT(row[counter].get<double>(), 0.0) << name << " " << counter;
    }
    EXPECT_LE(row["p50"].get<double>(), row["p999"].get<double>()) << name;
    if (name.starts_with("db/postgres/")) {
      EXPECT_THAT(name, HasSubstr("/real_time"));
    }
    if (name.find("rows:") != std::string::npos) {
      EXPECT_TRUE(row.contains("plan_hash") && row.contains("label")) << name;
    }
  }
  EXPECT_THAT(left_over(), IsEmpty());
}

// The engines are each other's oracle: the same query finds the same rows.
TEST_F(DbBench, FindsTheSameRowsInBothEngines) {
  std::map<std::string, double> sqlite, postgres;
  const json result = run_json("rows:1000(/|$)");
  for (const json& row : result["benchmarks"]) {
    std::string name = row["name"];
    // Each engine has its own stemmer.
    if (name.find("full_text") != std::string::npos) continue;
    const std::string rest = name.substr(name.find('/', 3), name.find("/rows") - name.find('/', 3));
    (name.starts_with("db/sqlite") ? sqlite : postgres)[rest] = row["rows"];
  }
  EXPECT_GE(sqlite.size(), 10U);
  EXPECT_EQ(sqlite, postgres);
}

/// Rows, bytes and plan of everything that is not too large for a test.
std::map<std::string, json> exact_counters(const json& result) {
  std::map<std::string, json> counters;
  for (const json& row : result["benchmarks"]) {
    counters[row["name"]] = {row["rows"], row["bytes"], row.value("plan_hash", 0.0)};
  }
  return counters;
}

// Between the two runs the time, and so the number of writes before a read, differs.
TEST_F(DbBench, HasTheSameExactCountersEveryTime) {
  const auto shortly = exact_counters(run_json("-rows:100000?(/|$)", "0.000001"));
  const auto longer = exact_counters(run_json("-rows:100000?(/|$)", "0.003"));
  EXPECT_GE(shortly.size(), 60U);
  EXPECT_EQ(shortly, longer);
}

TEST_F(DbBench, HasTheSamePlansEveryTime) {
  const auto first = exact_counters(run_json("(join|page|list).*rows:10000(/|$)"));
  EXPECT_GE(first.size(), 10U);
  EXPECT_EQ(first, exact_counters(run_json("(join|page|list).*rows:10000(/|$)")));
}

TEST_F(DbBench, RunsAsAnOrdinaryUser) {
  if (geteuid() != 0) GTEST_SKIP() << "not root: all other tests here ran as an ordinary user";
  fs::copy_file(BENCHGATE_DB_BENCH, folder_ / "db_bench");
  chmod((folder_ / "db_bench").c_str(), 0755);
  const Outcome outcome =
      run("--benchmark_filter=select_by_key/rows:1000/ --benchmark_min_time=0.001",
          "setpriv --reuid=nobody --regid=nogroup --clear-groups", folder_ / "db_bench");
  EXPECT_EQ(outcome.exit_code, 0) << outcome.errors;
  EXPECT_THAT(outcome.output, HasSubstr("db/postgres/select_by_key/rows:1000/real_time "));
  EXPECT_THAT(left_over(), IsEmpty());
}

TEST_F(DbBench, LeavesNoSchemaInAServerThatIsNotItsOwn) {
  const db::PostgresServer server({});
  const Outcome outcome =
      run("'--benchmark_filter=db/postgres/(upsert|select_by_key/rows:1000/)' "
          "--benchmark_min_time=0.001",
          "BENCHGATE_POSTGRES=\"" + server.conninfo() + "\"");
  EXPECT_EQ(outcome.exit_code, 0) << outcome.errors;
  EXPECT_THAT(outcome.output, HasSubstr("db/postgres/upsert"));
  db::PostgresConnection connection(server.conninfo());
  EXPECT_THAT(connection.column("select nspname from pg_namespace where nspname like 'benchgate%'"),
              IsEmpty());
}

class DbBenchKilled : public DbBench, public testing::WithParamInterface<int> {};

TEST_P(DbBenchKilled, LeavesNoProcessAndNoFolder) {
  const pid_t child = fork();
  if (child == 0) {
    setenv("TMPDIR", (folder_ / "tmp").c_str(), 1);
    if (std::freopen((folder_ / "out").c_str(), "w", stdout) == nullptr) _exit(126);
    execl(BENCHGATE_DB_BENCH, "db_bench", "--benchmark_filter=(select_by_key/rows:1000)",
          "--benchmark_min_time=100", nullptr);
    _exit(127);
  }
  // The server is up when the data's folder has a socket beside it; benchmarks run then.
  EXPECT_TRUE(test_support::eventually([this] {
    for (const auto& entry : fs::directory_iterator(folder_ / "tmp")) {
      if (fs::exists(entry.path() / ".s.PGSQL.5432")) return true;
    }
    return false;
  }));
  EXPECT_FALSE(left_over().empty());
  kill(child, GetParam());
  int status = 0;
  waitpid(child, &status, 0);
  EXPECT_TRUE(WIFSIGNALED(status));
  EXPECT_TRUE(test_support::eventually([this] { return left_over().empty(); }))
      << left_over().front();
}

INSTANTIATE_TEST_SUITE_P(BySignal, DbBenchKilled, testing::Values(SIGINT, SIGTERM, SIGKILL));

}  // namespace
}  // namespace benches
