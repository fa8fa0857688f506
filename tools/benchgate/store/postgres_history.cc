#include "benchgate/store/postgres_history.h"

#include <algorithm>
#include <chrono>
#include <map>
#include <thread>
#include <tuple>

#include <fmt/format.h>

#include "benchgate/base/error.h"
#include "benchgate/formats/google_benchmark_name.h"
#include "benchgate/store/history_check.h"
#include "benchgate/store/history_json.h"
#include "benchgate/store/postgres_rows.h"
#include "benchgate/store/postgres_schema.h"

namespace benchgate::store {
namespace {

constexpr int kAttempts = 6;
constexpr std::size_t kSeriesOfAQuery = 50;

/// So that two that met do not meet again: 10, 20, 40 ... milliseconds.
void wait_before(int attempt) {
  std::this_thread::sleep_for(std::chrono::milliseconds(5 << attempt));
}

/// The schema is put into SQL as it is.
bool is_plain_name(std::string_view name) {
  constexpr std::size_t kLongest = 60;
  return !name.empty() && name.size() <= kLongest && name.front() >= 'a' && name.front() <= 'z' &&
         std::ranges::all_of(name, [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
         });
}

/// A point of a series with what it is sorted by.
struct Ranked {
  std::int64_t series;
  model::Timestamp ordered_at;
  model::Timestamp measured_at;
  model::SeriesPoint point;
  std::int64_t definition;

  [[nodiscard]] auto order() const {
    return std::tuple(ordered_at, measured_at, std::string_view(point.run));
  }
};

model::Series series_of(const model::SeriesKey& key, std::vector<Ranked> ranked,
                        const std::string& place) {
  std::ranges::sort(ranked, {}, &Ranked::order);
  model::Series series{.key = key,
                       .definition = {},
                       .points = {},
                       .clock = std::string(formats::stated_clock(key.benchmark))};
  if (!ranked.empty()) series.definition = stored_definition(ranked.back().definition, place);
  for (auto& one : ranked) series.points.push_back(std::move(one.point));
  return series;
}

constexpr std::string_view kPoints =
    "SELECT p.series, r.ordered_at, r.measured_at, r.id, p.value, p.lower, p.upper, p.samples, "
    "p.definition FROM {0}.point p JOIN {0}.run r ON r.key = p.run "
    "WHERE p.series = ANY($1::bigint[])";

std::vector<Ranked> ranked_of(const PostgresRows& rows) {
  std::vector<Ranked> ranked;
  for (int i = 0; i < rows.count(); ++i) {
    ranked.push_back({rows.integer(i, 0),
                      rows.integer(i, 1),
                      rows.integer(i, 2),
                      {.run = std::string(rows.text(i, 3)),
                       .value = rows.number(i, 4),
                       .lower = rows.optional_number(i, 5),
                       .upper = rows.optional_number(i, 6),
                       .samples = static_cast<std::uint32_t>(rows.integer(i, 7))},
                      rows.integer(i, 8)});
  }
  return ranked;
}

}  // namespace

template <class Work>
auto PostgresHistory::with_connection(Work work) const {
  for (int attempt = 1;; ++attempt) {
    try {
      if (!connection_) connection_.emplace(conninfo_);
      return work(*connection_);
    } catch (const PostgresError& error) {
      using Kind = PostgresError::Kind;
      const bool was_connected = connection_.has_value();
      const auto place = was_connected ? connection_->name() : std::string("the database");
      if (error.kind() == Kind::Lost) connection_.reset();
      // A server that was never reached is not asked for minutes.
      const int most = was_connected || attempt > 1 ? kAttempts : 1;
      if (error.kind() == Kind::Refused || attempt >= most) {
        throw EnvironmentError(
            fmt::format("cannot use the history in {}: {}", place, error.what()));
      }
    }
    wait_before(attempt);
  }
}

PostgresHistory::PostgresHistory(const std::string& location, bool create)
    : conninfo_(conninfo_of(location)), schema_(schema_of(location)) {
  if (!is_plain_name(schema_)) {
    throw UsageError("the schema behind '#' may have lower-case letters, digits and '_' only");
  }
  with_connection([&](PostgresConnection& connection) {
    require_tables(connection, schema_, connection.name(), create);
  });
}

std::string PostgresHistory::sql(std::string_view text) const {
  return in_schema(text, schema_);
}

Appended PostgresHistory::append(const model::HistoryRecord& record) {
  require_storable(record);
  return with_connection([&](PostgresConnection& connection) {
    {
      PostgresTransaction transaction(connection);
      const bool is_new = insert_record(connection, schema_, record);
      transaction.commit();
      if (is_new) return Appended::Added;
    }
    const auto there = select_record(connection, schema_, record.run.id, connection.name());
    if (there && is_same_night(*there, record)) return Appended::AlreadyThere;
    throw InputError(connection.name(),
                     fmt::format("another record has the id {} already", record.run.id));
  });
}

Appended PostgresHistory::append(const model::HistoryFinding& finding) {
  require_storable(finding);
  return with_connection([&](PostgresConnection& connection) {
    const auto added = connection.query(
        sql("INSERT INTO {0}.finding(id, found_at, document) VALUES($1::text, $2::bigint, "
            "$3::jsonb) ON CONFLICT (id) DO NOTHING"),
        {finding.id, std::to_string(finding.found_at), write_finding_json(finding)});
    if (added.affected() != 0) return Appended::Added;
    const auto rows =
        connection.query(sql("SELECT document FROM {0}.finding WHERE id = $1::text"), {finding.id});
    if (rows.count() == 1 && read_finding_json(rows.text(0, 0), connection.name()) == finding) {
      return Appended::AlreadyThere;
    }
    throw InputError(connection.name(),
                     fmt::format("another finding has the id {} already", finding.id));
  });
}

void PostgresHistory::remove(const std::vector<std::string>& ids) {
  PostgresArray array;
  for (const auto& id : ids) array.add(run_key(id));
  const auto keys = array.take();
  with_connection([&](PostgresConnection& connection) {
    PostgresTransaction transaction(connection);
    for (const auto* statement : {"DELETE FROM {0}.point WHERE run = ANY($1::bigint[])",
                                  "DELETE FROM {0}.run WHERE key = ANY($1::bigint[])"}) {
      connection.query(sql(statement), {keys});
    }
    transaction.commit();
  });
}

std::vector<std::string> PostgresHistory::verify() const {
  const auto ids = with_connection([&](PostgresConnection& connection) {
    std::vector<std::string> all;
    const auto rows = connection.query(sql("SELECT id FROM {0}.run ORDER BY key"));
    for (int i = 0; i < rows.count(); ++i) all.emplace_back(rows.text(i, 0));
    return all;
  });
  std::vector<std::string> problems;
  for (const auto& id : ids) {
    try {
      (void)record(id);
    } catch (const InputError& error) {
      problems.emplace_back(error.what());
    }
  }
  try {
    (void)findings();
  } catch (const InputError& error) {
    problems.emplace_back(error.what());
  }
  return problems;
}

std::vector<model::HistoryRun> PostgresHistory::runs() const {
  return with_connection([&](PostgresConnection& connection) {
    std::vector<model::HistoryRun> runs;
    const auto rows = connection.query(sql("SELECT document FROM {0}.run"));
    for (int i = 0; i < rows.count(); ++i) {
      runs.push_back(read_record_json(rows.text(i, 0), connection.name()).run);
    }
    std::ranges::sort(runs, {}, model::history_order);
    return runs;
  });
}

std::vector<model::SeriesKey> PostgresHistory::series() const {
  return with_connection([&](PostgresConnection& connection) {
    std::vector<model::SeriesKey> keys;
    const auto rows = connection.query(
        sql("SELECT suite, benchmark, metric, basis, basis_of FROM {0}.series s WHERE EXISTS("
            "SELECT 1 FROM {0}.point p WHERE p.series = s.key)"));
    for (int i = 0; i < rows.count(); ++i) {
      const auto text = [&](int column) { return std::string(rows.text(i, column)); };
      const auto basis = model::basis_from(rows.text(i, 3));
      if (!basis) {
        throw InputError(connection.name(), fmt::format("'{}' is no basis", text(3)));
      }
      keys.push_back({text(0), text(1), text(2), {*basis, text(4)}});
    }
    std::ranges::sort(keys);
    return keys;
  });
}

model::Series PostgresHistory::read(const model::SeriesKey& key) const {
  model::Series series;
  read_each({key}, [&](model::Series found) { series = std::move(found); });
  return series;
}

void PostgresHistory::read_each(const std::vector<model::SeriesKey>& keys,
                                const std::function<void(model::Series)>& visit) const {
  for (std::size_t begin = 0; begin < keys.size(); begin += kSeriesOfAQuery) {
    const auto end = std::min(keys.size(), begin + kSeriesOfAQuery);
    PostgresArray array;
    for (auto i = begin; i < end; ++i) array.add(series_key(keys[i]));
    const auto text = array.take();
    std::map<std::int64_t, std::vector<Ranked>> points;
    std::string place;
    with_connection([&](PostgresConnection& connection) {
      points.clear();
      place = connection.name();
      for (auto& one : ranked_of(connection.query(sql(kPoints), {text}))) {
        points[one.series].push_back(std::move(one));
      }
    });
    for (auto i = begin; i < end; ++i) {
      visit(series_of(keys[i], std::move(points[series_key(keys[i])]), place));
    }
  }
}

model::HistoryRecord PostgresHistory::record(std::string_view id) const {
  return with_connection([&](PostgresConnection& connection) {
    auto found = select_record(connection, schema_, id, connection.name());
    if (!found) throw InputError(connection.name(), fmt::format("holds no record {}", id));
    return std::move(*found);
  });
}

std::vector<model::HistoryFinding> PostgresHistory::findings() const {
  return with_connection([&](PostgresConnection& connection) {
    std::vector<model::HistoryFinding> findings;
    const auto rows = connection.query(sql("SELECT document FROM {0}.finding"));
    for (int i = 0; i < rows.count(); ++i) {
      findings.push_back(read_finding_json(rows.text(i, 0), connection.name()));
    }
    std::ranges::sort(findings, {}, [](const model::HistoryFinding& finding) {
      return std::tuple(finding.found_at, std::string_view(finding.id));
    });
    return findings;
  });
}

}  // namespace benchgate::store
