// A history of many runs: records are appended and never altered, and one series is read at a time.
// They leave by remove() alone, which nothing calls by itself.
//
// The interface behind which it lives in a folder or in PostgreSQL. What its series show is
// history/'s business.
#pragma once

#include <cstddef>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "benchgate/base/error.h"
#include "benchgate/model/history.h"

namespace benchgate::store {

enum class Appended {
  Added,
  AlreadyThere,  ///< the same figures, sent twice: what was said of them first stays
};

/// There is no history in that place yet; one can be begun there.
class NoHistory : public InputError {
 public:
  using InputError::InputError;
};

/// All of them throw EnvironmentError where the place cannot be read or written (disk, network,
/// permission), and InputError where what is there is not a history, is damaged, or was written by
/// a newer version.
class HistoryStore {
 public:
  virtual ~HistoryStore() = default;

  /// Keeps a record. Throws InputError where another record has its id, or where it is not one that
  /// can be kept (an id, a value that is not finite); then nothing was changed.
  virtual Appended append(const model::HistoryRecord& record) = 0;
  virtual Appended append(const model::HistoryFinding& finding) = 0;

  /// Takes out the records of `ids` that are there, for good. Findings stay.
  virtual void remove(const std::vector<std::string>& ids) = 0;

  /// Reads all there is and says what is wrong with it, a sentence each with its place.
  [[nodiscard]] virtual std::vector<std::string> verify() const = 0;

  /// Every run, in history_order().
  [[nodiscard]] virtual std::vector<model::HistoryRun> runs() const = 0;

  /// Every series there is, sorted by key.
  [[nodiscard]] virtual std::vector<model::SeriesKey> series() const = 0;

  /// One series; without points where there is none of that key.
  [[nodiscard]] virtual model::Series read(const model::SeriesKey& key) const = 0;

  /// Several at once, in the order of `keys`: for whoever needs all of them.
  virtual void read_each(const std::vector<model::SeriesKey>& keys,
                         const std::function<void(model::Series)>& visit) const = 0;

  /// One record whole. Throws InputError where there is none of that id.
  [[nodiscard]] virtual model::HistoryRecord record(std::string_view id) const = 0;

  /// Every finding, oldest first; ties by id.
  [[nodiscard]] virtual std::vector<model::HistoryFinding> findings() const = 0;
};

/// Opens the history that `location` names: a folder, or a connection to PostgreSQL
/// (postgresql://...). Creates an empty one where there is none and `create` is set; throws
/// NoHistory where there is none and it is not.
[[nodiscard]] std::unique_ptr<HistoryStore> open_history(const std::string& location, bool create);

}  // namespace benchgate::store
