// SQLite with values and exceptions: as much of it as the index of a folder history needs.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>

struct sqlite3;
struct sqlite3_stmt;

namespace benchgate::store {

/// What SQLite refused. Stays inside of store/: whoever reads an index builds another one.
class SqliteError : public std::runtime_error {
 public:
  SqliteError(const std::string& message, bool is_damaged)
      : std::runtime_error(message), is_damaged_(is_damaged) {}
  /// Is what stands in the file no database, or a broken one?
  [[nodiscard]] bool is_damaged() const { return is_damaged_; }

 private:
  bool is_damaged_;
};

class SqliteStatement {
 public:
  SqliteStatement(sqlite3* database, std::string_view sql);

  /// Binds the next parameter, from left to right.
  SqliteStatement& bind(std::int64_t value);
  SqliteStatement& bind(double value);
  SqliteStatement& bind(const std::optional<double>& value);
  SqliteStatement& bind(std::string_view value);
  SqliteStatement& bind_bytes(std::string_view value);

  /// To the next row; false behind the last one, then the statement can be bound anew.
  bool step();
  /// Executes what gives no rows.
  void run();
  void reset();

  [[nodiscard]] std::int64_t integer(int column) const;
  [[nodiscard]] double number(int column) const;
  [[nodiscard]] std::optional<double> optional_number(int column) const;
  /// Text, or bytes. Until the next step().
  [[nodiscard]] std::string_view text(int column) const;

 private:
  void check(int code) const;

  struct Finalize {
    void operator()(sqlite3_stmt* statement) const;
  };
  sqlite3* database_;
  std::unique_ptr<sqlite3_stmt, Finalize> statement_;
  int bound_ = 0;
};

class SqliteDatabase {
 public:
  /// An empty path: in memory.
  explicit SqliteDatabase(const std::filesystem::path& path);

  void execute(const std::string& sql);
  [[nodiscard]] SqliteStatement prepare(std::string_view sql) const;
  /// The first column of the first row.
  [[nodiscard]] std::int64_t integer(std::string_view sql) const;
  [[nodiscard]] std::int64_t last_key() const;

 private:
  struct Close {
    void operator()(sqlite3* database) const;
  };
  std::unique_ptr<sqlite3, Close> database_;
};

/// BEGIN IMMEDIATE until commit(), else nothing has happened.
class SqliteTransaction {
 public:
  explicit SqliteTransaction(SqliteDatabase& database);
  ~SqliteTransaction();
  SqliteTransaction(const SqliteTransaction&) = delete;
  SqliteTransaction& operator=(const SqliteTransaction&) = delete;
  void commit();

 private:
  SqliteDatabase& database_;
  bool is_open_ = true;
};

}  // namespace benchgate::store
