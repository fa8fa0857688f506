#include "db/postgres_engine.h"

#include <array>
#include <charconv>
#include <chrono>
#include <cstdlib>
#include <fstream>
#include <string>

#include <benchmark/benchmark.h>
#include <fmt/core.h>
#include <libpq-fe.h>

#include "db/plan.h"

namespace benches::db {
namespace {

std::string trimmed(std::string text) {
  while (!text.empty() && text.back() == '\n') text.pop_back();
  return text;
}

[[noreturn]] void fail(const PGconn* connection) {
  throw QueryError(trimmed(PQerrorMessage(connection)));
}

std::string timestamp_text(Timestamp time) {
  using namespace std::chrono;
  const sys_seconds moment{seconds{time.seconds}};
  const sys_days day = floor<days>(moment);
  const year_month_day date{day};
  const hh_mm_ss clock{moment - day};
  return fmt::format("{:04}-{:02}-{:02} {:02}:{:02}:{:02}+00", static_cast<int>(date.year()),
                     static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                     clock.hours().count(), clock.minutes().count(), clock.seconds().count());
}

void assign_text(std::string& text, const Parameter& parameter) {
  if (const auto* integer = std::get_if<std::int64_t>(&parameter)) {
    char digits[24];
    const auto end = std::to_chars(digits, digits + sizeof digits, *integer).ptr;
    text.assign(digits, end);
  } else if (const auto* number = std::get_if<double>(&parameter)) {
    char digits[40];
    const auto end = std::to_chars(digits, digits + sizeof digits, *number).ptr;
    text.assign(digits, end);
  } else if (const auto* view = std::get_if<std::string_view>(&parameter)) {
    text.assign(*view);
  } else if (const auto* time = std::get_if<Timestamp>(&parameter)) {
    text = timestamp_text(*time);
  }
}

std::vector<std::int64_t> first_column(const PGresult* result) {
  std::vector<std::int64_t> values;
  for (int row = 0; row < PQntuples(result); ++row) {
    values.push_back(std::strtoll(PQgetvalue(result, row, 0), nullptr, 10));
  }
  return values;
}

class PostgresStatement : public Statement {
 public:
  PostgresStatement(PostgresConnection& connection, std::string name)
      : connection_(connection), name_(std::move(name)) {}

  Fetched run(std::span<const Parameter> parameters) override {
    return fetched_from(execute(parameters).get(), connection_.handle());
  }

  Fetched run(std::span<const Parameter> parameters, std::vector<std::int64_t>& first) override {
    const Result result = execute(parameters);
    const Fetched fetched = fetched_from(result.get(), connection_.handle());
    first = first_column(result.get());
    return fetched;
  }

  std::string plan(std::span<const Parameter> parameters) override {
    std::string arguments;
    for (const Parameter& parameter : parameters) {
      std::string text;
      assign_text(text, parameter);
      char* quoted = PQescapeLiteral(connection_.handle(), text.data(), text.size());
      arguments += (arguments.empty() ? "" : ", ") + std::string(quoted);
      PQfreemem(quoted);
    }
    if (!arguments.empty()) arguments = "(" + arguments + ")";
    return plan_text(parse_postgres_plan(
        connection_.column(fmt::format("explain (costs off) execute {}{}", name_, arguments))));
  }

 private:
  Result execute(std::span<const Parameter> parameters) {
    return Result(PQexecPrepared(connection_.handle(), name_.c_str(),
                                 static_cast<int>(parameters.size()), values_.values(parameters),
                                 nullptr, nullptr, 0));
  }

  PostgresConnection& connection_;
  std::string name_;
  PostgresParameters values_;
};

}  // namespace

void ClearResult::operator()(pg_result* result) const {
  PQclear(result);
}

void PostgresConnection::Finish::operator()(pg_conn* connection) const {
  PQfinish(connection);
}

PostgresConnection::PostgresConnection(const std::string& conninfo, const std::string& options) {
  const std::array keywords = {"dbname", options.empty() ? nullptr : "options",
                               static_cast<const char*>(nullptr)};
  const std::array values = {conninfo.c_str(), options.c_str(), static_cast<const char*>(nullptr)};
  connection_.reset(PQconnectdbParams(keywords.data(), values.data(), 1));
  if (PQstatus(handle()) != CONNECTION_OK) fail(handle());
  PQsetNoticeProcessor(
      handle(), [](void*, const char*) {}, nullptr);
}

std::optional<pid_t> PostgresConnection::server_process() const {
  const char* host = PQhost(handle());
  if (host == nullptr || *host != '/') return std::nullopt;  // over the network: another machine's
  const pid_t process = PQbackendPID(handle());
  // In another container the number means somebody else here.
  // Not a std::string: it allocates for a long number and not for a short one, and allocations are
  // counted.
  std::array<char, 32> path{};
  fmt::format_to_n(path.data(), path.size() - 1, "/proc/{}/comm", process);
  std::string name;
  std::ifstream(path.data()) >> name;
  return name == "postgres" ? std::optional(process) : std::nullopt;
}

void PostgresConnection::execute(const std::string& script) {
  const Result result(PQexec(handle(), script.c_str()));
  fetched_from(result.get(), handle());
}

std::unique_ptr<Statement> PostgresConnection::prepare(const std::string& sql) {
  return std::make_unique<PostgresStatement>(*this, prepare_named(sql));
}

std::string PostgresConnection::prepare_named(const std::string& sql) {
  std::string name = fmt::format("s{}", ++statements_);
  const Result result(PQprepare(handle(), name.c_str(), sql.c_str(), 0, nullptr));
  if (PQresultStatus(result.get()) != PGRES_COMMAND_OK) fail(handle());
  return name;
}

Fetched PostgresConnection::run_text(const std::string& sql) {
  const Result result(PQexec(handle(), sql.c_str()));
  return fetched_from(result.get(), handle());
}

Fetched PostgresConnection::run_once(const std::string& sql,
                                     std::span<const Parameter> parameters) {
  PostgresParameters values;
  const Result result(PQexecParams(handle(), sql.c_str(), static_cast<int>(parameters.size()),
                                   nullptr, values.values(parameters), nullptr, nullptr, 0));
  return fetched_from(result.get(), handle());
}

void PostgresConnection::load(const std::string& table, std::size_t count,
                              const std::function<Parameters(std::size_t row)>& row) {
  std::string lines;
  for (std::size_t k = 0; k < count; ++k) append_copy_line(lines, row(k));
  copy(table, lines);
}

void PostgresConnection::copy(const std::string& table, std::string_view lines) {
  const Result started(PQexec(handle(), fmt::format("copy {} from stdin", table).c_str()));
  if (PQresultStatus(started.get()) != PGRES_COPY_IN) fail(handle());
  static constexpr std::size_t kChunk = std::size_t{1} << 20;
  for (std::size_t at = 0; at < lines.size(); at += kChunk) {
    const std::string_view chunk = lines.substr(at, kChunk);
    if (PQputCopyData(handle(), chunk.data(), static_cast<int>(chunk.size())) != 1) fail(handle());
  }
  if (PQputCopyEnd(handle(), nullptr) != 1) fail(handle());
  const Result ended(PQgetResult(handle()));
  fetched_from(ended.get(), handle());
  PQclear(PQgetResult(handle()));
}

std::vector<std::string> PostgresConnection::column(const std::string& sql) {
  const Result result(PQexec(handle(), sql.c_str()));
  fetched_from(result.get(), handle());
  std::vector<std::string> values;
  for (int row = 0; row < PQntuples(result.get()); ++row) {
    values.emplace_back(PQgetvalue(result.get(), row, 0));
  }
  return values;
}

const char* const* PostgresParameters::values(std::span<const Parameter> parameters) {
  texts_.resize(parameters.size());
  pointers_.resize(parameters.size());
  for (std::size_t k = 0; k < parameters.size(); ++k) {
    assign_text(texts_[k], parameters[k]);
    pointers_[k] = std::holds_alternative<Null>(parameters[k]) ? nullptr : texts_[k].c_str();
  }
  return pointers_.data();
}

Fetched fetched_from(const pg_result* result, const pg_conn* connection) {
  const ExecStatusType status = PQresultStatus(result);
  if (status == PGRES_COMMAND_OK) {
    const char* changed = PQcmdTuples(const_cast<pg_result*>(result));
    return {.rows = std::strtoll(changed, nullptr, 10), .bytes = 0};
  }
  if (status != PGRES_TUPLES_OK) fail(connection);
  Fetched fetched{.rows = PQntuples(result), .bytes = 0};
  const int columns = PQnfields(result);
  for (int row = 0; row < PQntuples(result); ++row) {
    for (int column = 0; column < columns; ++column) {
      benchmark::DoNotOptimize(PQgetvalue(result, row, column));
      fetched.bytes += PQgetlength(result, row, column);
    }
  }
  return fetched;
}

void append_copy_line(std::string& lines, std::span<const Parameter> row) {
  std::string text;
  for (std::size_t k = 0; k < row.size(); ++k) {
    if (k > 0) lines += '\t';
    if (std::holds_alternative<Null>(row[k])) {
      lines += "\\N";
      continue;
    }
    assign_text(text, row[k]);
    for (const char c : text) {
      if (c == '\\' || c == '\t' || c == '\n' || c == '\r') lines += '\\';
      lines += c == '\t' ? 't' : c == '\n' ? 'n' : c == '\r' ? 'r' : c;
    }
  }
  lines += '\n';
}

}  // namespace benches::db
