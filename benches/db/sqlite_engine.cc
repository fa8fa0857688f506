#include "db/sqlite_engine.h"

#include <map>

#include <benchmark/benchmark.h>
#include <fmt/core.h>
#include <sqlite3.h>

#include "db/plan.h"

namespace benches::db {
namespace {

struct Finalize {
  void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};
using StatementHandle = std::unique_ptr<sqlite3_stmt, Finalize>;

[[noreturn]] void fail(sqlite3* database) {
  throw QueryError(sqlite3_errmsg(database));
}

StatementHandle compile(sqlite3* database, const std::string& sql) {
  sqlite3_stmt* statement = nullptr;
  if (sqlite3_prepare_v2(database, sql.data(), static_cast<int>(sql.size()), &statement, nullptr) !=
      SQLITE_OK) {
    fail(database);
  }
  return StatementHandle(statement);
}

void bind(sqlite3_stmt* statement, std::span<const Parameter> parameters) {
  int at = 0;
  for (const Parameter& parameter : parameters) {
    ++at;
    int code = SQLITE_OK;
    if (const auto* integer = std::get_if<std::int64_t>(&parameter)) {
      code = sqlite3_bind_int64(statement, at, *integer);
    } else if (const auto* number = std::get_if<double>(&parameter)) {
      code = sqlite3_bind_double(statement, at, *number);
    } else if (const auto* text = std::get_if<std::string_view>(&parameter)) {
      code =
          sqlite3_bind_text(statement, at, text->data(), static_cast<int>(text->size()), nullptr);
    } else if (const auto* time = std::get_if<Timestamp>(&parameter)) {
      code = sqlite3_bind_int64(statement, at, time->seconds);
    } else {
      code = sqlite3_bind_null(statement, at);
    }
    if (code != SQLITE_OK) fail(sqlite3_db_handle(statement));
  }
}

/// Reads every value of the current row, in the type that it has.
std::int64_t read_row(sqlite3_stmt* statement) {
  std::int64_t bytes = 0;
  for (int column = 0; column < sqlite3_column_count(statement); ++column) {
    switch (sqlite3_column_type(statement, column)) {
      case SQLITE_INTEGER:
        benchmark::DoNotOptimize(sqlite3_column_int64(statement, column));
        bytes += 8;
        break;
      case SQLITE_FLOAT:
        benchmark::DoNotOptimize(sqlite3_column_double(statement, column));
        bytes += 8;
        break;
      case SQLITE_NULL:
        break;
      default:
        benchmark::DoNotOptimize(sqlite3_column_text(statement, column));
        bytes += sqlite3_column_bytes(statement, column);
    }
  }
  return bytes;
}

/// Steps to the end and makes the statement ready for the next run, also after an error.
Fetched step_all(sqlite3_stmt* statement, std::vector<std::int64_t>* first) {
  Fetched fetched;
  int code = SQLITE_ROW;
  while ((code = sqlite3_step(statement)) == SQLITE_ROW) {
    ++fetched.rows;
    fetched.bytes += read_row(statement);
    if (first != nullptr) first->push_back(sqlite3_column_int64(statement, 0));
  }
  sqlite3* database = sqlite3_db_handle(statement);
  if (code == SQLITE_DONE && sqlite3_stmt_readonly(statement) == 0) {
    fetched.rows += sqlite3_changes(database);
  }
  sqlite3_reset(statement);
  if (code != SQLITE_DONE) fail(database);
  return fetched;
}

class SqliteStatement : public Statement {
 public:
  SqliteStatement(sqlite3* database, const std::string& sql) : statement_(compile(database, sql)) {}

  Fetched run(std::span<const Parameter> parameters) override {
    bind(statement_.get(), parameters);
    return step_all(statement_.get(), nullptr);
  }

  Fetched run(std::span<const Parameter> parameters, std::vector<std::int64_t>& first) override {
    first.clear();
    bind(statement_.get(), parameters);
    return step_all(statement_.get(), &first);
  }

  std::string plan(std::span<const Parameter>) override {
    const std::string sql = sqlite3_sql(statement_.get());
    const auto explain = compile(sqlite3_db_handle(statement_.get()), "explain query plan " + sql);
    std::vector<PlanNode> nodes;
    std::map<int, int> depths;  // by node id; a parent comes before its children
    while (sqlite3_step(explain.get()) == SQLITE_ROW) {
      const int parent = sqlite3_column_int(explain.get(), 1);
      const int depth = parent == 0 ? 0 : depths[parent] + 1;
      depths[sqlite3_column_int(explain.get(), 0)] = depth;
      nodes.push_back(
          {depth, reinterpret_cast<const char*>(sqlite3_column_text(explain.get(), 3))});
    }
    return plan_text(nodes);
  }

 private:
  StatementHandle statement_;
};

std::string question_marks(std::size_t count) {
  std::string marks = "?";
  for (std::size_t k = 1; k < count; ++k) marks += ",?";
  return marks;
}

}  // namespace

void SqliteConnection::Close::operator()(sqlite3* database) const {
  sqlite3_close_v2(database);
}

SqliteConnection::SqliteConnection(const std::string& path) {
  sqlite3* database = nullptr;
  const int code =
      sqlite3_open_v2(path.c_str(), &database,
                      SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, nullptr);
  database_.reset(database);
  if (code != SQLITE_OK) throw QueryError(path + ": " + sqlite3_errstr(code));
  sqlite3_busy_timeout(database, 10'000);
}

void SqliteConnection::execute(const std::string& script) {
  if (sqlite3_exec(database_.get(), script.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK) {
    fail(database_.get());
  }
}

std::unique_ptr<Statement> SqliteConnection::prepare(const std::string& sql) {
  return std::make_unique<SqliteStatement>(database_.get(), sql);
}

Fetched SqliteConnection::run_text(const std::string& sql) {
  return step_all(compile(database_.get(), sql).get(), nullptr);
}

Fetched SqliteConnection::run_once(const std::string& sql, std::span<const Parameter> parameters) {
  const StatementHandle statement = compile(database_.get(), sql);
  bind(statement.get(), parameters);
  return step_all(statement.get(), nullptr);
}

void SqliteConnection::load(const std::string& table, std::size_t count,
                            const std::function<Parameters(std::size_t row)>& row) {
  if (count == 0) return;
  execute("begin");
  SqliteStatement insert(database_.get(), fmt::format("insert into {} values ({})", table,
                                                      question_marks(row(0).size())));
  for (std::size_t k = 0; k < count; ++k) insert.run(row(k));
  execute("commit");
}

std::string sqlite_version() {
  return sqlite3_libversion();
}

}  // namespace benches::db
