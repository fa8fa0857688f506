// Records going into the tables of an index and out of them, within a transaction of the caller.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "benchgate/model/history.h"
#include "benchgate/store/history_files.h"
#include "benchgate/store/sqlite.h"

namespace benchgate::store {

/// Where a record stands: bytes of a file.
struct RecordPlace {
  std::string file;  ///< relative to the history
  std::int64_t begin = 0;
  std::int64_t length = 0;
};

/// The statements that make an index's tables and set their version.
extern const char* const kIndexTables;

class IndexWriter {
 public:
  explicit IndexWriter(SqliteDatabase& database);

  void add_file(const ListedFile& file, const std::string& folder);

  /// A record that is known already gets another place; of what its files say of it counts what
  /// counts_before() the rest. Where a record of another night has its id nothing is changed, and
  /// the file is returned that this one is in.
  [[nodiscard]] std::optional<std::string> add_record(const model::HistoryRecord& record,
                                                      const RecordPlace& place);

  /// Forgets files, and the records that stand nowhere else.
  void forget(const std::vector<std::string>& files);

  /// To be called when a new transaction begins: others may have written in between. What was added
  /// since the last flush() and is not wanted is gone.
  void begin();

  /// Points come into the tables only now: to be called before a transaction ends.
  void flush();

 private:
  std::int64_t add_run(const model::HistoryRun& run, std::int64_t digest);
  void add_points(std::int64_t run, const model::HistoryRecord& record);
  [[nodiscard]] model::HistoryRun head_of(std::int64_t run);
  void tell_again(std::int64_t run, const model::HistoryRecord& record);
  [[nodiscard]] std::int64_t series_key(const model::SeriesKey& series);
  [[nodiscard]] std::string place_of(std::int64_t run);
  /// Those of the runs that the query `lost` gives.
  void forget_points(const char* lost);

  SqliteDatabase& database_;
  SqliteStatement add_file_;
  SqliteStatement find_run_;
  SqliteStatement add_run_;
  SqliteStatement add_head_;
  SqliteStatement add_place_;
  SqliteStatement find_series_;
  SqliteStatement add_series_;
  SqliteStatement add_packed_;
  std::map<model::SeriesKey, std::int64_t> series_;  ///< of this transaction
  std::map<std::int64_t, std::string> pending_;      ///< points by series, packed
};

}  // namespace benchgate::store
