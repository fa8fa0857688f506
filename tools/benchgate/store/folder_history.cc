#include "benchgate/store/folder_history.h"

#include <algorithm>
#include <fstream>

#include <fmt/format.h>

#include "benchgate/base/error.h"
#include "benchgate/base/file.h"
#include "benchgate/store/folder_upkeep.h"
#include "benchgate/store/history_check.h"
#include "benchgate/store/history_folder.h"
#include "benchgate/store/history_json.h"
#include "benchgate/store/history_limits.h"
#include "benchgate/store/record_files.h"

namespace benchgate::store {
namespace {

namespace fs = std::filesystem;

/// Files may move into a year file while they are looked for.
constexpr int kAttempts = 5;

model::HistoryRecord read_whole(const fs::path& history, const std::string& name) {
  return read_record_file(read_file(history / name, kMostRecordBytes), history, name);
}

/// Nothing where the file is gone.
std::optional<model::HistoryRecord> read_at(const fs::path& history, const RecordPlace& place) {
  const auto path = history / place.file;
  std::error_code ignored;
  if (!fs::exists(path, ignored)) return std::nullopt;
  if (!place.file.ends_with(".jsonl")) return read_whole(history, place.file);
  std::ifstream file(path, std::ios::binary);
  std::string text(static_cast<std::size_t>(place.length), '\0');
  file.seekg(place.begin);
  file.read(text.data(), place.length);
  if (!file) throw InputError(path, "is shorter than it was: restore it, from git say");
  return read_record_json(text, path);
}

/// The line of a year file that holds the record; nothing where none does.
std::optional<std::string_view> line_of(std::string_view text, std::string_view id) {
  const auto begins_with =
      fmt::format(R"({{"format":"benchgate-record","schema":{},"id":"{}",)", kHistorySchema, id);
  auto begin = text.find(begins_with);
  while (begin != std::string_view::npos && begin != 0 && text[begin - 1] != '\n') {
    begin = text.find(begins_with, begin + 1);
  }
  if (begin == std::string_view::npos) return std::nullopt;
  return text.substr(begin, text.find('\n', begin) - begin);
}

/// By the names of files: a look into each month.
std::optional<model::HistoryRecord> find_among_months(const fs::path& history,
                                                      std::string_view id) {
  for (const auto& folder : list_folders(history)) {
    const auto name = fmt::format("{}/{}.json", folder.name, id);
    if (!folder.name.empty() && fs::exists(history / name)) return read_whole(history, name);
  }
  return std::nullopt;
}

std::optional<model::HistoryRecord> find_in_year_files(const fs::path& history,
                                                       const std::vector<ListedFile>& files,
                                                       std::string_view id) {
  for (const auto& file : files) {
    const auto text = read_file(history / file.name, kMostYearBytes);
    if (const auto line = line_of(text, id)) return read_record_json(*line, history / file.name);
  }
  return std::nullopt;
}

model::HistoryFinding read_finding(const fs::path& history, const std::string& name) {
  auto finding = read_finding_json(read_file(history / name, kMostRecordBytes), history / name);
  if (finding_name(finding.id) != name) {
    throw InputError(history / name, fmt::format("holds the finding that belongs in {}: move it "
                                                 "there",
                                                 finding_name(finding.id)));
  }
  return finding;
}

/// Whether what has the id is what was to be written.
Appended compare(const model::HistoryRecord& record, const model::HistoryRecord& there,
                 const fs::path& history) {
  if (is_same_night(record, there)) return Appended::AlreadyThere;
  throw InputError(history, fmt::format("another record has the id {} already", record.run.id));
}

}  // namespace

FolderHistory::FolderHistory(fs::path folder, bool create) : folder_(std::move(folder)) {
  require_history(folder_, create);
}

template <class Read>
auto FolderHistory::with_index(Damage damage, Read read) const {
  // A damaged index is made anew, one that cannot be written is made in memory.
  for (int attempt = 1;; ++attempt) {
    try {
      if (!index_) index_.emplace(folder_);
      const auto problems = index_->refresh();
      if (!problems.empty() && damage == Damage::Refused) {
        throw InputError(folder_, fmt::format("{} of its files cannot be used, which `benchgate "
                                              "store verify` lists; the first: {}",
                                              problems.size(), problems.front()));
      }
      return read(*index_);
    } catch (const SqliteError& error) {
      if (attempt == 3) {
        throw EnvironmentError(fmt::format("cannot index {}: {}", folder_.string(), error.what()));
      }
      if (index_) index_->begin_anew(error);
    }
  }
}

std::optional<model::HistoryRecord> FolderHistory::find_record(std::string_view id,
                                                               Damage damage) const {
  for (int attempt = 1; attempt <= kAttempts; ++attempt) {
    const auto place =
        with_index(damage, [&](const HistoryIndex& index) { return index.find(id); });
    if (!place) return std::nullopt;
    if (auto record = read_at(folder_, *place)) return record;
  }
  throw EnvironmentError(fmt::format("{}: its files change faster than they can be read; try again",
                                     folder_.string()));
}

std::optional<model::HistoryRecord> FolderHistory::find_to_append(std::string_view id) const {
  // To index thousands of records only to add one would take long, say in a fresh clone.
  if (auto record = find_among_months(folder_, id)) return record;
  const auto year_files = list_files(folder_, "");
  if (year_files.empty()) return std::nullopt;
  const bool is_indexed = index_ || HistoryIndex::exists(folder_);
  return is_indexed ? find_record(id, Damage::Ignored)
                    : find_in_year_files(folder_, year_files, id);
}

Appended FolderHistory::append(const model::HistoryRecord& record) {
  require_storable(record);
  if (const auto there = find_to_append(record.run.id)) {
    return compare(record, *there, folder_);
  }
  const auto name = record_name(record.run);
  const auto written = write_new_file(folder_ / name, write_record_json(record, JsonLayout::Lines));
  if (written == WrittenFile::Added) return Appended::Added;
  return compare(record, read_whole(folder_, name), folder_);
}

Appended FolderHistory::append(const model::HistoryFinding& finding) {
  require_storable(finding);
  const auto name = finding_name(finding.id);
  if (write_new_file(folder_ / name, write_finding_json(finding)) == WrittenFile::Added) {
    return Appended::Added;
  }
  if (read_finding(folder_, name) == finding) return Appended::AlreadyThere;
  throw InputError(folder_, fmt::format("another finding has the id {} already", finding.id));
}

void FolderHistory::remove(const std::vector<std::string>& ids) {
  remove_records(folder_, {ids.begin(), ids.end()});
}

std::vector<std::string> FolderHistory::verify() const {
  return verify_folder(folder_);
}

std::vector<model::HistoryRun> FolderHistory::runs() const {
  return with_index(Damage::Refused, [](const HistoryIndex& index) { return index.runs(); });
}

std::vector<model::SeriesKey> FolderHistory::series() const {
  return with_index(Damage::Refused, [](const HistoryIndex& index) { return index.series(); });
}

model::Series FolderHistory::read(const model::SeriesKey& key) const {
  return with_index(Damage::Refused, [&](const HistoryIndex& index) { return index.read(key); });
}

void FolderHistory::read_each(const std::vector<model::SeriesKey>& keys,
                              const std::function<void(model::Series)>& visit) const {
  std::size_t done = 0;  // what was visited is not visited again with another index
  with_index(Damage::Refused, [&](const HistoryIndex& index) {
    for (; done < keys.size(); ++done) visit(index.read(keys[done]));
  });
}

model::HistoryRecord FolderHistory::record(std::string_view id) const {
  auto record = find_record(id, Damage::Refused);
  if (!record) throw InputError(folder_, fmt::format("holds no record {}", id));
  return std::move(*record);
}

std::vector<model::HistoryFinding> FolderHistory::findings() const {
  std::vector<model::HistoryFinding> findings;
  for (const auto& file : list_findings(folder_)) {
    findings.push_back(read_finding(folder_, file.name));
  }
  // They come sorted by id.
  std::ranges::stable_sort(findings, {}, &model::HistoryFinding::found_at);
  return findings;
}

}  // namespace benchgate::store
