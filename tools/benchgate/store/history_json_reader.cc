#include <limits>
#include <optional>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "benchgate/base/error.h"
#include "benchgate/base/instant.h"
#include "benchgate/base/json_document.h"
#include "benchgate/store/history_check.h"
#include "benchgate/store/history_json.h"
#include "benchgate/store/history_limits.h"

namespace benchgate::store {
namespace {

constexpr std::size_t kDepth = 8;
constexpr std::uint32_t kMostSamples = std::numeric_limits<std::uint32_t>::max();

double as_number(const JsonField& field) {
  return field.number();
}

model::Timestamp as_instant(const JsonField& field) {
  const auto instant = parse_instant(field.text());
  if (!instant) field.refuse("must be a moment such as \"2026-11-21T02:30:00Z\"");
  return *instant;
}

template <class Parse>
auto known(const JsonField& field, Parse parse) {
  const auto found = parse(field.text());
  if (!found) field.refuse("is not a name that this version knows");
  return *found;
}

std::string text_if_any(const JsonField& object, std::string_view key) {
  const auto field = object.find(key);
  return field ? field->text() : std::string();
}

/// Says before anything else whether this is what was expected, and of a version that is known.
void check_kind(const JsonField& document, std::string_view format,
                const std::filesystem::path& path) {
  const auto found = document.find("format");
  if (!found || !found->is_text() || found->text() != format) {
    throw InputError(
        path, fmt::format("this is no {} file (its \"format\" says otherwise); move it elsewhere",
                          format));
  }
  const auto schema = document.find("schema");
  if (!schema || !schema->is_number() || schema->number() < 1) {
    throw InputError(path, "schema must be a number from 1 on");
  }
  if (schema->number() > kHistorySchema) {
    throw InputError(path,
                     fmt::format("was written by a newer benchgate (schema {}; this one knows {}): "
                                 "update benchgate",
                                 schema->number(), kHistorySchema));
  }
}

/// What is the same for all figures of a column.
struct Column {
  std::string metric;
  model::Basis basis;
  model::MetricDefinition definition;
};

model::Basis read_basis(const JsonField& field) {
  return {known(field.at("basis"), model::basis_from), field.at("of").text()};
}

model::MetricDefinition read_definition(const JsonField& field) {
  return {.unit = known(field.at("unit"), model::parse_unit),
          .direction = known(field.at("better"), model::parse_direction),
          .kind = known(field.at("kind"), model::parse_metric_kind)};
}

Column read_column(const JsonField& field) {
  field.require_only({"metric", "basis", "of", "unit", "better", "kind"});
  return {.metric = field.at("metric").text(),
          .basis = read_basis(field),
          .definition = read_definition(field)};
}

std::vector<Column> read_columns(const JsonField& list) {
  std::vector<Column> columns;
  for (const auto& field : list.elements()) {
    if (columns.size() == kMostPoints) field.refuse("is one column too many");
    columns.push_back(read_column(field));
  }
  return columns;
}

/// [column, value, lower, upper, samples]
void read_figure(const JsonField& figure, const std::vector<Column>& columns,
                 model::HistoryPoint& point) {
  constexpr std::size_t kParts = 5;
  if (figure.size() != kParts) figure.refuse("must be [column, value, lower, upper, samples]");
  const auto number = figure.element(0);
  const auto column = number.whole(std::numeric_limits<std::uint32_t>::max());
  if (column >= columns.size()) number.refuse("is the number of no column");
  point.series.metric = columns[column].metric;
  point.series.basis = columns[column].basis;
  point.definition = columns[column].definition;
  point.value = figure.element(1).number();
  point.lower = figure.element(2).optional(as_number);
  point.upper = figure.element(3).optional(as_number);
  point.samples = figure.element(4).whole(kMostSamples);
}

void read_benchmark(const JsonField& field, const std::vector<Column>& columns,
                    std::vector<model::HistoryPoint>& points) {
  field.require_only({"suite", "benchmark", "figures"});
  model::HistoryPoint point;
  point.series.suite = field.at("suite").text();
  point.series.benchmark = field.at("benchmark").text();
  for (const auto& figure : field.at("figures").elements()) {
    if (points.size() == kMostPoints) {
      figure.refuse(fmt::format("is beyond {} figures", kMostPoints));
    }
    read_figure(figure, columns, point);
    points.push_back(point);
  }
}

model::HistoryFailure read_failure(const JsonField& field) {
  field.require_only({"suite", "benchmark", "message"});
  return {.suite = field.at("suite").text(),
          .benchmark = field.at("benchmark").text(),
          .message = field.at("message").text()};
}

model::HistoryRun read_run(const JsonField& document) {
  model::HistoryRun run{.id = document.at("id").text(),
                        .measured_at = as_instant(document.at("measured_at")),
                        .commit = document.at("commit").text(),
                        .committed_at = document.at("committed_at").optional(as_instant),
                        .subject = document.at("subject").text(),
                        .branch = document.at("branch").text(),
                        .machine_class = document.at("machine_class").text(),
                        .outcome = document.at("outcome").text(),
                        .title = document.at("title").text(),
                        .report_url = document.at("report_url").text(),
                        .environment = {}};
  for (const auto& field : document.at("environment").fields()) {
    run.environment.emplace(field.key(), field.text());
  }
  return run;
}

model::HistoryRecord read_record(const JsonField& document) {
  document.require_only({"format", "schema", "id", "measured_at", "commit", "committed_at",
                         "subject", "branch", "machine_class", "outcome", "title", "report_url",
                         "environment", "columns", "benchmarks", "failures"});
  model::HistoryRecord record{.run = read_run(document), .points = {}, .failures = {}};
  const auto columns = read_columns(document.at("columns"));
  for (const auto& benchmark : document.at("benchmarks").elements()) {
    read_benchmark(benchmark, columns, record.points);
  }
  for (const auto& failure : document.at("failures").elements()) {
    if (record.failures.size() == kMostFailures) failure.refuse("is one too many");
    record.failures.push_back(read_failure(failure));
  }
  return record;
}

std::optional<model::SearchEnding> read_ending(const JsonField& document) {
  auto reason = text_if_any(document, "reason");
  const auto seconds = document.find("seconds");
  model::SearchEnding ending{.reason = std::move(reason),
                             .seconds = seconds ? seconds->whole(kMostSamples) : 0,
                             .tool = text_if_any(document, "tool")};
  return ending.reason.empty() ? std::nullopt : std::optional(std::move(ending));
}

model::SeriesKey read_series(const JsonField& field) {
  return {.suite = field.at("suite").text(),
          .benchmark = field.at("benchmark").text(),
          .metric = field.at("metric").text(),
          .basis = read_basis(field)};
}

model::HistoryFinding read_finding(const JsonField& document) {
  document.require_only(
      {"format",        "schema",       "id",        "found_at", "suite", "metric",
       "basis",         "of",           "benchmark", "good",     "bad",   "culprit",
       "narrowed_good", "narrowed_bad", "answer",    "subject",  "ratio", "lower",
       "upper",         "level",        "reason",    "seconds",  "tool"});
  return {.id = document.at("id").text(),
          .series = read_series(document),
          .good = document.at("good").text(),
          .bad = document.at("bad").text(),
          .narrowed_good = text_if_any(document, "narrowed_good"),
          .narrowed_bad = text_if_any(document, "narrowed_bad"),
          .answer = known(document.at("answer"), model::answer_from),
          .culprit = document.at("culprit").text(),
          .subject = document.at("subject").text(),
          .ratio = document.at("ratio").optional(as_number),
          .lower = document.at("lower").optional(as_number),
          .upper = document.at("upper").optional(as_number),
          .level = document.at("level").number(),
          .found_at = as_instant(document.at("found_at")),
          .ending = read_ending(document)};
}

/// `read` on the parsed text; what cannot be kept is refused here too.
template <class Read>
auto read_document(std::string_view json, const std::filesystem::path& path,
                   std::string_view format, Read read) {
  if (json.size() > kMostRecordBytes) {
    throw InputError(path, fmt::format("has {} bytes, more than the limit of {}", json.size(),
                                       kMostRecordBytes));
  }
  // Without the content: a record may be one line of a year's file.
  const JsonDocument document(
      json, path,
      {.most_depth = kDepth, .advice = "restore it, from git say, or move it elsewhere"});
  check_kind(document.root(), format, path);
  auto result = read(document.root());
  if (const auto bad = objection(result)) throw InputError(path, *bad);
  return result;
}

}  // namespace

model::HistoryRecord read_record_json(std::string_view json, const std::filesystem::path& path) {
  return read_document(json, path, "benchgate-record", read_record);
}

model::HistoryFinding read_finding_json(std::string_view json, const std::filesystem::path& path) {
  return read_document(json, path, "benchgate-finding", read_finding);
}

}  // namespace benchgate::store
