#include "benchgate/store/folder_upkeep.h"

#include <algorithm>
#include <functional>
#include <map>

#include <fmt/format.h>

#include "benchgate/base/error.h"
#include "benchgate/base/file.h"
#include "benchgate/base/hash.h"
#include "benchgate/model/history.h"
#include "benchgate/store/history_check.h"
#include "benchgate/store/history_files.h"
#include "benchgate/store/history_folder.h"
#include "benchgate/store/history_json.h"
#include "benchgate/store/history_limits.h"
#include "benchgate/store/night_digest.h"
#include "benchgate/store/record_files.h"

namespace benchgate::store {
namespace {

namespace fs = std::filesystem;

/// The records of one file, by id.
using Visit = std::function<void(const model::HistoryRecord& record)>;

void read_records(const fs::path& history, const std::string& name, const Visit& visit) {
  if (name.ends_with(".jsonl")) {
    read_year_file(read_file(history / name, kMostYearBytes), history / name,
                   [&](const auto& record, std::size_t, std::size_t) { visit(record); });
  } else {
    visit(read_record_file(read_file(history / name, kMostRecordBytes), history, name));
  }
}

/// Every file with records, months first.
std::vector<std::string> all_files(const fs::path& history) {
  std::vector<std::string> names;
  for (const auto& folder : list_folders(history)) {
    for (auto& file : list_files(history, folder.name)) names.push_back(std::move(file.name));
  }
  return names;
}

/// The records of files, each once, whatever was said of it where. Throws InputError where two of
/// one id are not of the same night.
class Collection {
 public:
  void add(const model::HistoryRecord& record, const fs::path& path) {
    const auto [place, is_new] = records_.try_emplace(record.run.id, record);
    if (is_new) return;
    auto& known = place->second;
    if (!is_same_night(known, record)) {
      throw InputError(path, fmt::format("another record has the id {} as well: move one of them "
                                         "elsewhere",
                                         record.run.id));
    }
    if (counts_before(record.run, known.run)) known = record;
  }

  [[nodiscard]] std::vector<model::HistoryRecord> records() const {
    std::vector<model::HistoryRecord> all;
    for (const auto& [id, record] : records_) all.push_back(record);
    return all;
  }

 private:
  std::map<std::string, model::HistoryRecord> records_;
};

/// The files of a year are there, whole, before this returns: written, or found as another one's.
std::set<std::string> write_year(const fs::path& history, int year,
                                 const std::vector<model::HistoryRecord>& records,
                                 std::size_t most_bytes) {
  std::set<std::string> names;
  for (const auto& text : write_year_files(records, most_bytes)) {
    const auto name = year_file_name(year, text);
    (void)write_new_file(history / name, text);
    if (read_file(history / name, kMostYearBytes) != text) {
      throw InputError(history / name,
                       "differs from what was written: restore it, or move it elsewhere");
    }
    names.insert(name);
  }
  return names;
}

/// Folders that became empty go with their last file; that one is not empty is no error.
void remove_empty_folders(const fs::path& history, const std::string& file) {
  std::error_code ignored;
  const auto month = (history / file).parent_path();
  if (month == history) return;
  fs::remove(month, ignored);
  fs::remove(month.parent_path(), ignored);
}

std::map<int, std::vector<std::string>> files_by_year(const fs::path& history, int before) {
  std::map<int, std::vector<std::string>> years;
  for (auto& name : all_files(history)) {
    const int year = name.ends_with(".jsonl") ? year_in(name) : std::stoi(name.substr(0, 4));
    if (year < before) years[year].push_back(std::move(name));
  }
  return years;
}

/// Is it plain without reading that nothing is to be done?
bool is_compact(const fs::path& history, const std::vector<std::string>& files,
                std::size_t most_bytes) {
  return files.size() == 1 && files.front().ends_with(".jsonl") &&
         fs::file_size(history / files.front()) <= most_bytes;
}

/// Does what has the name belong in the folder?
using Belongs = std::function<bool(const std::string& name, fs::file_type type)>;

/// What stands in a folder without belonging there; nothing where there is no such folder.
void find_strangers_in(const fs::path& folder, const Belongs& belongs,
                       std::vector<std::string>& problems) {
  std::error_code gone;
  std::vector<std::string> found;
  for (const auto& entry : fs::directory_iterator(folder, gone)) {
    const auto name = entry.path().filename().string();
    if (name.starts_with('.') || belongs(name, entry.status().type())) continue;
    found.push_back(
        fmt::format("{}: is nothing of a history's, or not in its place (YEAR/MONTH/"
                    "ID.json, findings/ID.json): move it there, or elsewhere",
                    entry.path().string()));
  }
  std::ranges::sort(found);
  problems.insert(problems.end(), found.begin(), found.end());
}

/// What stands in a history's folders where nobody looks for it.
void find_strangers(const fs::path& history, std::vector<std::string>& problems) {
  std::vector<fs::path> years;
  const auto belongs_in_history = [&](const std::string& name, fs::file_type type) {
    const bool is_folder = type == fs::file_type::directory;
    if (is_harmless(name) || name == kMarker) return true;
    if (is_folder && is_year(name)) years.push_back(history / name);
    if (is_folder) return is_year(name) || name == "findings";
    return name.ends_with(".jsonl");  // which is read, and refused where it is none
  };
  const auto is_json = [](const std::string& name, fs::file_type type) {
    return type == fs::file_type::regular && name.ends_with(".json");
  };
  find_strangers_in(history, belongs_in_history, problems);
  std::ranges::sort(years);
  for (const auto& year : years) {
    find_strangers_in(
        year,
        [](const std::string& name, fs::file_type type) {
          return type == fs::file_type::directory && is_month(name);
        },
        problems);
  }
  for (const auto& folder : list_folders(history)) {
    if (!folder.name.empty()) find_strangers_in(history / folder.name, is_json, problems);
  }
  find_strangers_in(history / "findings", is_json, problems);
}

}  // namespace

std::vector<std::string> verify_folder(const fs::path& history) {
  std::vector<std::string> problems;
  struct Known {
    std::uint64_t night;
    std::uint64_t digest;
    std::string file;
  };
  std::map<std::string, Known> known;
  for (const auto& name : all_files(history)) {
    try {
      read_records(history, name, [&](const model::HistoryRecord& record) {
        const Known found{night_digest(record),
                          hash_of(write_record_json(record, JsonLayout::OneLine)), name};
        const auto [place, is_new] = known.try_emplace(record.run.id, found);
        if (is_new || place->second.digest == found.digest) return;
        const auto* what = place->second.night == found.night
                               ? "{}: says other things of the run {} than {} (its title, branch, "
                                 "link or units); it counts once: remove one of them"
                               : "{}: another record has the id {} as well, in {}: move one of "
                                 "them elsewhere";
        problems.push_back(fmt::format(fmt::runtime(what), (history / name).string(), record.run.id,
                                       (history / place->second.file).string()));
      });
    } catch (const InputError& error) {
      problems.emplace_back(error.what());
    }
  }
  for (const auto& file : list_findings(history)) {
    const auto path = history / file.name;
    try {
      const auto finding = read_finding_json(read_file(path, kMostRecordBytes), path);
      if (finding_name(finding.id) != file.name) {
        problems.push_back(fmt::format("{}: holds the finding that belongs in {}: move it there",
                                       path.string(), finding_name(finding.id)));
      }
    } catch (const InputError& error) {
      problems.emplace_back(error.what());
    }
  }
  find_strangers(history, problems);
  return problems;
}

Compaction compact_folder(const fs::path& history, int year, std::size_t most_bytes) {
  Compaction done;
  for (const auto& [of, files] : files_by_year(history, year)) {
    if (is_compact(history, files, most_bytes)) continue;
    Collection collection;
    for (const auto& name : files) {
      read_records(history, name,
                   [&](const auto& record) { collection.add(record, history / name); });
    }
    const auto records = collection.records();
    const auto year_files = write_year(history, of, records, most_bytes);
    if (std::set(files.begin(), files.end()) == year_files) continue;
    ++done.years;
    done.records += records.size();
    done.files_written += year_files.size();
    for (const auto& name : files) {
      if (year_files.contains(name)) continue;
      remove_file(history / name);
      remove_empty_folders(history, name);
      ++done.files_removed;
    }
  }
  return done;
}

void remove_records(const fs::path& history, const std::set<std::string>& ids) {
  if (ids.empty()) return;
  for (const auto& name : all_files(history)) {
    if (!name.ends_with(".jsonl")) {
      if (!ids.contains(fs::path(name).stem().string())) continue;
      remove_file(history / name);
      remove_empty_folders(history, name);
      continue;
    }
    std::vector<model::HistoryRecord> kept;
    bool is_changed = false;
    read_records(history, name, [&](const auto& record) {
      is_changed |= ids.contains(record.run.id);
      if (!ids.contains(record.run.id)) kept.push_back(record);
    });
    if (!is_changed) continue;
    if (!kept.empty()) (void)write_year(history, year_in(name), kept, kYearFileBytes);
    remove_file(history / name);
  }
}

}  // namespace benchgate::store
