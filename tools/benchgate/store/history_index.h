// What the files of a folder history say, arranged so that one series can be read at once.
//
// Derived: .index.sqlite beside the files, which git is told to ignore. It may be deleted at any
// time, and where it cannot be written there is one in memory for as long as it is needed. Brought
// up to date by looking at which files there are, so that only new ones are read. Several processes
// may do so at the same time.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "benchgate/model/history.h"
#include "benchgate/store/history_files.h"
#include "benchgate/store/index_writer.h"
#include "benchgate/store/sqlite.h"

namespace benchgate::store {

class HistoryIndex {
 public:
  /// Whether there is an index in the history's folder that another process has made.
  [[nodiscard]] static bool exists(const std::filesystem::path& history);

  explicit HistoryIndex(std::filesystem::path history);

  /// Reads what is new and forgets what is gone. What is wrong with which file, a sentence each:
  /// nothing that these files hold is known to the index.
  [[nodiscard]] std::vector<std::string> refresh();

  [[nodiscard]] std::optional<RecordPlace> find(std::string_view id) const;
  [[nodiscard]] std::vector<model::HistoryRun> runs() const;
  [[nodiscard]] std::vector<model::SeriesKey> series() const;
  [[nodiscard]] model::Series read(const model::SeriesKey& key) const;

  /// After a SqliteError: begins anew, in memory if the one in the folder cannot be used.
  void begin_anew(const SqliteError& because);

 private:
  struct Change {
    std::vector<std::pair<ListedFile, std::string>> added;  ///< with their folders
    std::vector<std::string> gone;
    std::vector<ListedFolder> listed;
  };

  void open();
  [[nodiscard]] Change changes() const;
  void compare(const ListedFolder& folder, Change& change) const;
  void apply(const Change& change, std::vector<std::string>& problems);
  /// Of a file of a month; without a record where it is gone meanwhile.
  struct FileContent {
    std::optional<model::HistoryRecord> record{};
    std::size_t size = 0;
  };
  [[nodiscard]] bool is_known(const ListedFile& file) const;
  [[nodiscard]] FileContent read_month_file(const ListedFile& file) const;
  void add_month_file(IndexWriter& writer, const ListedFile& file, const std::string& folder,
                      const FileContent& content);
  void add_year_file(IndexWriter& writer, const ListedFile& file);
  void add_record(IndexWriter& writer, const model::HistoryRecord& record,
                  const RecordPlace& place);
  void trust(const std::vector<ListedFolder>& folders);

  std::filesystem::path history_;
  std::optional<SqliteDatabase> database_;
  bool is_in_memory_ = false;

  /// The runs in history_order(); loaded when first asked for after a change.
  struct RunOrder {
    std::vector<std::string> ids;                        ///< in order
    std::unordered_map<std::int64_t, std::size_t> rank;  ///< by key
    std::int64_t version = 0;                            ///< of the database
  };
  [[nodiscard]] const RunOrder& run_order() const;
  mutable std::optional<RunOrder> order_;
};

}  // namespace benchgate::store
