// A history as a folder of small files, made to live on a git branch of its own:
//
//   benchgate-history.json            says that this is one, and of which version
//   2026/11/ID.json                   a record, by when it was measured
//   findings/ID.json                  a finding
//   2025-HASH.jsonl                   the records of a year that was compacted, one a line
//   .index.sqlite                     derived (history_index.h)
//
// No file is ever changed, and every name is that of one content, so that two writers cannot
// conflict, and neither can two branches that are merged. A record that stands in two files is one.
#pragma once

#include <filesystem>
#include <optional>

#include "benchgate/store/history_index.h"
#include "benchgate/store/history_store.h"

namespace benchgate::store {

class FolderHistory final : public HistoryStore {
 public:
  /// As open_history().
  FolderHistory(std::filesystem::path folder, bool create);

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
  /// What a file that cannot be used means: whoever only adds another one is not kept from it.
  enum class Damage { Refused, Ignored };

  /// What `read` makes of the index, brought up to date.
  template <class Read>
  auto with_index(Damage damage, Read read) const;
  [[nodiscard]] std::optional<model::HistoryRecord> find_record(std::string_view id,
                                                                Damage damage) const;
  [[nodiscard]] std::optional<model::HistoryRecord> find_to_append(std::string_view id) const;

  std::filesystem::path folder_;
  mutable std::optional<HistoryIndex> index_;
};

}  // namespace benchgate::store
