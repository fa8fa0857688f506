#include "benchgate/store/index_writer.h"

#include <unordered_set>
#include <utility>

#include <fmt/format.h>

#include "benchgate/store/history_json.h"
#include "benchgate/store/night_digest.h"
#include "benchgate/store/packed_points.h"
#include "benchgate/store/stored_codes.h"

namespace benchgate::store {
namespace {

std::string head_json(const model::HistoryRun& run) {
  return write_record_json({.run = run, .points = {}, .failures = {}}, JsonLayout::OneLine);
}

}  // namespace

// Points by their series, so that one of them is read in one go; those that came together in one
// value, which is quicker than a row for each point. What a run is called and when it
// was is apart from what is only read to be shown.
// The version counts up whenever stored_codes.h, packed_points.h or night_digest.h changes.
const char* const kIndexTables = R"(
PRAGMA user_version = 1;
CREATE TABLE folder(name TEXT PRIMARY KEY, changed_at INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE file(name TEXT PRIMARY KEY, folder TEXT NOT NULL, size INTEGER NOT NULL,
                  changed_at INTEGER NOT NULL) WITHOUT ROWID;
CREATE INDEX file_of_folder ON file(folder);
CREATE TABLE run(key INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, ordered_at INTEGER NOT NULL,
                 measured_at INTEGER NOT NULL, digest INTEGER NOT NULL);
CREATE TABLE head(run INTEGER PRIMARY KEY, json TEXT NOT NULL);
CREATE TABLE place(run INTEGER NOT NULL, file TEXT NOT NULL, begins INTEGER NOT NULL,
                   length INTEGER NOT NULL, PRIMARY KEY(run, file)) WITHOUT ROWID;
CREATE INDEX place_of_file ON place(file);
CREATE TABLE series(key INTEGER PRIMARY KEY, suite TEXT NOT NULL, benchmark TEXT NOT NULL,
                    metric TEXT NOT NULL, basis TEXT NOT NULL, of TEXT NOT NULL,
                    UNIQUE(suite, benchmark, metric, basis, of));
CREATE TABLE batch(key INTEGER PRIMARY KEY);
CREATE TABLE packed(series INTEGER NOT NULL, batch INTEGER NOT NULL, points BLOB NOT NULL,
                    PRIMARY KEY(series, batch)) WITHOUT ROWID;
)";

IndexWriter::IndexWriter(SqliteDatabase& database)
    : database_(database),
      add_file_(database.prepare("INSERT INTO file VALUES(?, ?, ?, ?)")),
      find_run_(database.prepare("SELECT key, digest FROM run WHERE id = ?")),
      add_run_(database.prepare("INSERT INTO run VALUES(NULL, ?, ?, ?, ?)")),
      add_head_(database.prepare("INSERT INTO head VALUES(?, ?)")),
      add_place_(database.prepare("INSERT INTO place VALUES(?, ?, ?, ?)")),
      find_series_(database.prepare("SELECT key FROM series WHERE suite = ? AND benchmark = ? AND "
                                    "metric = ? AND basis = ? AND of = ?")),
      add_series_(database.prepare("INSERT INTO series VALUES(NULL, ?, ?, ?, ?, ?)")),
      add_packed_(database.prepare("INSERT INTO packed VALUES(?, ?, ?)")) {}

void IndexWriter::add_file(const ListedFile& file, const std::string& folder) {
  add_file_.bind(file.name).bind(folder).bind(file.size).bind(file.changed_at).run();
}

std::optional<std::string> IndexWriter::add_record(const model::HistoryRecord& record,
                                                   const RecordPlace& place) {
  const auto digest = static_cast<std::int64_t>(night_digest(record));
  std::optional<std::int64_t> run;
  find_run_.bind(record.run.id);
  if (find_run_.step()) {
    run = find_run_.integer(0);
    const bool same = find_run_.integer(1) == digest;
    find_run_.reset();
    if (!same) return place_of(*run);
    if (counts_before(record.run, head_of(*run))) tell_again(*run, record);
  } else {
    run = add_run(record.run, digest);
    add_points(*run, record);
  }
  add_place_.bind(*run).bind(place.file).bind(place.begin).bind(place.length).run();
  return std::nullopt;
}

void IndexWriter::add_points(std::int64_t run, const model::HistoryRecord& record) {
  for (const auto& point : record.points) {
    pack({.run = run,
          .value = point.value,
          .lower = point.lower,
          .upper = point.upper,
          .samples = point.samples,
          .definition = definition_code(point.definition)},
         pending_[series_key(point.series)]);
  }
}

void IndexWriter::flush() {
  if (pending_.empty()) return;
  database_.execute("INSERT INTO batch VALUES(NULL)");
  const auto batch = database_.last_key();
  for (const auto& [series, points] : pending_) {
    add_packed_.bind(series).bind(batch).bind_bytes(points).run();
  }
  pending_.clear();
}

void IndexWriter::begin() {
  series_.clear();
  pending_.clear();
}

model::HistoryRun IndexWriter::head_of(std::int64_t run) {
  auto statement = database_.prepare("SELECT json FROM head WHERE run = ?");
  if (!statement.bind(run).step()) return {};
  return read_record_json(statement.text(0), "the index").run;
}

void IndexWriter::tell_again(std::int64_t run, const model::HistoryRecord& record) {
  const auto [ordered_at, measured_at, id] = model::history_order(record.run);
  database_.prepare("UPDATE run SET ordered_at = ? WHERE key = ?").bind(ordered_at).bind(run).run();
  database_.prepare("UPDATE head SET json = ? WHERE run = ?")
      .bind(head_json(record.run))
      .bind(run)
      .run();
  add_points(run, record);
}

std::int64_t IndexWriter::add_run(const model::HistoryRun& run, std::int64_t digest) {
  const auto [ordered_at, measured_at, id] = model::history_order(run);
  add_run_.bind(id).bind(ordered_at).bind(measured_at).bind(digest).run();
  const auto key = database_.last_key();
  add_head_.bind(key).bind(head_json(run)).run();
  return key;
}

std::int64_t IndexWriter::series_key(const model::SeriesKey& series) {
  const auto cached = series_.find(series);
  if (cached != series_.end()) return cached->second;
  const auto bind = [&](SqliteStatement& statement) -> SqliteStatement& {
    return statement.bind(series.suite)
        .bind(series.benchmark)
        .bind(series.metric)
        .bind(model::basis_name(series.basis.kind))
        .bind(series.basis.of);
  };
  std::int64_t key = 0;
  if (bind(find_series_).step()) {
    key = find_series_.integer(0);
    find_series_.reset();
  } else {
    bind(add_series_).run();
    key = database_.last_key();
  }
  series_.emplace(series, key);
  return key;
}

std::string IndexWriter::place_of(std::int64_t run) {
  auto statement = database_.prepare("SELECT file FROM place WHERE run = ?");
  return statement.bind(run).step() ? std::string(statement.text(0)) : "nowhere";
}

void IndexWriter::forget(const std::vector<std::string>& files) {
  auto forget_places = database_.prepare("DELETE FROM place WHERE file = ?");
  auto forget_file = database_.prepare("DELETE FROM file WHERE name = ?");
  for (const auto& file : files) {
    forget_places.bind(file).run();
    forget_file.bind(file).run();
  }
  constexpr const char* kLost =
      "SELECT key FROM run WHERE NOT EXISTS(SELECT 1 FROM place WHERE place.run = run.key)";
  if (database_.integer(fmt::format("SELECT EXISTS({})", kLost)) == 0) return;
  forget_points(kLost);
  database_.execute(fmt::format("DELETE FROM head WHERE run IN ({})", kLost));
  database_.execute(fmt::format("DELETE FROM run WHERE key IN ({})", kLost));
  database_.execute(
      "DELETE FROM series WHERE NOT EXISTS(SELECT 1 FROM packed WHERE packed.series = series.key)");
  series_.clear();
}

void IndexWriter::forget_points(const char* lost) {
  std::unordered_set<std::int64_t> runs;
  auto lost_runs = database_.prepare(lost);
  while (lost_runs.step()) runs.insert(lost_runs.integer(0));
  struct Row {
    std::int64_t series;
    std::int64_t batch;
    std::string points;
  };
  std::vector<Row> changed;
  auto rows = database_.prepare("SELECT series, batch, points FROM packed");
  while (rows.step()) {
    std::string kept;
    for (const auto& point : unpack(rows.text(2))) {
      if (!runs.contains(point.run)) pack(point, kept);
    }
    if (kept.size() == rows.text(2).size()) continue;
    changed.push_back({rows.integer(0), rows.integer(1), std::move(kept)});
  }
  auto drop = database_.prepare("DELETE FROM packed WHERE series = ? AND batch = ?");
  for (const auto& [series, batch, points] : changed) {
    drop.bind(series).bind(batch).run();
    if (!points.empty()) add_packed_.bind(series).bind(batch).bind_bytes(points).run();
  }
}

}  // namespace benchgate::store
