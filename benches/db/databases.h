#pragma once

// The databases that the selected benchmarks use: which engines run, what is loaded
// into them, and connections to them. Nothing is started or loaded that no selected
// benchmark needs.
//
// Per engine there is one database per size for reading, and a small one for writing,
// where a benchmark must leave everything as it found it.

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <span>
#include <string>

#include "db/engine.h"
#include "db/postgres_engine.h"
#include "db/postgres_server.h"
#include "support/domain.h"
#include "support/temporary_folder.h"

namespace benches::db {

/// Evidence items in the database for writing.
inline constexpr std::int64_t kWritableRows = 1'000;

class Databases {
 public:
  /// Starts and loads what is not there yet for benchmarks of these names: "db/<engine>/...",
  /// with "rows:<n>" for a database to read, without for the one to write. Adds the engines'
  /// versions and settings and the datasets' hashes to the JSON context. Throws EnvironmentError.
  void prepare(std::span<const std::string> selected);

  /// The long-lived connection to a database for reading.
  [[nodiscard]] Connection& reading(Engine engine, std::int64_t rows);

  /// One more connection to a PostgreSQL database for reading.
  [[nodiscard]] std::unique_ptr<Connection> connect_reading_postgres(std::int64_t rows);

  /// The long-lived connection to the database for writing. Commits are not durable.
  [[nodiscard]] Connection& writing(Engine engine);
  [[nodiscard]] PostgresConnection& writing_postgres();

  /// One more connection to a database with kWritableRows: the writable one in
  /// PostgreSQL, one in a file in SQLite.
  [[nodiscard]] std::unique_ptr<Connection> connect(Engine engine);

  [[nodiscard]] const Dataset& dataset(std::int64_t rows);

 private:
  void start(Engine engine);
  void describe_dataset();
  void load_reading(Engine engine, std::int64_t rows);
  void load_search(Engine engine, std::int64_t rows);
  void load_writing(Engine engine);
  [[nodiscard]] std::string reading_schema(std::int64_t rows) const;
  [[nodiscard]] std::unique_ptr<Connection> open_postgres(const std::string& schema);

  std::map<std::int64_t, Dataset> datasets_;
  std::optional<TemporaryFolder> folder_;
  std::optional<PostgresServer> postgres_;
  std::map<std::pair<Engine, std::int64_t>, std::unique_ptr<Connection>> reading_;
  std::set<std::pair<Engine, std::int64_t>> searchable_;
  std::map<Engine, std::unique_ptr<Connection>> writing_;
  bool is_described_ = false;  ///< the dataset, in the JSON context
};

}  // namespace benches::db
