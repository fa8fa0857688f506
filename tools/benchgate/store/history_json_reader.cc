#include <array>
#include <functional>
#include <limits>
#include <optional>
#include <set>
#include <span>

#include <fmt/format.h>
#include <simdjson.h>

#include "benchgate/base/error.h"
#include "benchgate/base/instant.h"
#include "benchgate/store/history_check.h"
#include "benchgate/store/history_json.h"
#include "benchgate/store/history_limits.h"

namespace benchgate::store {
namespace {

using simdjson::dom::element;

constexpr std::size_t kDepth = 8;

/// Where in the document a value stands: "benchmarks[3].figures[0]". Put into words on refusal
/// only.
struct Place {
  const Place* around = nullptr;
  std::string_view name{};  ///< of a field; empty: an element of a list
  std::size_t index = 0;
  const std::filesystem::path* file = nullptr;  ///< of the outermost place

  [[nodiscard]] std::string words() const {
    if (around == nullptr) return {};
    const auto outer = around->words();
    if (name.empty()) return fmt::format("{}[{}]", outer, index);
    return outer.empty() ? std::string(name) : fmt::format("{}.{}", outer, name);
  }

  [[noreturn]] void refuse(std::string_view what) const {
    const Place* outermost = this;
    while (outermost->around != nullptr) outermost = outermost->around;
    const auto where = words();
    throw InputError(*outermost->file,
                     fmt::format("{}{}{}", where, where.empty() ? "" : " ", what));
  }
};

std::string_view text_of(element value, const Place& place) {
  std::string_view text;
  if (value.get(text) != simdjson::SUCCESS) place.refuse("must be a text");
  return text;
}

double number_of(element value, const Place& place) {
  double number = 0;
  if (value.get(number) != simdjson::SUCCESS) place.refuse("must be a number");
  return number;
}

std::optional<double> optional_number(element value, const Place& place) {
  if (value.is_null()) return std::nullopt;
  return number_of(value, place);
}

std::uint64_t count_of(element value, const Place& place, std::uint64_t most) {
  std::uint64_t count = 0;
  if (value.get(count) != simdjson::SUCCESS || count > most) {
    place.refuse(fmt::format("must be a whole number from 0 to {}", most));
  }
  return count;
}

model::Timestamp instant_of(element value, const Place& place) {
  const auto instant = parse_instant(text_of(value, place));
  if (!instant) place.refuse("must be a moment such as \"2026-11-21T02:30:00Z\"");
  return *instant;
}

template <class Parse>
auto name_of(element value, const Place& place, Parse parse) {
  const auto found = parse(text_of(value, place));
  if (!found) place.refuse("is no name that this version knows");
  return *found;
}

template <class Visit>
void each_element(element value, const Place& place, Visit visit) {
  simdjson::dom::array array;
  if (value.get(array) != simdjson::SUCCESS) place.refuse("must be a list");
  std::size_t index = 0;
  for (const element inner : array) {
    visit(inner, Place{.around = &place, .index = index});
    ++index;
  }
}

/// A field of an object, and what is done with it.
struct Field {
  std::string_view name;
  std::function<void(element, const Place&)> read;
  bool may_lack = false;
};

/// All of `fields` that may not lack, each once, and no other.
void read_object(element value, const Place& place, std::span<const Field> fields) {
  simdjson::dom::object object;
  if (value.get(object) != simdjson::SUCCESS) place.refuse("must be an object");
  constexpr std::size_t kMost = 32;
  std::array<bool, kMost> seen{};
  for (const auto [key, inner] : object) {
    const Place inside{.around = &place, .name = key};
    std::size_t at = 0;
    while (at < fields.size() && fields[at].name != key) ++at;
    if (at == fields.size()) inside.refuse("is no field that this version knows");
    if (seen.at(at)) inside.refuse("stands twice");
    seen.at(at) = true;
    fields[at].read(inner, inside);
  }
  for (std::size_t at = 0; at < fields.size(); ++at) {
    if (seen.at(at) || fields[at].may_lack) continue;
    Place{.around = &place, .name = fields[at].name}.refuse("is not there");
  }
}

Field text_field(std::string_view name, std::string& into) {
  return {name, [&into](element value, const Place& place) { into = text_of(value, place); }};
}

Field text_field_if_any(std::string_view name, std::string& into) {
  auto field = text_field(name, into);
  field.may_lack = true;
  return field;
}

Field optional_field(std::string_view name, std::optional<double>& into) {
  return {name,
          [&into](element value, const Place& place) { into = optional_number(value, place); }};
}

/// Says before anything else whether this is what was expected, and of a version that is known.
void check_kind(element document, std::string_view format, const Place& place) {
  std::string_view found;
  if (document["format"].get(found) != simdjson::SUCCESS || found != format) {
    place.refuse(fmt::format(
        "this is no {} file (its \"format\" says otherwise); move it elsewhere", format));
  }
  std::int64_t schema = 0;
  if (document["schema"].get(schema) != simdjson::SUCCESS || schema < 1) {
    place.refuse("schema must be a number from 1 on");
  }
  if (schema > kHistorySchema) {
    place.refuse(
        fmt::format("was written by a newer benchgate (schema {}; this one knows {}): "
                    "update benchgate",
                    schema, kHistorySchema));
  }
}

Field ignored(std::string_view name) {
  return {name, [](element, const Place&) {}};
}

void read_environment(element value, const Place& place, model::HistoryRun& run) {
  simdjson::dom::object object;
  if (value.get(object) != simdjson::SUCCESS) place.refuse("must be an object");
  for (const auto [key, inner] : object) {
    const Place inside{.around = &place, .name = key};
    if (!run.environment.emplace(key, text_of(inner, inside)).second) inside.refuse("stands twice");
  }
}

/// What is the same for all figures of a column.
struct Column {
  std::string metric;
  model::Basis basis;
  model::MetricDefinition definition;
};

Column read_column(element value, const Place& place) {
  Column column;
  auto& definition = column.definition;
  const std::array<Field, 6> fields = {
      text_field("metric", column.metric),
      Field{"basis", [&](element v,
                         const Place& p) { column.basis.kind = name_of(v, p, model::basis_from); }},
      text_field("of", column.basis.of),
      Field{"unit",
            [&](element v, const Place& p) { definition.unit = name_of(v, p, model::parse_unit); }},
      Field{"better",
            [&](element v, const Place& p) {
              definition.direction = name_of(v, p, model::parse_direction);
            }},
      Field{"kind", [&](element v, const Place& p) {
              definition.kind = name_of(v, p, model::parse_metric_kind);
            }}};
  read_object(value, place, fields);
  return column;
}

/// [column, value, lower, upper, samples]
void read_figure(element value, const Place& place, const std::vector<Column>& columns,
                 model::HistoryPoint& point) {
  constexpr std::size_t kParts = 5;
  std::array<element, kParts> parts;
  std::size_t count = 0;
  each_element(value, place, [&](element part, const Place&) {
    if (count < kParts) parts.at(count) = part;
    ++count;
  });
  if (count != kParts) place.refuse("must be [column, value, lower, upper, samples]");
  const auto at = [&](std::size_t index) { return Place{.around = &place, .index = index}; };
  const auto column = count_of(parts[0], at(0), std::numeric_limits<std::uint32_t>::max());
  if (column >= columns.size()) at(0).refuse("is the number of no column");
  point.series.metric = columns[column].metric;
  point.series.basis = columns[column].basis;
  point.definition = columns[column].definition;
  point.value = number_of(parts[1], at(1));
  point.lower = optional_number(parts[2], at(2));
  point.upper = optional_number(parts[3], at(3));
  point.samples = static_cast<std::uint32_t>(
      count_of(parts[4], at(4), std::numeric_limits<std::uint32_t>::max()));
}

void read_benchmark(element value, const Place& place, const std::vector<Column>& columns,
                    std::vector<model::HistoryPoint>& points) {
  model::HistoryPoint point;
  std::optional<element> figures;
  const std::array<Field, 3> fields = {
      text_field("suite", point.series.suite), text_field("benchmark", point.series.benchmark),
      Field{"figures", [&](element v, const Place&) { figures = v; }}};
  read_object(value, place, fields);
  each_element(*figures, Place{.around = &place, .name = "figures"},
               [&](element figure, const Place& inside) {
                 if (points.size() == kMostPoints) {
                   inside.refuse(fmt::format("is beyond {} figures", kMostPoints));
                 }
                 read_figure(figure, inside, columns, point);
                 points.push_back(point);
               });
}

model::HistoryFailure read_failure(element value, const Place& place) {
  model::HistoryFailure failure;
  const std::array<Field, 3> fields = {text_field("suite", failure.suite),
                                       text_field("benchmark", failure.benchmark),
                                       text_field("message", failure.message)};
  read_object(value, place, fields);
  return failure;
}

model::HistoryRecord read_record(element document, const Place& place) {
  model::HistoryRecord record;
  auto& run = record.run;
  std::vector<Column> columns;
  std::optional<element> benchmarks;
  const std::array<Field, 16> fields = {
      ignored("format"),
      ignored("schema"),
      text_field("id", run.id),
      Field{"measured_at", [&](element v, const Place& p) { run.measured_at = instant_of(v, p); }},
      text_field("commit", run.commit),
      Field{"committed_at",
            [&](element v, const Place& p) {
              if (!v.is_null()) run.committed_at = instant_of(v, p);
            }},
      text_field("subject", run.subject),
      text_field("branch", run.branch),
      text_field("machine_class", run.machine_class),
      text_field("outcome", run.outcome),
      text_field("title", run.title),
      text_field("report_url", run.report_url),
      Field{"environment", [&](element v, const Place& p) { read_environment(v, p, run); }},
      Field{"columns",
            [&](element v, const Place& p) {
              each_element(v, p, [&](element column, const Place& inside) {
                if (columns.size() == kMostPoints) inside.refuse("is one column too many");
                columns.push_back(read_column(column, inside));
              });
            }},
      Field{"benchmarks", [&](element v, const Place&) { benchmarks = v; }},
      Field{"failures", [&](element v, const Place& p) {
              each_element(v, p, [&](element failure, const Place& inside) {
                if (record.failures.size() == kMostFailures) inside.refuse("is one too many");
                record.failures.push_back(read_failure(failure, inside));
              });
            }}};
  read_object(document, place, fields);
  // After the columns, wherever in the file they stand.
  each_element(*benchmarks, Place{.around = &place, .name = "benchmarks"},
               [&](element benchmark, const Place& inside) {
                 read_benchmark(benchmark, inside, columns, record.points);
               });
  return record;
}

model::HistoryFinding read_finding(element document, const Place& place) {
  model::HistoryFinding finding;
  model::SearchEnding ending;
  const std::array<Field, 23> fields = {
      ignored("format"),
      ignored("schema"),
      text_field("id", finding.id),
      Field{"found_at", [&](element v, const Place& p) { finding.found_at = instant_of(v, p); }},
      text_field("suite", finding.series.suite),
      text_field("benchmark", finding.series.benchmark),
      text_field("metric", finding.series.metric),
      Field{"basis",
            [&](element v, const Place& p) {
              finding.series.basis.kind = name_of(v, p, model::basis_from);
            }},
      text_field("of", finding.series.basis.of),
      text_field("good", finding.good),
      text_field("bad", finding.bad),
      text_field_if_any("narrowed_good", finding.narrowed_good),
      text_field_if_any("narrowed_bad", finding.narrowed_bad),
      Field{"answer",
            [&](element v, const Place& p) { finding.answer = name_of(v, p, model::answer_from); }},
      text_field("culprit", finding.culprit),
      text_field("subject", finding.subject),
      optional_field("ratio", finding.ratio),
      optional_field("lower", finding.lower),
      optional_field("upper", finding.upper),
      Field{"level", [&](element v, const Place& p) { finding.level = number_of(v, p); }},
      text_field_if_any("reason", ending.reason),
      Field{.name = "seconds",
            .read =
                [&](element v, const Place& p) {
                  ending.seconds = static_cast<std::uint32_t>(
                      count_of(v, p, std::numeric_limits<std::uint32_t>::max()));
                },
            .may_lack = true},
      text_field_if_any("tool", ending.tool)};
  read_object(document, place, fields);
  if (!ending.reason.empty()) finding.ending = ending;
  return finding;
}

/// `read` on the parsed text; what cannot be kept is refused here too.
template <class Read>
auto read_document(std::string_view json, const std::filesystem::path& path,
                   std::string_view format, Read read) {
  const Place outermost{.file = &path};
  if (json.size() > kMostRecordBytes) {
    outermost.refuse(
        fmt::format("has {} bytes, more than the limit of {}", json.size(), kMostRecordBytes));
  }
  simdjson::dom::parser parser;
  element document;
  auto error = parser.allocate(json.size() + 1, kDepth);
  if (error == simdjson::SUCCESS) error = parser.parse(json.data(), json.size()).get(document);
  if (error != simdjson::SUCCESS) {
    outermost.refuse(
        fmt::format("is not JSON, or not all of it ({}); restore it, from git say, or "
                    "move it elsewhere",
                    simdjson::error_message(error)));
  }
  check_kind(document, format, outermost);
  auto result = read(document, outermost);
  if (const auto bad = objection(result)) outermost.refuse(*bad);
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
