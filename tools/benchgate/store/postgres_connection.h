// One connection to PostgreSQL: statements with parameters, rows of texts, and errors that say
// whether asking again may help. Speaks only what a transaction pooler and the databases that speak
// PostgreSQL's protocol (Citus, CockroachDB, YugabyteDB) understand too: no session state, no
// prepared statements, no LISTEN, no COPY.
#pragma once

#include <initializer_list>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

struct pg_conn;
struct pg_result;

namespace benchgate::store {

/// The location of a history without the #SCHEMA behind it, and that; "benchgate" where none is.
[[nodiscard]] std::string conninfo_of(const std::string& location);
[[nodiscard]] std::string schema_of(const std::string& location);

/// Where the tables of a location are, whoever asks for them.
struct DatabaseAddress {
  std::string host;  ///< as it is written; empty: libpq's own
  std::string port;
  std::string database;  ///< empty: libpq's own
  std::string schema;
  bool operator==(const DatabaseAddress&) const = default;
};
/// Nothing where libpq does not understand the location.
[[nodiscard]] std::optional<DatabaseAddress> database_address(const std::string& location);

/// What the server, or the way to it, refused. Stays inside of store/.
class PostgresError : public std::runtime_error {
 public:
  enum class Kind {
    Lost,     ///< the connection; whether a transaction was committed is not known
    Again,    ///< two transactions met: a retry is expected (40001, 40P01, creation at once)
    Refused,  ///< everything else
  };
  PostgresError(Kind kind, std::string state, const std::string& message)
      : std::runtime_error(message), kind_(kind), state_(std::move(state)) {}
  [[nodiscard]] Kind kind() const { return kind_; }
  /// The SQLSTATE; empty where the server did not get to say one.
  [[nodiscard]] const std::string& state() const { return state_; }

 private:
  Kind kind_;
  std::string state_;
};

class PostgresRows {
 public:
  explicit PostgresRows(pg_result* result);
  [[nodiscard]] int count() const;
  [[nodiscard]] int affected() const;
  [[nodiscard]] bool is_null(int row, int column) const;
  /// As long as these rows.
  [[nodiscard]] std::string_view text(int row, int column) const;
  /// Throws PostgresError where it is no number.
  [[nodiscard]] std::int64_t integer(int row, int column) const;
  [[nodiscard]] double number(int row, int column) const;
  [[nodiscard]] std::optional<double> optional_number(int row, int column) const;

 private:
  struct Clear {
    void operator()(pg_result* result) const;
  };
  std::unique_ptr<pg_result, Clear> result_;
};

/// A parameter as text; nothing is NULL.
using PostgresValue = std::optional<std::string>;

class PostgresConnection {
 public:
  /// `conninfo` is a URI or keywords of libpq; it waits ten seconds for a server unless it says
  /// otherwise. Its password is in no message.
  explicit PostgresConnection(const std::string& conninfo);

  PostgresRows query(const std::string& sql, const std::vector<PostgresValue>& values = {});

  /// "db.example.org/benchgate": for messages.
  [[nodiscard]] std::string name() const;

 private:
  struct Finish {
    void operator()(pg_conn* connection) const;
  };
  std::unique_ptr<pg_conn, Finish> connection_;
};

/// BEGIN until commit(), else nothing has happened.
class PostgresTransaction {
 public:
  explicit PostgresTransaction(PostgresConnection& connection);
  ~PostgresTransaction();
  PostgresTransaction(const PostgresTransaction&) = delete;
  PostgresTransaction& operator=(const PostgresTransaction&) = delete;
  void commit();

 private:
  PostgresConnection& connection_;
  bool is_open_ = true;
};

/// "{1,2,NULL}": an array of numbers; "{\"a\",\"b\"}": one of texts.
class PostgresArray {
 public:
  void add(std::int64_t value);
  void add(double value);
  void add(const std::optional<double>& value);
  void add(std::string_view text);
  [[nodiscard]] std::string take();

 private:
  void begin_element();
  std::string text_ = "{";
};

}  // namespace benchgate::store
