#include "benchgate/store/postgres_connection.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <iterator>

#include <fmt/format.h>
#include <libpq-fe.h>

namespace benchgate::store {
namespace {

/// Of two transactions that met, one is asked to try again; so is whoever creates what another one
/// creates at the same moment.
bool is_meeting(std::string_view state) {
  static constexpr std::array<std::string_view, 7> kStates = {"40001", "40P01", "23505", "42P06",
                                                              "42P07", "42710", "XX000"};
  return std::ranges::find(kStates, state) != kStates.end();
}

/// Server shutting down, connection failures, no connection left for the moment.
bool is_loss(std::string_view state) {
  return state.starts_with("08") || state.starts_with("57P") || state == "53300";
}

std::string one_line(const char* message) {
  std::string text = message == nullptr ? "" : message;
  while (!text.empty() && (text.back() == '\n' || text.back() == ' ')) text.pop_back();
  std::ranges::replace(text, '\n', ' ');
  return text;
}

PostgresError error_of(pg_conn* connection, const pg_result* result) {
  const char* state = result == nullptr ? nullptr : PQresultErrorField(result, PG_DIAG_SQLSTATE);
  const std::string code = state == nullptr ? "" : state;
  using Kind = PostgresError::Kind;
  const bool lost = PQstatus(connection) != CONNECTION_OK || is_loss(code);
  const auto kind = lost ? Kind::Lost : is_meeting(code) ? Kind::Again : Kind::Refused;
  const char* message =
      result == nullptr ? nullptr : PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY);
  return {kind, code, one_line(message != nullptr ? message : PQerrorMessage(connection))};
}

struct FreeOptions {
  void operator()(PQconninfoOption* options) const { PQconninfoFree(options); }
};
using ConninfoOptions = std::unique_ptr<PQconninfoOption, FreeOptions>;

ConninfoOptions parse_conninfo(const std::string& conninfo) {
  return ConninfoOptions(PQconninfoParse(conninfo.c_str(), nullptr));
}

/// The # before the schema: outside of quotes, in which a value of libpq may have one.
std::size_t schema_mark(std::string_view location) {
  const bool is_uri = location.find("://") < location.find('=');
  bool is_quoted = false;
  for (std::size_t i = 0; i < location.size(); ++i) {
    if (location[i] == '#' && !is_quoted) return i;
    if (is_uri) continue;
    if (location[i] == '\\')
      ++i;
    else if (location[i] == '\'')
      is_quoted = !is_quoted;
  }
  return std::string_view::npos;
}

template <class Number>
Number parsed(std::string_view text) {
  Number value{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) {
    throw PostgresError(PostgresError::Kind::Refused, "",
                        fmt::format("'{}' is in the place of a number", text));
  }
  return value;
}

}  // namespace

std::string conninfo_of(const std::string& location) {
  auto conninfo = location.substr(0, schema_mark(location));
  // libpq takes a scheme in lower case alone.
  if (const auto scheme = conninfo.find("://"); scheme != std::string::npos) {
    const auto end = conninfo.begin() + static_cast<std::ptrdiff_t>(scheme);
    const auto letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
    if (std::all_of(conninfo.begin(), end, letter)) {
      std::transform(conninfo.begin(), end, conninfo.begin(),
                     [](char c) { return c < 'a' ? static_cast<char>(c + 32) : c; });
    }
  }
  return conninfo;
}

std::string schema_of(const std::string& location) {
  const auto hash = schema_mark(location);
  return hash == std::string::npos ? "benchgate" : location.substr(hash + 1);
}

std::optional<DatabaseAddress> database_address(const std::string& location) {
  const auto options = parse_conninfo(conninfo_of(location));
  if (options == nullptr) return std::nullopt;
  DatabaseAddress address{
      .host = {}, .port = "5432", .database = {}, .schema = schema_of(location)};
  for (const auto* option = options.get(); option->keyword != nullptr; ++option) {
    if (option->val == nullptr || *option->val == '\0') continue;
    const std::string_view keyword = option->keyword;
    if (keyword == "host") address.host = option->val;
    if (keyword == "hostaddr" && address.host.empty()) address.host = option->val;
    if (keyword == "port") address.port = option->val;
    if (keyword == "dbname") address.database = option->val;
  }
  return address;
}

PostgresRows::PostgresRows(pg_result* result) : result_(result) {}

void PostgresRows::Clear::operator()(pg_result* result) const {
  PQclear(result);
}

int PostgresRows::count() const {
  return PQntuples(result_.get());
}

int PostgresRows::affected() const {
  const std::string_view text = PQcmdTuples(result_.get());
  return text.empty() ? 0 : parsed<int>(text);
}

bool PostgresRows::is_null(int row, int column) const {
  return PQgetisnull(result_.get(), row, column) != 0;
}

std::string_view PostgresRows::text(int row, int column) const {
  return {PQgetvalue(result_.get(), row, column),
          static_cast<std::size_t>(PQgetlength(result_.get(), row, column))};
}

std::int64_t PostgresRows::integer(int row, int column) const {
  return parsed<std::int64_t>(text(row, column));
}

double PostgresRows::number(int row, int column) const {
  const auto value = parsed<double>(text(row, column));
  if (!std::isfinite(value)) {
    throw PostgresError(PostgresError::Kind::Refused, "", "a figure is not finite");
  }
  return value;
}

std::optional<double> PostgresRows::optional_number(int row, int column) const {
  if (is_null(row, column)) return std::nullopt;
  return number(row, column);
}

void PostgresConnection::Finish::operator()(pg_conn* connection) const {
  PQfinish(connection);
}

PostgresConnection::PostgresConnection(const std::string& conninfo) {
  // libpq's own message quotes the whole of it, with its password.
  if (parse_conninfo(conninfo) == nullptr) {
    throw PostgresError(
        PostgresError::Kind::Refused, "",
        "libpq does not understand this connection string; it looks like "
        "postgresql://USER@HOST/NAME, with the password in PGPASSWORD or ~/.pgpass");
  }
  // What stands later wins; `dbname` is expanded where it stands.
  const std::array<const char*, 5> names = {"connect_timeout", "application_name",
                                            "client_encoding", "dbname", nullptr};
  const std::array<const char*, 5> values = {"10", "benchgate", "UTF8", conninfo.c_str(), nullptr};
  connection_.reset(PQconnectdbParams(names.data(), values.data(), 1));
  if (PQstatus(connection_.get()) != CONNECTION_OK) {
    const auto message = one_line(PQerrorMessage(connection_.get()));
    throw PostgresError(PostgresError::Kind::Lost, "", message);
  }
  PQsetNoticeProcessor(
      connection_.get(), [](void*, const char*) {}, nullptr);
}

PostgresRows PostgresConnection::query(const std::string& sql,
                                       const std::vector<PostgresValue>& values) {
  std::vector<const char*> texts;
  for (const auto& value : values) texts.push_back(value ? value->c_str() : nullptr);
  pg_result* result = PQexecParams(connection_.get(), sql.c_str(), static_cast<int>(texts.size()),
                                   nullptr, texts.data(), nullptr, nullptr, /*resultFormat=*/0);
  PostgresRows rows(result);
  const auto status = PQresultStatus(result);
  if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK) {
    throw error_of(connection_.get(), result);
  }
  return rows;
}

std::string PostgresConnection::name() const {
  const auto text = [](const char* value) { return std::string(value == nullptr ? "" : value); };
  return fmt::format("{}/{}", text(PQhost(connection_.get())), text(PQdb(connection_.get())));
}

PostgresTransaction::PostgresTransaction(PostgresConnection& connection) : connection_(connection) {
  connection_.query("BEGIN");
}

PostgresTransaction::~PostgresTransaction() {
  if (!is_open_) return;
  try {
    connection_.query("ROLLBACK");
  } catch (const PostgresError&) {
    // The connection is lost, and the transaction with it.
  }
}

void PostgresTransaction::commit() {
  is_open_ = false;
  connection_.query("COMMIT");
}

void PostgresArray::begin_element() {
  if (text_.size() > 1) text_ += ',';
}

void PostgresArray::add(std::int64_t value) {
  begin_element();
  fmt::format_to(std::back_inserter(text_), "{}", value);
}

void PostgresArray::add(double value) {
  begin_element();
  fmt::format_to(std::back_inserter(text_), "{}", value);
}

void PostgresArray::add(const std::optional<double>& value) {
  if (value) return add(*value);
  begin_element();
  text_ += "NULL";
}

void PostgresArray::add(std::string_view text) {
  begin_element();
  text_ += '"';
  for (const char c : text) {
    if (c == '"' || c == '\\') text_ += '\\';
    text_ += c;
  }
  text_ += '"';
}

std::string PostgresArray::take() {
  return std::move(text_) + '}';
}

}  // namespace benchgate::store
