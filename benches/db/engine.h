#pragma once

// The little that SQLite and PostgreSQL have in common, so that one benchmark body
// measures both: statements with parameters that report what they fetched. $1, $2 ...
// are parameters in both dialects as long as they first appear in that order.
// What only one engine can do (COPY, pipelines) uses that engine's own class.

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include <sys/types.h>

namespace benches::db {

enum class Engine { Sqlite, Postgres };

/// "sqlite", "postgres": the second part of every benchmark's name.
[[nodiscard]] std::string_view name_of(Engine engine);

/// Seconds since 1970-01-01 UTC; an integer in SQLite, a timestamptz in PostgreSQL.
struct Timestamp {
  std::int64_t seconds;
};

using Null = std::monostate;

/// Text is not owned.
using Parameter = std::variant<Null, std::int64_t, double, std::string_view, Timestamp>;
using Parameters = std::vector<Parameter>;

/// What parameters weigh: text by its length, everything else 8 bytes, null nothing.
[[nodiscard]] std::int64_t bytes_of(std::span<const Parameter> parameters);

struct Fetched {
  /// Rows returned, or changed by a statement that returns none.
  std::int64_t rows = 0;
  /// Bytes of the values returned, as the engine hands them over.
  std::int64_t bytes = 0;

  Fetched& operator+=(const Fetched& other) {
    rows += other.rows;
    bytes += other.bytes;
    return *this;
  }
  bool operator==(const Fetched&) const = default;
};

/// The engine refused; the message is its own.
class QueryError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

class Statement {
 public:
  virtual ~Statement() = default;
  /// Executes and reads every value of every row.
  virtual Fetched run(std::span<const Parameter> parameters) = 0;
  /// As run(), keeping the first column, which must be an integer.
  virtual Fetched run(std::span<const Parameter> parameters, std::vector<std::int64_t>& first) = 0;
  /// The plan that run() uses with these parameters, as in plan.h.
  virtual std::string plan(std::span<const Parameter> parameters) = 0;
};

class Connection {
 public:
  virtual ~Connection() = default;
  /// The process on this machine that works for this connection and for no other.
  [[nodiscard]] virtual std::optional<pid_t> server_process() const { return std::nullopt; }
  /// Any number of statements without parameters; results are dropped.
  virtual void execute(const std::string& script) = 0;
  virtual std::unique_ptr<Statement> prepare(const std::string& sql) = 0;
  /// One statement as text, values and all, parsed and planned for this once.
  virtual Fetched run_text(const std::string& sql) = 0;
  /// One statement with parameters, parsed and planned for this once.
  virtual Fetched run_once(const std::string& sql, std::span<const Parameter> parameters) = 0;
  /// Fills an existing table by the fastest way the engine has.
  virtual void load(const std::string& table, std::size_t count,
                    const std::function<Parameters(std::size_t row)>& row) = 0;
};

}  // namespace benches::db
