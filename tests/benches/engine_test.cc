// Both engines behind engine.h, SQLite in memory and PostgreSQL on a private server.

#include "db/engine.h"

#include <algorithm>
#include <optional>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "db/postgres_engine.h"
#include "db/postgres_server.h"
#include "db/schema.h"
#include "db/sqlite_engine.h"
#include "support/dataset.h"

namespace benches::db {
namespace {

class EngineTest : public testing::TestWithParam<Engine> {
 protected:
  void SetUp() override {
    if (GetParam() == Engine::Sqlite) {
      connection_ = std::make_unique<SqliteConnection>(":memory:");
    } else {
      server_.emplace(PostgresOptions::from_environment());
      connection_ = std::make_unique<PostgresConnection>(
          server_->conninfo(), "-c search_path=" + server_->schema_prefix());
      connection_->execute("create schema " + server_->schema_prefix());
    }
  }

  std::int64_t first_of(const std::string& sql) {
    std::vector<std::int64_t> first;
    connection_->prepare(sql)->run({}, first);
    return first.at(0);
  }

  std::optional<PostgresServer> server_;
  std::unique_ptr<Connection> connection_;
};

TEST_P(EngineTest, LoadsTheDatasetWithItsIndexes) {
  const Dataset dataset = make_dataset(200);
  build(*connection_, dataset);
  EXPECT_EQ(first_of("select count(*) from evidence_items"), 200);
  EXPECT_EQ(first_of("select count(*) from controls"), 240);
  const auto open_sessions =
      std::count_if(dataset.assessment_sessions.begin(), dataset.assessment_sessions.end(),
                    [](const AssessmentSession& session) { return !session.completed_at; });
  EXPECT_EQ(first_of("select count(*) from assessment_sessions where completed_at is null"),
            open_sessions);
  const auto by_key = connection_->prepare("select id from evidence_items where id = $1");
  EXPECT_THAT(by_key->plan(Parameters{std::int64_t{1}}), testing::HasSubstr("evidence_items"));
}

TEST_P(EngineTest, CountsRowsReturnedAndRowsChanged) {
  connection_->execute("create table t (id integer primary key, name text)");
  const auto insert = connection_->prepare("insert into t values ($1, $2)");
  const Parameters row = {std::int64_t{1}, std::string_view("it's \\ \"quoted\"")};
  EXPECT_EQ(insert->run(row).rows, 1);
  EXPECT_EQ(connection_->run_text("update t set name = name").rows, 1);
  EXPECT_EQ(connection_->run_text("select * from t where id = 2").rows, 0);
  const Parameter id = std::int64_t{1};
  const Fetched fetched = connection_->run_once("select name from t where id = $1", {&id, 1});
  EXPECT_EQ(fetched, (Fetched{.rows = 1, .bytes = 15}));
}

TEST_P(EngineTest, LoadsWhatCopyWouldMisread) {
  connection_->execute("create table t (id integer primary key, name text, note text)");
  const std::vector<std::string> texts = {"tab\there", "line\nbreak", "back\\slash", "\\N", ""};
  connection_->load("t", texts.size(), [&](std::size_t k) {
    return Parameters{static_cast<std::int64_t>(k), std::string_view(texts[k]), Null{}};
  });
  const auto found =
      connection_->prepare("select count(*) from t where name = $1 and note is null");
  for (const std::string& text : texts) {
    std::vector<std::int64_t> count;
    const Parameter parameter = std::string_view(text);
    found->run({&parameter, 1}, count);
    EXPECT_EQ(count.at(0), 1) << text;
  }
}

TEST_P(EngineTest, ThrowsTheEnginesMessageAndStaysUsable) {
  try {
    connection_->run_text("select * from nowhere");
    FAIL();
  } catch (const QueryError& error) {
    EXPECT_THAT(error.what(), testing::HasSubstr("nowhere"));
  }
  EXPECT_THROW(connection_->prepare("selec 1"), QueryError);
  EXPECT_EQ(first_of("select 7"), 7);
}

TEST_P(EngineTest, KeepsAPreparedStatementAfterAnError) {
  connection_->execute("create table t (id integer primary key)");
  const auto insert = connection_->prepare("insert into t values ($1)");
  const Parameter id = std::int64_t{1};
  EXPECT_EQ(insert->run({&id, 1}).rows, 1);
  EXPECT_THROW(insert->run({&id, 1}), QueryError);
  const Parameter other = std::int64_t{2};
  EXPECT_EQ(insert->run({&other, 1}).rows, 1);
}

INSTANTIATE_TEST_SUITE_P(Engines, EngineTest, testing::Values(Engine::Sqlite, Engine::Postgres),
                         [](const auto& instance) { return std::string(name_of(instance.param)); });

TEST(SqliteConnection, RefusesAFileThatItCannotOpen) {
  EXPECT_THROW(SqliteConnection("/nowhere/at/all.db"), QueryError);
}

TEST(PostgresConnection, SaysThatThereIsNoServer) {
  EXPECT_THROW(PostgresConnection("host=/nowhere"), QueryError);
}

}  // namespace
}  // namespace benches::db
