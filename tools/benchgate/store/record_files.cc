#include "benchgate/store/record_files.h"

#include <algorithm>
#include <charconv>
#include <map>

#include <fmt/format.h>

#include "benchgate/base/error.h"
#include "benchgate/base/instant.h"
#include "benchgate/store/history_files.h"
#include "benchgate/store/history_json.h"
#include "benchgate/store/parallel_reading.h"

namespace benchgate::store {
namespace {

int number_in(std::string_view digits) {
  int number = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), number);
  return number;
}

struct Line {
  std::size_t begin;
  std::size_t length;
};

std::string joined(const std::vector<std::string>& lines) {
  std::string text;
  for (const auto& line : lines) text += line;
  return text;
}

/// "2026/11": where its file is as long as the year is not compacted.
std::string month_of(const model::HistoryRun& run) {
  return std::filesystem::path(record_name(run)).parent_path().string();
}

}  // namespace

int year_of(const model::HistoryRun& run) {
  return number_in(instant_text(run.measured_at).substr(0, 4));
}

int year_in(const std::filesystem::path& path) {
  const auto name = path.filename().string();
  const int year = number_in(std::string_view(name).substr(0, 4));
  // The shortest name that such a file can have, with any content.
  if (year < 1970 || name.size() != year_file_name(year, "").size() || name[4] != '-') {
    throw InputError(path, "is not a year file of a history (YYYY-HASH.jsonl): move it elsewhere");
  }
  return year;
}

model::HistoryRecord read_record_file(std::string_view text, const std::filesystem::path& history,
                                      const std::string& name) {
  auto record = read_record_json(text, history / name);
  const auto belongs_in = record_name(record.run);
  if (belongs_in != name) {
    throw InputError(history / name,
                     fmt::format("holds the record that belongs in {}: move it there", belongs_in));
  }
  return record;
}

void read_year_file(std::string_view text, const std::filesystem::path& path,
                    const VisitRecord& visit) {
  const int year = year_in(path);
  if (path.filename() != year_file_name(year, text)) {
    throw InputError(path,
                     "was changed since it was written (its name holds a hash of its content): "
                     "restore it, for example from git");
  }
  std::vector<Line> lines;
  for (std::size_t begin = 0; begin < text.size();) {
    const auto end = std::min(text.find('\n', begin), text.size());
    lines.push_back({begin, end - begin});
    begin = end + 1;
  }
  const auto read = [&](std::size_t i) {
    return read_record_json(text.substr(lines[i].begin, lines[i].length),
                            fmt::format("{}:{}", path.string(), i + 1));
  };
  read_in_order(lines.size(), read, [&](std::size_t i, const auto& get) {
    const auto record = get();
    if (year_of(record.run) != year) {
      throw InputError(path, TextPosition{i + 1, 1}, "holds a record of another year");
    }
    visit(record, lines[i].begin, lines[i].length);
  });
}

std::vector<std::string> write_year_files(std::vector<model::HistoryRecord> records,
                                          std::size_t most_bytes) {
  std::ranges::sort(records, {}, [](const model::HistoryRecord& record) {
    return model::history_order(record.run);
  });
  std::vector<std::string> lines;
  std::size_t bytes = 0;
  for (const auto& record : records) {
    lines.push_back(write_record_json(record, JsonLayout::OneLine));
    bytes += lines.back().size();
  }
  if (bytes <= most_bytes) return {joined(lines)};
  std::map<std::string, std::vector<std::string>> months;
  for (std::size_t i = 0; i < records.size(); ++i)
    months[month_of(records[i].run)].push_back(std::move(lines[i]));
  std::vector<std::string> files;
  for (const auto& [month, of_month] : months) {
    files.emplace_back();
    for (const auto& line : of_month) {
      if (!files.back().empty() && files.back().size() + line.size() > most_bytes)
        files.emplace_back();
      files.back() += line;
    }
  }
  return files;
}

}  // namespace benchgate::store
