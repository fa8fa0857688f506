// A history in PostgreSQL, or in a database that speaks like it.
//
// Everything a call does is one transaction, repeated from its beginning when the connection was
// lost or two writers met: a record is found by its id, so that a repeated upload changes nothing.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "benchgate/store/history_store.h"
#include "benchgate/store/postgres_connection.h"

namespace benchgate::store {

class PostgresHistory final : public HistoryStore {
 public:
  /// `location` is a URI of libpq, followed by #SCHEMA where it is not to be "benchgate".
  PostgresHistory(const std::string& location, bool create);

  Appended append(const model::HistoryRecord& record) override;
  Appended append(const model::HistoryFinding& finding) override;
  void remove(const std::vector<std::string>& ids) override;
  [[nodiscard]] std::vector<std::string> verify() const override;
  [[nodiscard]] std::vector<model::HistoryRun> runs() const override;
  [[nodiscard]] std::vector<model::SeriesKey> series() const override;
  [[nodiscard]] model::Series read(const model::SeriesKey& key) const override;
  void read_each(const std::vector<model::SeriesKey>& keys,
                 const std::function<void(model::Series)>& visit) const override;
  [[nodiscard]] model::HistoryRecord record(std::string_view id) const override;
  [[nodiscard]] std::vector<model::HistoryFinding> findings() const override;

 private:
  /// What `work` makes of a connection, tried again where that may help.
  template <class Work>
  auto with_connection(Work work) const;
  [[nodiscard]] std::string sql(std::string_view text) const;

  std::string conninfo_;
  std::string schema_;
  mutable std::optional<PostgresConnection> connection_;
};

}  // namespace benchgate::store
