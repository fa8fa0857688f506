#pragma once

// PostgreSQL behind engine.h: one libpq connection. handle() is for what only
// PostgreSQL can do; results are text, as most applications get them.

#include <memory>
#include <string>

#include "db/engine.h"

struct pg_conn;
struct pg_result;

namespace benches::db {

struct ClearResult {
  void operator()(pg_result* result) const;
};
using Result = std::unique_ptr<pg_result, ClearResult>;

class PostgresConnection : public Connection {
 public:
  /// A libpq connection string and the server options to start the session with, such as
  /// "-c search_path=a". Throws QueryError with libpq's message.
  explicit PostgresConnection(const std::string& conninfo, const std::string& options = "");

  [[nodiscard]] std::optional<pid_t> server_process() const override;
  void execute(const std::string& script) override;
  std::unique_ptr<Statement> prepare(const std::string& sql) override;
  Fetched run_text(const std::string& sql) override;
  Fetched run_once(const std::string& sql, std::span<const Parameter> parameters) override;
  void load(const std::string& table, std::size_t count,
            const std::function<Parameters(std::size_t row)>& row) override;

  /// Prepares on the server only, and returns the statement's name.
  std::string prepare_named(const std::string& sql);

  /// Sends what append_copy_line() made to a table, as one COPY.
  void copy(const std::string& table, std::string_view lines);

  /// The first column of every row, as text.
  [[nodiscard]] std::vector<std::string> column(const std::string& sql);

  [[nodiscard]] pg_conn* handle() const { return connection_.get(); }

 private:
  struct Finish {
    void operator()(pg_conn* connection) const;
  };
  std::unique_ptr<pg_conn, Finish> connection_;
  int statements_ = 0;
};

/// Parameters as libpq wants them: pointers to text, null for null. Reusable.
class PostgresParameters {
 public:
  [[nodiscard]] const char* const* values(std::span<const Parameter> parameters);

 private:
  std::vector<std::string> texts_;
  std::vector<const char*> pointers_;
};

/// What a result holds; throws QueryError if it holds an error.
Fetched fetched_from(const pg_result* result, const pg_conn* connection);

/// One row in COPY's text format, newline included.
void append_copy_line(std::string& lines, std::span<const Parameter> row);

}  // namespace benches::db
