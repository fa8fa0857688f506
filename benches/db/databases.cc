#include "db/databases.h"

#include <cstdlib>
#include <filesystem>
#include <set>
#include <string_view>

#include <benchmark/benchmark.h>
#include <fmt/core.h>

#include "db/schema.h"
#include "db/sqlite_engine.h"
#include "support/dataset.h"
#include "support/environment_error.h"
#include "support/suite_main.h"

namespace benches::db {
namespace {

std::optional<std::int64_t> rows_in(std::string_view name) {
  static constexpr std::string_view kArgument = "/rows:";
  const auto at = name.find(kArgument);
  if (at == std::string_view::npos) return std::nullopt;
  return std::strtoll(std::string(name.substr(at + kArgument.size())).c_str(), nullptr, 10);
}

/// What the benchmarks of one engine need.
struct Needs {
  std::set<std::int64_t> reading;
  std::set<std::int64_t> searching;
  bool writing = false;
};

Needs needs_of(std::span<const std::string> selected, Engine engine) {
  const std::string prefix = fmt::format("db/{}/", name_of(engine));
  Needs needs;
  for (const std::string& name : selected) {
    if (!name.starts_with(prefix)) continue;
    const auto rows = rows_in(name);
    needs.writing = needs.writing || !rows;
    if (rows) needs.reading.insert(*rows);
    if (rows && name.starts_with(prefix + "full_text")) needs.searching.insert(*rows);
  }
  return needs;
}

/// As long a path wherever the folder is: SQLite keeps it, and what it allocates is counted. More
/// slashes would not do, for it takes them out.
std::filesystem::path writing_file(const std::filesystem::path& folder) {
  constexpr std::size_t kLength = 120;
  const std::size_t length = folder.native().size() + std::string_view("/writing.db").size();
  const std::string padding(length < kLength ? kLength - length : 0, '_');
  return folder / ("writing" + padding + ".db");
}

}  // namespace

void Databases::prepare(std::span<const std::string> selected) {
  // First, because a guardian must be forked while the process is small.
  for (const Engine engine : {Engine::Sqlite, Engine::Postgres}) {
    if (any_starts_with(selected, fmt::format("db/{}/", name_of(engine)))) start(engine);
  }
  describe_dataset();
  try {
    for (const Engine engine : {Engine::Sqlite, Engine::Postgres}) {
      const Needs needs = needs_of(selected, engine);
      for (const std::int64_t rows : needs.reading) load_reading(engine, rows);
      for (const std::int64_t rows : needs.searching) load_search(engine, rows);
      if (needs.writing) load_writing(engine);
    }
  } catch (const QueryError& error) {
    throw EnvironmentError(fmt::format("cannot load the database: {}", error.what()));
  }
}

void Databases::describe_dataset() {
  if (is_described_) return;
  benchmark::AddCustomContext("dataset_seed", std::to_string(kDatasetSeed));
  benchmark::AddCustomContext("dataset_hash", hash_text(dataset_hash(dataset(kWritableRows))));
  is_described_ = true;
}

void Databases::start(Engine engine) {
  if (engine == Engine::Sqlite ? folder_.has_value() : postgres_.has_value()) return;
  if (engine == Engine::Sqlite) {
    folder_.emplace("sqlite");
    benchmark::AddCustomContext("sqlite_version", sqlite_version());
    return;
  }
  postgres_.emplace(PostgresOptions::from_environment());
  benchmark::AddCustomContext("postgres_version", postgres_->version());
  benchmark::AddCustomContext("postgres_settings", postgres_->settings());
}

std::string Databases::reading_schema(std::int64_t rows) const {
  return fmt::format("{}_rows_{}", postgres_->schema_prefix(), rows);
}

std::unique_ptr<Connection> Databases::connect_reading_postgres(std::int64_t rows) {
  return open_postgres(reading_schema(rows));
}

std::unique_ptr<Connection> Databases::open_postgres(const std::string& schema) {
  return std::make_unique<PostgresConnection>(postgres_->conninfo(), "-c search_path=" + schema);
}

void Databases::load_reading(Engine engine, std::int64_t rows) {
  if (reading_.contains({engine, rows})) return;
  std::unique_ptr<Connection> connection;
  if (engine == Engine::Sqlite) {
    connection = std::make_unique<SqliteConnection>(":memory:");
  } else {
    connection = connect_reading_postgres(rows);
    connection->execute("create schema " + reading_schema(rows));
  }
  build(*connection, dataset(rows));
  reading_.emplace(std::pair(engine, rows), std::move(connection));
}

void Databases::load_search(Engine engine, std::int64_t rows) {
  if (searchable_.insert({engine, rows}).second) build_search(reading(engine, rows), engine);
}

void Databases::load_writing(Engine engine) {
  if (writing_.contains(engine)) return;
  std::unique_ptr<Connection> connection;
  if (engine == Engine::Sqlite) {
    connection = std::make_unique<SqliteConnection>(":memory:");
    SqliteConnection file(writing_file(folder_->path()));
    file.execute("pragma journal_mode = wal; pragma synchronous = off");
    build(file, dataset(kWritableRows));
    build_writable(file, engine, dataset(kWritableRows));
  } else {
    const std::string schema = postgres_->schema_prefix() + "_writing";
    connection = open_postgres(schema);
    connection->execute("set synchronous_commit = off; create schema " + schema);
  }
  build(*connection, dataset(kWritableRows));
  build_writable(*connection, engine, dataset(kWritableRows));
  writing_.emplace(engine, std::move(connection));
}

Connection& Databases::reading(Engine engine, std::int64_t rows) {
  return *reading_.at({engine, rows});
}

Connection& Databases::writing(Engine engine) {
  return *writing_.at(engine);
}

PostgresConnection& Databases::writing_postgres() {
  return dynamic_cast<PostgresConnection&>(writing(Engine::Postgres));
}

std::unique_ptr<Connection> Databases::connect(Engine engine) {
  if (engine == Engine::Sqlite) {
    return std::make_unique<SqliteConnection>(writing_file(folder_->path()));
  }
  return open_postgres(postgres_->schema_prefix() + "_writing");
}

const Dataset& Databases::dataset(std::int64_t rows) {
  auto found = datasets_.find(rows);
  if (found == datasets_.end()) found = datasets_.emplace(rows, make_dataset(rows)).first;
  return found->second;
}

}  // namespace benches::db
