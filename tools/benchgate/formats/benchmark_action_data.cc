#include "benchgate/formats/benchmark_action_data.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <optional>
#include <set>

#include <fmt/format.h>

#include "benchgate/base/error.h"
#include "benchgate/base/instant.h"
#include "benchgate/base/json_document.h"
#include "benchgate/base/whole_number.h"
#include "benchgate/formats/limits.h"
#include "benchgate/formats/utf8.h"

namespace benchgate::formats {
namespace {

constexpr std::size_t kMostNameBytes = 2'000;  // as stores take them
constexpr std::array<std::string_view, 3> kNonFinite = {"NaN", "Infinity", "-Infinity"};

std::string clipped(std::string_view text) {
  text = text.substr(0, kMostNameBytes);
  return std::string(text.substr(0, valid_utf8_prefix(text)));
}

/// What other tools wrote is not checked: a text that is none is empty.
std::string text_or_empty(const std::optional<JsonField>& field) {
  return field && field->is_text() ? clipped(field->text()) : std::string();
}

/// The first line of a commit's message.
std::string subject_of(const std::string& message) {
  return message.substr(0, message.find_first_of("\r\n"));
}

/// "ns/iter", "ms", "us/op": a time, and how many nanoseconds its unit has.
std::optional<double> nanoseconds_in(std::string_view unit) {
  return model::nanoseconds_per(unit.substr(0, unit.find('/')));
}

/// What the file itself says; nothing where it leaves that to the unit.
std::optional<model::Direction> stated_direction(const JsonField& bench, std::string_view tool) {
  using enum model::Direction;
  const auto stated = bench.find("biggerIsBetter");
  if (stated && stated->is_boolean()) return stated->boolean() ? HigherIsBetter : LowerIsBetter;
  if (const auto text = text_or_empty(stated); text == "true" || text == "false") {
    return text == "true" ? HigherIsBetter : LowerIsBetter;
  }
  if (tool == "customBiggerIsBetter") return HigherIsBetter;
  if (tool == "customSmallerIsBetter") return LowerIsBetter;
  return std::nullopt;
}

using Names = std::set<std::string, std::less<>>;

/// The spread of other values, or a fit to them, of Google Benchmark; another tool has passed such
/// rows on where the mean or the median stands beside them.
bool is_no_figure(std::string_view name, std::string_view tool, const Names& names) {
  constexpr std::array<std::string_view, 4> kSuffixes = {"_stddev", "_cv", "_RMS", "_BigO"};
  const auto suffix = std::ranges::find_if(
      kSuffixes, [&](std::string_view candidate) { return name.ends_with(candidate); });
  if (suffix == kSuffixes.end()) return false;
  name.remove_suffix(suffix->size());
  const std::string measured(name);
  return tool == "googlecpp" || names.contains(measured + "_mean") ||
         names.contains(measured + "_median");
}

Names names_of(const std::vector<JsonField>& benches) {
  Names names;
  for (const auto& bench : benches) names.insert(text_or_empty(bench.find("name")));
  return names;
}

/// The place behind the string that begins at `quote`.
std::size_t end_of_string(std::string_view text, std::size_t quote) {
  for (auto at = quote + 1; at < text.size(); ++at) {
    if (text[at] == '\\') {
      ++at;
    } else if (text[at] == '"') {
      return at + 1;
    }
  }
  return text.size();
}

/// JavaScript has NaN and Infinity, and JSON has not: outside of strings they become null.
std::string without_non_finite(std::string_view text) {
  std::string result;
  for (std::size_t at = 0; at < text.size();) {
    const auto rest = text.substr(at);
    const auto* const word = std::ranges::find_if(
        kNonFinite, [&](std::string_view candidate) { return rest.starts_with(candidate); });
    auto end = at + 1;
    if (word != kNonFinite.end()) {
      result += "null";
      at += word->size();
      continue;
    }
    if (text[at] == '"') end = end_of_string(text, at);
    result += text.substr(at, end - at);
    at = end;
  }
  return result;
}

/// A number, or a text that is one; nothing for anything else.
std::optional<double> number_of(const std::optional<JsonField>& value) {
  if (value && value->is_number()) return value->number();
  double number = 0;
  const auto text = text_or_empty(value);
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return std::isfinite(number) ? std::optional(number) : std::nullopt;
}

std::string of_commit(const JsonField& entry, std::string_view key) {
  const auto commit = entry.find("commit");
  return commit ? text_or_empty(commit->find(key)) : std::string();
}

/// When an entry was measured: its date in milliseconds or, of programs that take it for Unix time,
/// seconds; else its commit's.
std::optional<model::Timestamp> moment_of(const JsonField& entry) {
  // Milliseconds that are before 1973 are seconds.
  constexpr double kFewestMilliseconds = 1e11;
  if (const auto date = number_of(entry.find("date"))) {
    const auto seconds = whole_number<model::Timestamp>(
        std::floor(*date < kFewestMilliseconds ? *date : *date / 1e3));
    if (!seconds || *seconds < 0 || *seconds > kLastInstant) return std::nullopt;
    return seconds;
  }
  const auto written = parse_foreign_instant(text_or_empty(entry.find("date")));
  return written ? written : parse_foreign_instant(of_commit(entry, "timestamp"));
}

class Importer {
 public:
  explicit Importer(const std::filesystem::path& path) : path_(path) {}

  ImportedHistory read(const JsonField& document) {
    const auto entries = document.find("entries");
    if (!entries) refuse("has no \"entries\": is this github-action-benchmark's data file?");
    for (const auto& list : entries->fields()) {
      for (const auto& entry : list.elements()) add_entry(clipped(list.key()), entry);
    }
    return std::move(history_);
  }

  [[noreturn]] void refuse(const std::string& what) const { throw InputError(path_, what); }

 private:
  void add_entry(const std::string& suite, const JsonField& entry) {
    model::HistoryRecord record;
    auto& run = record.run;
    const auto moment = moment_of(entry);
    if (!moment) refuse(fmt::format("an entry of {} has no date", suite));
    run.measured_at = *moment;
    run.commit = of_commit(entry, "id");
    run.committed_at = parse_foreign_instant(of_commit(entry, "timestamp"));
    run.subject = subject_of(of_commit(entry, "message"));
    const auto tool = text_or_empty(entry.find("tool"));
    const auto benches = entry.at("benches").elements();
    const auto names = names_of(benches);
    std::set<model::SeriesKey> seen;
    for (const auto& bench : benches) {
      auto point = point_of(suite, bench, tool, names);
      if (point && seen.insert(point->series).second) {
        record.points.push_back(std::move(*point));
      } else {
        ++history_.left_out;
      }
    }
    if (!record.points.empty()) history_.records.push_back(std::move(record));
  }

  static std::optional<model::HistoryPoint> point_of(const std::string& suite,
                                                     const JsonField& bench,
                                                     const std::string& tool, const Names& names) {
    model::HistoryPoint point;
    point.series.suite = suite;
    point.series.benchmark = text_or_empty(bench.find("name"));
    const auto value = number_of(bench.find("value"));
    if (!value || point.series.benchmark.empty() ||
        is_no_figure(point.series.benchmark, tool, names)) {
      return std::nullopt;
    }
    point.value = *value;
    const auto unit = text_or_empty(bench.find("unit"));
    const auto direction = stated_direction(bench, tool).value_or(model::direction_of_unit(unit));
    const auto scale = nanoseconds_in(unit);
    // Something of which more is better is no time of the benchmark, whatever its unit.
    if (scale && direction == model::Direction::LowerIsBetter) {
      point.series.metric = model::kRealTime;
      point.definition = model::default_definition(model::kRealTime);
      point.value *= *scale;
    } else {
      point.series.metric = unit.empty() ? "value" : unit;
      point.definition.direction = direction;
    }
    point.samples = 1;
    return std::isfinite(point.value) ? std::optional(point) : std::nullopt;
  }

  const std::filesystem::path& path_;
  ImportedHistory history_;
};

}  // namespace

bool is_benchmark_action_data(std::string_view text) {
  constexpr std::size_t kBeginning = 4096;
  text = text.substr(0, kBeginning);
  if (text.find("BENCHMARK_DATA") != std::string_view::npos) return true;
  const auto first = text.find_first_not_of(" \t\r\n");
  const auto has = [text](std::string_view field) {
    return text.find(field) != std::string_view::npos;
  };
  return first != std::string_view::npos && text[first] == '{' && has("\"entries\"") &&
         (has("\"lastUpdate\"") || has("\"repoUrl\"") || has("\"benches\""));
}

ImportedHistory read_benchmark_action_data(std::string_view text,
                                           const std::filesystem::path& path) {
  Importer importer(path);
  if (looks_like_utf16(text)) {
    importer.refuse("is UTF-16, not UTF-8; convert it: iconv -f UTF-16 -t UTF-8");
  }
  const auto begin = text.find('{');
  const auto end = text.rfind('}');
  if (begin == std::string_view::npos || end == std::string_view::npos || end < begin) {
    importer.refuse(
        "is not a data file of github-action-benchmark (window.BENCHMARK_DATA = {...})");
  }
  // With what stands before it, so that lines are those of the file.
  const auto readable =
      std::string(text.substr(0, begin)) + without_non_finite(text.substr(begin, end + 1 - begin));
  const JsonDocument document(std::string_view(readable).substr(begin), path,
                              {.content = readable, .most_depth = kMaxDepth});
  return importer.read(document.root());
}

}  // namespace benchgate::formats
