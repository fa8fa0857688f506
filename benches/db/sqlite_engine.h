#pragma once

// SQLite behind engine.h: one connection to a database in memory or in a file.

#include <memory>
#include <string>

#include "db/engine.h"

struct sqlite3;

namespace benches::db {

class SqliteConnection : public Connection {
 public:
  /// A path, created if missing, or ":memory:". Throws QueryError.
  explicit SqliteConnection(const std::string& path);

  void execute(const std::string& script) override;
  std::unique_ptr<Statement> prepare(const std::string& sql) override;
  Fetched run_text(const std::string& sql) override;
  Fetched run_once(const std::string& sql, std::span<const Parameter> parameters) override;
  void load(const std::string& table, std::size_t count,
            const std::function<Parameters(std::size_t row)>& row) override;

 private:
  struct Close {
    void operator()(sqlite3* database) const;
  };
  std::unique_ptr<sqlite3, Close> database_;
};

/// "3.40.1": of the library that runs.
[[nodiscard]] std::string sqlite_version();

}  // namespace benches::db
