#include "benchgate/formats/otava_csv.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "benchgate/base/error.h"
#include "benchgate/base/instant.h"
#include "benchgate/formats/limits.h"
#include "benchgate/formats/utf8.h"

namespace benchgate::formats {
namespace {

using Cells = std::vector<std::string>;

/// Spreadsheets of other languages write semicolons, and Otava takes what it is told.
char separator_of(std::string_view text) {
  const auto first = text.substr(0, text.find_first_of("\r\n")).find_first_of(",;\t");
  return first == std::string_view::npos ? ',' : text[first];
}

/// `cell` without the spaces around it.
std::string trimmed(std::string cell) {
  const auto begin = cell.find_first_not_of(' ');
  if (begin == std::string::npos) return {};
  return cell.substr(begin, cell.find_last_not_of(' ') + 1 - begin);
}

std::optional<double> number_of(std::string_view text) {
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || !std::isfinite(value)) {
    return std::nullopt;
  }
  return value;
}

/// Lines of cells, RFC 4180: quoted cells may hold commas, line ends and "" for a quote. A line
/// ends with LF, CRLF or CR alone.
class Csv {
 public:
  Csv(std::string_view text, const std::filesystem::path& path)
      : text_(text), path_(path), separator_(separator_of(text)) {}

  /// Nothing at the end. Lines that are empty are passed over.
  std::optional<Cells> next() {
    while (!text_.empty()) {
      line_ += 1;
      auto cells = line();
      if (cells.size() > 1 || !cells.front().empty()) return cells;
    }
    return std::nullopt;
  }

  /// Where the cells are not separated by commas, a lone comma is a decimal point, as spreadsheets
  /// of many languages write it.
  [[nodiscard]] std::optional<double> number(std::string cell) const {
    const auto comma = cell.find(',');
    if (separator_ != ',' && comma != std::string::npos && cell.find('.') == std::string::npos) {
      cell[comma] = '.';
    }
    return number_of(cell);
  }

  [[noreturn]] void refuse(const std::string& what) const {
    throw InputError(path_, TextPosition{line_, 1}, what);
  }

 private:
  Cells line() {
    Cells cells(1);
    while (!text_.empty()) {
      const char c = take();
      if (c == '\n' || c == '\r') {
        if (c == '\r' && text_.starts_with('\n')) take();
        break;
      }
      if (c == separator_) {
        if (cells.size() == kMaxMetricsOfBenchmark) refuse("has too many columns");
        cells.emplace_back();
      } else if (c == '"') {
        quoted(cells.back());
      } else {
        cells.back() += c;
      }
    }
    for (auto& cell : cells) cell = trimmed(std::move(cell));
    return cells;
  }

  void quoted(std::string& cell) {
    while (!text_.empty()) {
      const char c = take();
      if (c != '"') {
        cell += c;
      } else if (text_.starts_with('"')) {
        cell += take();
      } else {
        return;
      }
    }
    refuse("a quote is not closed");
  }

  char take() {
    const char c = text_.front();
    text_.remove_prefix(1);
    return c;
  }

  std::string_view text_;
  const std::filesystem::path& path_;
  char separator_;
  std::size_t line_ = 0;
};

/// By the column's name, which may be a unit.
model::MetricDefinition definition_of(std::string_view metric) {
  auto definition = model::default_definition(metric);
  if (definition.unit == model::Unit::None && definition.kind == model::MetricKind::Timing) {
    definition.direction = model::direction_of_unit(metric);
  }
  return definition;
}

void check_names(const Cells& names, const Csv& csv) {
  if (std::ranges::find(names, "time") == names.end()) {
    csv.refuse("there is no column \"time\" in the first line; the first line names the columns");
  }
  for (const auto& name : names) {
    if (name.empty() || valid_utf8_prefix(name) != name.size()) {
      csv.refuse("a column has no name, or one that is not UTF-8");
    }
    if (std::ranges::count(names, name) > 1) {
      csv.refuse(fmt::format("the column \"{}\" stands twice", name));
    }
  }
}

}  // namespace

bool is_otava_csv(std::string_view text) {
  constexpr std::size_t kBeginning = std::size_t{64} << 10;
  text = text.substr(0, text.substr(0, kBeginning).find_first_of("\r\n"));
  if (text.find_first_of("{[<") != std::string_view::npos) return false;
  const char separator = separator_of(text);
  while (!text.empty()) {
    const auto end = text.find(separator);
    const auto name = trimmed(std::string(text.substr(0, end)));
    if (name == "time" || name == "\"time\"") return true;
    if (end == std::string_view::npos) break;
    text.remove_prefix(end + 1);
  }
  return false;
}

ImportedHistory read_otava_csv(std::string_view text, const std::filesystem::path& path) {
  ImportedHistory history;
  if (looks_like_utf16(text)) {
    throw InputError(path, "is UTF-16, not UTF-8; convert it: iconv -f UTF-16 -t UTF-8");
  }
  Csv csv(without_byte_order_mark(text), path);
  const auto names = csv.next();
  if (!names) throw InputError(path, "is empty");
  check_names(*names, csv);
  while (const auto cells = csv.next()) {
    if (cells->size() != names->size()) {
      csv.refuse(fmt::format("has {} cells, {} were expected", cells->size(), names->size()));
    }
    model::HistoryRecord record;
    for (std::size_t i = 0; i < cells->size(); ++i) {
      const auto& name = (*names)[i];
      const auto& cell = (*cells)[i];
      if (name == "time") {
        const auto time = parse_foreign_instant(cell);
        if (!time) csv.refuse(fmt::format("'{}' is not a time such as 2026-11-21T02:30:00Z", cell));
        record.run.measured_at = *time;
        record.run.committed_at = *time;
      } else if (name == "commit") {
        record.run.commit = cell;
      } else if (name == "branch") {
        record.run.branch = cell;
      } else if (const auto value = csv.number(cell)) {
        record.points.push_back({.series = {"", path.stem().string(), name, {}},
                                 .definition = definition_of(name),
                                 .value = *value,
                                 .samples = 1});
      } else if (!cell.empty()) {
        ++history.left_out;
      }
    }
    if (!record.points.empty()) history.records.push_back(std::move(record));
  }
  return history;
}

}  // namespace benchgate::formats
