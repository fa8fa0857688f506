#include "benchgate/store/postgres_schema.h"

#include <optional>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "benchgate/base/error.h"
#include "benchgate/store/history_store.h"
#include "benchgate/store/postgres_rows.h"
#include "benchgate/store/stored_codes.h"

namespace benchgate::store {
namespace {

/// Each turns the schema of its place in the list into the next one. `{0}` is the schema's name.
/// What is there already is no error: some databases do not take back tables with a transaction.
const std::vector<std::vector<std::string_view>>& migrations() {
  static const std::vector<std::vector<std::string_view>> kMigrations = {{
      // Keys are hashes of names, which need no sequence, no round trip, and spread well.
      R"(CREATE TABLE IF NOT EXISTS {0}.run(
           key bigint PRIMARY KEY, id text NOT NULL UNIQUE,
           ordered_at bigint NOT NULL, measured_at bigint NOT NULL, commit_id text NOT NULL,
           branch text NOT NULL, machine_class text NOT NULL, outcome text NOT NULL,
           document jsonb NOT NULL))",
      "CREATE INDEX IF NOT EXISTS run_ordered ON {0}.run(ordered_at)",
      R"(CREATE TABLE IF NOT EXISTS {0}.series(
           key bigint PRIMARY KEY, suite text NOT NULL, benchmark text NOT NULL,
           metric text NOT NULL, basis text NOT NULL, basis_of text NOT NULL))",
      R"(CREATE TABLE IF NOT EXISTS {0}.definition(
           code smallint PRIMARY KEY, unit text NOT NULL, better text NOT NULL,
           kind text NOT NULL))",
      R"(CREATE TABLE IF NOT EXISTS {0}.point(
           series bigint NOT NULL, run bigint NOT NULL, value double precision NOT NULL,
           lower double precision, upper double precision, samples bigint NOT NULL,
           place integer NOT NULL, definition smallint NOT NULL,
           PRIMARY KEY(series, run)))",
      "CREATE INDEX IF NOT EXISTS point_of_run ON {0}.point(run)",
      R"(CREATE TABLE IF NOT EXISTS {0}.finding(
           id text PRIMARY KEY, found_at bigint NOT NULL, document jsonb NOT NULL))",
  }};
  return kMigrations;
}

/// So that people can read what the codes mean; programs know them.
void add_definitions(PostgresConnection& connection, const std::string& name) {
  PostgresArray codes;
  PostgresArray units;
  PostgresArray better;
  PostgresArray kinds;
  for (const auto& definition : coded_definitions()) {
    codes.add(definition_code(definition));
    units.add(model::unit_name(definition.unit));
    better.add(model::direction_name(definition.direction));
    kinds.add(model::kind_name(definition.kind));
  }
  connection.query(fmt::format("INSERT INTO {}.definition SELECT * FROM unnest($1::smallint[], "
                               "$2::text[], $3::text[], $4::text[]) ON CONFLICT DO NOTHING",
                               name),
                   {codes.take(), units.take(), better.take(), kinds.take()});
}

/// Nothing where there are no tables.
std::optional<std::int64_t> version_of(PostgresConnection& connection, const std::string& name) {
  try {
    const auto rows = connection.query(fmt::format("SELECT version FROM {}.version", name));
    if (rows.count() == 0) return std::nullopt;
    return rows.integer(0, 0);
  } catch (const PostgresError& error) {
    constexpr std::string_view kNoTable = "42P01";
    constexpr std::string_view kNoSchema = "3F000";
    if (error.state() == kNoTable || error.state() == kNoSchema) return std::nullopt;
    throw;
  }
}

/// One row to hold while tables are made: whoever comes second waits for it.
void create_version(PostgresConnection& connection, const std::string& name) {
  connection.query(fmt::format("CREATE SCHEMA IF NOT EXISTS {}", name));
  connection.query(
      fmt::format("CREATE TABLE IF NOT EXISTS {}.version(one integer PRIMARY KEY "
                  "CHECK (one = 1), version integer NOT NULL)",
                  name));
  connection.query(fmt::format("INSERT INTO {}.version VALUES(1, 0) ON CONFLICT DO NOTHING", name));
}

void migrate(PostgresConnection& connection, const std::string& name) {
  PostgresTransaction transaction(connection);
  const auto rows = connection.query(
      fmt::format("SELECT version FROM {}.version WHERE one = 1 FOR UPDATE", name));
  const auto version = rows.integer(0, 0);
  for (auto next = version; next < kPostgresSchema; ++next) {
    for (const auto sql : migrations().at(static_cast<std::size_t>(next))) {
      connection.query(in_schema(sql, name));
    }
  }
  if (version < kPostgresSchema) {
    add_definitions(connection, name);
    connection.query(
        fmt::format("UPDATE {}.version SET version = {} WHERE one = 1", name, kPostgresSchema));
  }
  transaction.commit();
}

}  // namespace

void require_tables(PostgresConnection& connection, const std::string& name,
                    const std::string& place, bool create) {
  auto version = version_of(connection, name);
  if ((!version || *version == 0) && !create) {
    throw NoHistory(place, fmt::format("holds no history (no tables in the schema {}); `benchgate "
                                       "store append` begins one",
                                       name));
  }
  if (!version) create_version(connection, name);
  if (version.value_or(0) < kPostgresSchema) migrate(connection, name);
  version = version_of(connection, name);
  if (version.value_or(0) > kPostgresSchema) {
    throw InputError(place, fmt::format("the history was written by a newer benchgate (schema {}; "
                                        "this one knows {}): update benchgate",
                                        *version, kPostgresSchema));
  }
}

}  // namespace benchgate::store
