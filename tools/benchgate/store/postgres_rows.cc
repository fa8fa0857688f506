#include "benchgate/store/postgres_rows.h"

#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "benchgate/base/error.h"
#include "benchgate/base/hash.h"
#include "benchgate/store/history_check.h"
#include "benchgate/store/history_json.h"
#include "benchgate/store/stored_codes.h"

namespace benchgate::store {
namespace {

/// What is not in rows of its own: the run, and benchmarks that failed.
std::string document_of(const model::HistoryRecord& record) {
  return write_record_json({.run = record.run, .points = {}, .failures = record.failures},
                           JsonLayout::OneLine);
}

void insert_series(PostgresConnection& connection, const std::string& schema,
                   const std::vector<model::HistoryPoint>& points) {
  // In the order of their keys, so that two writers wait for each other and never both.
  std::map<std::int64_t, const model::SeriesKey*> keys;
  for (const auto& point : points) keys.emplace(series_key(point.series), &point.series);
  PostgresArray codes;
  PostgresArray suites;
  PostgresArray benchmarks;
  PostgresArray metrics;
  PostgresArray bases;
  PostgresArray of;
  for (const auto& [key, series] : keys) {
    codes.add(key);
    suites.add(series->suite);
    benchmarks.add(series->benchmark);
    metrics.add(series->metric);
    bases.add(model::basis_name(series->basis.kind));
    of.add(series->basis.of);
  }
  const std::vector<PostgresValue> values = {codes.take(),   suites.take(), benchmarks.take(),
                                             metrics.take(), bases.take(),  of.take()};
  connection.query(
      in_schema("INSERT INTO {0}.series(key, suite, benchmark, metric, basis, basis_of) "
                "SELECT * FROM unnest($1::bigint[], $2::text[], $3::text[], "
                "$4::text[], $5::text[], $6::text[]) ON CONFLICT (key) DO NOTHING",
                schema),
      values);
  const auto others = connection.query(
      in_schema("SELECT s.benchmark FROM {0}.series s JOIN unnest($1::bigint[], $2::text[], "
                "$3::text[], $4::text[], $5::text[], $6::text[]) AS t(k, u, b, m, i, o) "
                "ON s.key = t.k WHERE (s.suite, s.benchmark, s.metric, s.basis, s.basis_of) <> "
                "(t.u, t.b, t.m, t.i, t.o)",
                schema),
      values);
  if (others.count() != 0) {
    throw InputError(connection.name(), fmt::format("another series has the key of one of {}; "
                                                    "rename the benchmark",
                                                    others.text(0, 0)));
  }
}

void insert_points(PostgresConnection& connection, const std::string& schema, std::int64_t run,
                   const std::vector<model::HistoryPoint>& points) {
  PostgresArray series;
  PostgresArray values;
  PostgresArray lower;
  PostgresArray upper;
  PostgresArray samples;
  PostgresArray places;
  PostgresArray definitions;
  std::int64_t place = 0;
  for (const auto& point : points) {
    series.add(series_key(point.series));
    values.add(point.value);
    lower.add(point.lower);
    upper.add(point.upper);
    samples.add(std::int64_t{point.samples});
    places.add(place++);
    definitions.add(definition_code(point.definition));
  }
  connection.query(
      in_schema(
          "INSERT INTO {0}.point(series, run, value, lower, upper, samples, place, definition) "
          "SELECT s, $1::bigint, v, l, u, n, p, d FROM unnest($2::bigint[], "
          "$3::double precision[], $4::double precision[], $5::double precision[], "
          "$6::bigint[], $7::integer[], $8::smallint[]) AS t(s, v, l, u, n, p, d)",
          schema),
      {std::to_string(run), series.take(), values.take(), lower.take(), upper.take(),
       samples.take(), places.take(), definitions.take()});
}

}  // namespace

std::int64_t run_key(std::string_view id) {
  return static_cast<std::int64_t>(hash_of(id));
}

std::int64_t series_key(const model::SeriesKey& series) {
  // No name holds a NUL, so that no two keys make one text.
  std::string text;
  for (const auto part : {std::string_view(series.suite), std::string_view(series.benchmark),
                          std::string_view(series.metric), model::basis_name(series.basis.kind),
                          std::string_view(series.basis.of)}) {
    text += part;
    text += '\0';
  }
  return static_cast<std::int64_t>(hash_of(text));
}

std::string in_schema(std::string_view text, const std::string& schema) {
  std::string sql(text);
  for (auto at = sql.find("{0}"); at != std::string::npos; at = sql.find("{0}", at)) {
    sql.replace(at, 3, schema);
  }
  return sql;
}

model::MetricDefinition stored_definition(std::int64_t code, const std::string& place) {
  if (const auto definition = definition_from(code)) return *definition;
  throw InputError(place, fmt::format("{} in point.definition has no meaning: the rows were "
                                      "changed by hand, or written by a newer benchgate",
                                      code));
}

bool insert_record(PostgresConnection& connection, const std::string& schema,
                   const model::HistoryRecord& record) {
  const auto& run = record.run;
  const auto key = run_key(run.id);
  const auto added = connection.query(
      in_schema("INSERT INTO {0}.run(key, id, ordered_at, measured_at, commit_id, branch, "
                "machine_class, outcome, document) VALUES($1::bigint, $2::text, $3::bigint, "
                "$4::bigint, $5::text, $6::text, $7::text, $8::text, $9::jsonb) "
                "ON CONFLICT (key) DO NOTHING",
                schema),
      {std::to_string(key), run.id, std::to_string(model::moment_of(run)),
       std::to_string(run.measured_at), run.commit, run.branch, run.machine_class, run.outcome,
       document_of(record)});
  if (added.affected() == 0) return false;
  if (record.points.empty()) return true;
  insert_series(connection, schema, record.points);
  insert_points(connection, schema, key, record.points);
  return true;
}

std::optional<model::HistoryRecord> select_record(PostgresConnection& connection,
                                                  const std::string& schema, std::string_view id,
                                                  const std::string& place) {
  const auto key = std::to_string(run_key(id));
  const auto found = connection.query(
      in_schema("SELECT document FROM {0}.run WHERE key = $1::bigint", schema), {key});
  if (found.count() == 0) return std::nullopt;
  auto record = read_record_json(found.text(0, 0), place);
  if (record.run.id != id) {
    throw InputError(place, fmt::format("the ids {} and {} have one key; rename one of them",
                                        record.run.id, id));
  }
  const auto rows = connection.query(
      in_schema("SELECT s.suite, s.benchmark, s.metric, s.basis, s.basis_of, p.value, p.lower, "
                "p.upper, p.samples, p.definition FROM {0}.point p JOIN {0}.series s "
                "ON s.key = p.series WHERE p.run = $1::bigint ORDER BY p.place",
                schema),
      {key});
  for (int i = 0; i < rows.count(); ++i) {
    const auto text = [&](int column) { return std::string(rows.text(i, column)); };
    const auto basis = model::basis_from(rows.text(i, 3));
    if (!basis) throw InputError(place, fmt::format("'{}' is no basis", text(3)));
    record.points.push_back({.series = {text(0), text(1), text(2), {*basis, text(4)}},
                             .definition = stored_definition(rows.integer(i, 9), place),
                             .value = rows.number(i, 5),
                             .lower = rows.optional_number(i, 6),
                             .upper = rows.optional_number(i, 7),
                             .samples = static_cast<std::uint32_t>(rows.integer(i, 8))});
  }
  if (const auto bad = objection(record)) {
    throw InputError(place, fmt::format("the record {} is damaged: {}", id, *bad));
  }
  return record;
}

}  // namespace benchgate::store
