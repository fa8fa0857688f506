#include "benchgate/store/history_index.h"

#include <algorithm>
#include <chrono>
#include <map>

#include <fmt/format.h>

#include "benchgate/base/error.h"
#include "benchgate/base/file.h"
#include "benchgate/formats/google_benchmark_name.h"
#include "benchgate/store/history_json.h"
#include "benchgate/store/history_limits.h"
#include "benchgate/store/packed_points.h"
#include "benchgate/store/parallel_reading.h"
#include "benchgate/store/record_files.h"
#include "benchgate/store/stored_codes.h"

namespace benchgate::store {
namespace {

namespace fs = std::filesystem;

constexpr const char* kName = ".index.sqlite";
constexpr std::size_t kFilesOfATransaction = 1'000;

fs::path index_path(const fs::path& history) {
  return history / kName;
}

void remove_index(const fs::path& history) {
  std::error_code ignored;
  for (const auto* ending : {"", "-wal", "-shm", "-journal"}) {
    fs::remove(index_path(history).string() + ending, ignored);
  }
}

/// What the tables look like and the version of what is in them: an index that was made by another
/// version differs. Empty where there are none.
std::string tables_of(const SqliteDatabase& database) {
  std::string text;
  auto statement = database.prepare("SELECT sql FROM sqlite_master ORDER BY name");
  while (statement.step()) text += std::string(statement.text(0)) + '\n';
  if (!text.empty()) text += std::to_string(database.integer("PRAGMA user_version"));
  return text;
}

const std::string& expected_tables() {
  static const std::string kTables = [] {
    SqliteDatabase database{fs::path()};
    database.execute(kIndexTables);
    return tables_of(database);
  }();
  return kTables;
}

/// A folder may change again within the resolution of its time: it is only believed to be as it was
/// listed if it has been so for a while.
bool is_settled(const ListedFolder& folder) {
  constexpr std::chrono::seconds kAWhile{2};
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  return std::chrono::nanoseconds(folder.changed_at) + kAWhile < now;
}

}  // namespace

bool HistoryIndex::exists(const fs::path& history) {
  std::error_code ignored;
  return fs::exists(index_path(history), ignored);
}

HistoryIndex::HistoryIndex(fs::path history) : history_(std::move(history)) {
  try {
    open();
  } catch (const SqliteError& error) {
    begin_anew(error);
  }
}

void HistoryIndex::open() {
  order_.reset();
  database_.emplace(is_in_memory_ ? fs::path() : index_path(history_));
  if (is_in_memory_) {
    database_->execute(kIndexTables);
    return;
  }
  // Derived: what a power cut takes is read again. Tables come from a stranger's folder, perhaps.
  database_->execute(
      "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA trusted_schema=OFF");
  database_->execute("PRAGMA cache_size=-32000");
  if (tables_of(*database_) == expected_tables()) return;
  SqliteTransaction transaction(*database_);
  const auto found = tables_of(*database_);  // another process may have been quicker
  if (found == expected_tables()) return;
  if (!found.empty()) throw SqliteError("the index was made by another version", true);
  database_->execute(kIndexTables);
  transaction.commit();
}

void HistoryIndex::begin_anew(const SqliteError& because) {
  database_.reset();
  if (because.is_damaged() && !is_in_memory_) {
    remove_index(history_);
    try {
      return open();
    } catch (const SqliteError&) {
      // It is not ours to remove, or the disk is full: then without.
    }
  }
  database_.reset();
  is_in_memory_ = true;
  open();
}

std::vector<std::string> HistoryIndex::refresh() {
  std::vector<std::string> problems;
  const auto change = changes();
  apply(change, problems);
  if (problems.empty()) trust(change.listed);
  return problems;
}

HistoryIndex::Change HistoryIndex::changes() const {
  Change change;
  auto changed_at = database_->prepare("SELECT changed_at FROM folder WHERE name = ?");
  std::vector<std::string> names;
  for (const auto& folder : list_folders(history_)) {
    names.push_back(folder.name);
    const bool is_as_before =
        changed_at.bind(folder.name).step() && changed_at.integer(0) == folder.changed_at;
    changed_at.reset();
    if (!is_as_before) compare(folder, change);
  }
  auto known = database_->prepare("SELECT DISTINCT folder FROM file");
  while (known.step()) {
    const std::string name(known.text(0));
    if (std::ranges::find(names, name) == names.end()) compare({name, 0}, change);
  }
  return change;
}

void HistoryIndex::compare(const ListedFolder& folder, Change& change) const {
  std::map<std::string, ListedFile> known;
  auto statement = database_->prepare("SELECT name, size, changed_at FROM file WHERE folder = ?");
  statement.bind(folder.name);
  while (statement.step()) {
    std::string name(statement.text(0));
    known.emplace(name, ListedFile{name, statement.integer(1), statement.integer(2)});
  }
  for (auto& file : list_files(history_, folder.name)) {
    const auto found = known.find(file.name);
    const bool is_as_before = found != known.end() && found->second == file;
    // A file that changed is forgotten and read again.
    if (is_as_before) known.erase(found);
    if (!is_as_before) change.added.emplace_back(std::move(file), folder.name);
  }
  for (auto& [name, file] : known) change.gone.push_back(name);
  change.listed.push_back(folder);
}

void HistoryIndex::apply(const Change& change, std::vector<std::string>& problems) {
  if (change.added.empty() && change.gone.empty()) return;
  order_.reset();
  IndexWriter writer(*database_);
  // What moved from one file into another has a place all the time: first come, then go; but what
  // changed under its name goes first.
  std::vector<std::string> changed;
  std::vector<std::string> gone;
  for (const auto& name : change.gone) {
    const bool comes_again = std::ranges::any_of(
        change.added, [&](const auto& added) { return added.first.name == name; });
    (comes_again ? changed : gone).push_back(name);
  }
  const auto forget = [&](const std::vector<std::string>& files) {
    if (files.empty()) return;
    SqliteTransaction transaction(*database_);
    writer.begin();
    writer.forget(files);
    transaction.commit();
  };
  const auto add = [&](std::vector<std::pair<ListedFile, std::string>> files) {
    decltype(files) failed;
    problems.clear();
    for (std::size_t begin = 0; begin < files.size(); begin += kFilesOfATransaction) {
      SqliteTransaction transaction(*database_);
      writer.begin();
      const auto count = std::min(files.size() - begin, kFilesOfATransaction);
      const auto read = [&](std::size_t i) {
        const auto& [file, folder] = files[begin + i];
        return folder.empty() ? FileContent() : read_month_file(file);
      };
      read_in_order(count, read, [&](std::size_t i, const auto& get) {
        const auto& [file, folder] = files[begin + i];
        try {
          if (is_known(file)) return;  // another process was quicker
          if (folder.empty()) {
            add_year_file(writer, file);
          } else {
            add_month_file(writer, file, folder, get());
          }
        } catch (const InputError& error) {
          problems.emplace_back(error.what());
          failed.push_back(files[begin + i]);
        }
      });
      writer.flush();
      transaction.commit();
    }
    return failed;
  };
  forget(changed);
  auto failed = add(change.added);
  forget(gone);
  if (!failed.empty() && !gone.empty()) failed = add(std::move(failed));
}

bool HistoryIndex::is_known(const ListedFile& file) const {
  return database_->prepare("SELECT 1 FROM file WHERE name = ?").bind(file.name).step();
}

HistoryIndex::FileContent HistoryIndex::read_month_file(const ListedFile& file) const {
  std::error_code ignored;
  if (!fs::exists(history_ / file.name, ignored)) return {};
  const auto text = read_file(history_ / file.name, kMostRecordBytes);
  return {read_record_file(text, history_, file.name), text.size()};
}

void HistoryIndex::add_record(IndexWriter& writer, const model::HistoryRecord& record,
                              const RecordPlace& place) {
  if (const auto other = writer.add_record(record, place)) {
    throw InputError(history_ / place.file,
                     fmt::format("another record has the id {} as well, in {}: move one of them "
                                 "elsewhere",
                                 record.run.id, (history_ / *other).string()));
  }
}

void HistoryIndex::add_month_file(IndexWriter& writer, const ListedFile& file,
                                  const std::string& folder, const FileContent& content) {
  if (!content.record) return;
  // Refused before anything of it is in the index.
  add_record(writer, *content.record, {file.name, 0, static_cast<std::int64_t>(content.size)});
  writer.add_file(file, folder);
}

void HistoryIndex::add_year_file(IndexWriter& writer, const ListedFile& file) {
  std::error_code ignored;
  const auto path = history_ / file.name;
  if (!fs::exists(path, ignored)) return;
  const auto text = read_file(path, kMostYearBytes);
  // SQLite copies every page that changes within it: too dear for each file of a month.
  writer.flush();
  database_->execute("SAVEPOINT file");
  try {
    read_year_file(text, path, [&](const auto& record, std::size_t begin, std::size_t length) {
      add_record(writer, record,
                 {file.name, static_cast<std::int64_t>(begin), static_cast<std::int64_t>(length)});
    });
    writer.add_file(file, "");
    writer.flush();
  } catch (const InputError&) {
    database_->execute("ROLLBACK TO file; RELEASE file");
    writer.begin();  // series that were added are gone again
    throw;
  }
  database_->execute("RELEASE file");
}

void HistoryIndex::trust(const std::vector<ListedFolder>& folders) {
  std::vector<ListedFolder> settled;
  // The folder of the year files changes whenever the index beside them does.
  std::ranges::copy_if(folders, std::back_inserter(settled), [](const ListedFolder& folder) {
    return !folder.name.empty() && folder.changed_at != 0 && is_settled(folder);
  });
  if (settled.empty()) return;
  SqliteTransaction transaction(*database_);
  auto statement = database_->prepare("INSERT OR REPLACE INTO folder VALUES(?, ?)");
  for (const auto& folder : settled) statement.bind(folder.name).bind(folder.changed_at).run();
  transaction.commit();
}

std::optional<RecordPlace> HistoryIndex::find(std::string_view id) const {
  auto statement = database_->prepare(
      "SELECT file, begins, length FROM place JOIN run ON run.key = place.run WHERE id = ?");
  if (!statement.bind(id).step()) return std::nullopt;
  return RecordPlace{std::string(statement.text(0)), statement.integer(1), statement.integer(2)};
}

std::vector<model::HistoryRun> HistoryIndex::runs() const {
  std::vector<model::HistoryRun> runs;
  auto statement = database_->prepare("SELECT json FROM head");
  while (statement.step()) {
    runs.push_back(read_record_json(statement.text(0), index_path(history_)).run);
  }
  std::ranges::sort(runs, {}, model::history_order);
  return runs;
}

std::vector<model::SeriesKey> HistoryIndex::series() const {
  std::vector<model::SeriesKey> keys;
  auto statement = database_->prepare("SELECT suite, benchmark, metric, basis, of FROM series");
  while (statement.step()) {
    const auto text = [&](int column) { return std::string(statement.text(column)); };
    const auto kind = model::basis_from(text(3));
    keys.push_back(
        {text(0), text(1), text(2), {kind.value_or(model::Basis::Kind::Machine), text(4)}});
  }
  std::ranges::sort(keys);
  return keys;
}

const HistoryIndex::RunOrder& HistoryIndex::run_order() const {
  const auto version = database_->integer("PRAGMA data_version");
  if (order_ && order_->version == version) return *order_;
  struct Run {
    model::Timestamp ordered_at;
    model::Timestamp measured_at;
    std::string id;
    std::int64_t key;
    auto operator<=>(const Run&) const = default;
  };
  std::vector<Run> runs;
  auto statement = database_->prepare("SELECT ordered_at, measured_at, id, key FROM run");
  while (statement.step()) {
    runs.push_back({statement.integer(0), statement.integer(1), std::string(statement.text(2)),
                    statement.integer(3)});
  }
  std::ranges::sort(runs);
  RunOrder order{.version = version};
  for (auto& run : runs) {
    order.rank.emplace(run.key, order.ids.size());
    order.ids.push_back(std::move(run.id));
  }
  return order_.emplace(std::move(order));
}

model::Series HistoryIndex::read(const model::SeriesKey& key) const {
  model::Series series{.key = key,
                       .definition = {},
                       .points = {},
                       .clock = std::string(formats::stated_clock(key.benchmark))};
  const auto& order = run_order();
  struct Ranked {
    std::size_t rank;
    PackedPoint point;
  };
  std::vector<Ranked> ranked;
  auto statement = database_->prepare(
      "SELECT points FROM packed WHERE series = (SELECT key FROM series WHERE suite = ? AND "
      "benchmark = ? AND metric = ? AND basis = ? AND of = ?) ORDER BY batch");
  statement.bind(key.suite).bind(key.benchmark).bind(key.metric);
  statement.bind(model::basis_name(key.basis.kind)).bind(key.basis.of);
  while (statement.step()) {
    for (const auto& point : unpack(statement.text(0))) {
      const auto rank = order.rank.find(point.run);
      if (rank == order.rank.end()) continue;  // appended since the order was read
      ranked.push_back({rank->second, point});
    }
  }
  std::ranges::stable_sort(ranked, {}, &Ranked::rank);
  // Of a run that was told again the last one counts.
  const auto backwards = std::ranges::subrange(ranked.rbegin(), ranked.rend());
  const auto twice = std::ranges::unique(backwards, {}, &Ranked::rank);
  ranked.erase(ranked.begin(), twice.begin().base());
  if (!ranked.empty()) {
    const auto definition = definition_from(ranked.back().point.definition);
    if (!definition) throw SqliteError("a point of the index has an unknown definition", true);
    series.definition = *definition;
  }
  series.points.reserve(ranked.size());
  for (const auto& [rank, point] : ranked) {
    series.points.push_back({.run = order.ids[rank],
                             .value = point.value,
                             .lower = point.lower,
                             .upper = point.upper,
                             .samples = point.samples});
  }
  return series;
}

}  // namespace benchgate::store
