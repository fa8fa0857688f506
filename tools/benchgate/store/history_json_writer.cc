#include <iterator>
#include <map>
#include <tuple>

#include <fmt/format.h>

#include "benchgate/base/instant.h"
#include "benchgate/formats/utf8.h"
#include "benchgate/store/history_json.h"
#include "benchgate/store/history_limits.h"

namespace benchgate::store {
namespace {

/// JSON piece by piece: what is between pieces depends on the layout alone.
class Writer {
 public:
  explicit Writer(JsonLayout layout) : between_(layout == JsonLayout::Lines ? ",\n" : ",") {
    if (layout == JsonLayout::Lines) line_end_ = "\n";
  }

  void raw(std::string_view text) { out_ += text; }
  void line_end() { out_ += line_end_; }
  /// What stands between two elements of a list, or two fields of the document.
  void between() { out_ += between_; }
  void text(std::string_view text) { formats::append_json_string(out_, text); }

  /// The shortest digits that read as the same double.
  void number(double value) { fmt::format_to(std::back_inserter(out_), "{}", value); }
  void count(std::size_t value) { fmt::format_to(std::back_inserter(out_), "{}", value); }

  void number(const std::optional<double>& value) {
    if (value) {
      number(*value);
    } else {
      out_ += "null";
    }
  }

  void field(std::string_view name, std::string_view value) {
    between();
    text(name);
    out_ += ':';
    text(value);
  }

  /// The field and the bracket that its value begins with.
  void open_field(std::string_view name, char bracket) {
    between();
    text(name);
    out_ += ':';
    out_ += bracket;
  }

  [[nodiscard]] std::string finish() { return std::move(out_); }

 private:
  std::string out_;
  std::string_view between_;
  std::string_view line_end_;
};

void write_head(Writer& writer, std::string_view format, std::string_view id) {
  writer.raw("{");
  writer.line_end();
  writer.text("format");
  writer.raw(":");
  writer.text(format);
  writer.raw(fmt::format(",\"schema\":{}", kHistorySchema));
  writer.field("id", id);
}

void write_instant(Writer& writer, std::string_view name,
                   const std::optional<model::Timestamp>& at) {
  writer.between();
  writer.text(name);
  writer.raw(":");
  if (at) {
    writer.text(instant_text(*at));
  } else {
    writer.raw("null");
  }
}

void write_run(Writer& writer, const model::HistoryRun& run) {
  write_instant(writer, "measured_at", run.measured_at);
  writer.field("commit", run.commit);
  write_instant(writer, "committed_at", run.committed_at);
  writer.field("subject", run.subject);
  writer.field("branch", run.branch);
  writer.field("machine_class", run.machine_class);
  writer.field("outcome", run.outcome);
  writer.field("title", run.title);
  writer.field("report_url", run.report_url);
  writer.open_field("environment", '{');
  bool is_first = true;
  for (const auto& [field, value] : run.environment) {
    if (!is_first) writer.between();
    is_first = false;
    writer.text(field);
    writer.raw(":");
    writer.text(value);
  }
  writer.raw("}");
}

/// What a figure is of, without its benchmark: a column of the record.
struct Column {
  std::string_view metric;
  model::Basis basis;
  model::MetricDefinition definition;

  [[nodiscard]] auto sorted_by() const {
    return std::tie(metric, basis, definition.unit, definition.direction, definition.kind);
  }
  bool operator<(const Column& other) const { return sorted_by() < other.sorted_by(); }
};

Column column_of(const model::HistoryPoint& point) {
  return {point.series.metric, point.series.basis, point.definition};
}

/// Columns, numbered in the order in which they first appear.
using Columns = std::map<Column, std::size_t>;

Columns write_columns(Writer& writer, const std::vector<model::HistoryPoint>& points) {
  Columns columns;
  writer.open_field("columns", '[');
  for (const auto& point : points) {
    const auto [place, is_new] = columns.try_emplace(column_of(point), columns.size());
    if (!is_new) continue;
    if (place->second != 0) writer.between();
    writer.raw("{\"metric\":");
    writer.text(point.series.metric);
    writer.raw(",\"basis\":");
    writer.text(model::basis_name(point.series.basis.kind));
    writer.raw(",\"of\":");
    writer.text(point.series.basis.of);
    writer.raw(",\"unit\":");
    writer.text(model::unit_name(point.definition.unit));
    writer.raw(",\"better\":");
    writer.text(model::direction_name(point.definition.direction));
    writer.raw(",\"kind\":");
    writer.text(model::kind_name(point.definition.kind));
    writer.raw("}");
  }
  writer.raw("]");
  return columns;
}

void write_figure(Writer& writer, const model::HistoryPoint& point, std::size_t column) {
  writer.raw("[");
  writer.count(column);
  writer.raw(",");
  writer.number(point.value);
  writer.raw(",");
  writer.number(point.lower);
  writer.raw(",");
  writer.number(point.upper);
  writer.raw(",");
  writer.count(point.samples);
  writer.raw("]");
}

/// Neighbours of one benchmark share a line; whatever the order, it is kept.
void write_points(Writer& writer, const std::vector<model::HistoryPoint>& points) {
  const auto columns = write_columns(writer, points);
  writer.open_field("benchmarks", '[');
  const model::HistoryPoint* before = nullptr;
  for (const auto& point : points) {
    const bool same = before != nullptr && before->series.suite == point.series.suite &&
                      before->series.benchmark == point.series.benchmark;
    if (same) {
      writer.raw(",");
    } else {
      if (before != nullptr) {
        writer.raw("]}");
        writer.between();
      }
      writer.raw("{\"suite\":");
      writer.text(point.series.suite);
      writer.raw(",\"benchmark\":");
      writer.text(point.series.benchmark);
      writer.raw(",\"figures\":[");
    }
    write_figure(writer, point, columns.at(column_of(point)));
    before = &point;
  }
  writer.raw(before == nullptr ? "]" : "]}]");
}

void write_failures(Writer& writer, const std::vector<model::HistoryFailure>& failures) {
  writer.open_field("failures", '[');
  bool is_first = true;
  for (const auto& failure : failures) {
    if (!is_first) writer.between();
    is_first = false;
    writer.raw("{\"suite\":");
    writer.text(failure.suite);
    writer.raw(",\"benchmark\":");
    writer.text(failure.benchmark);
    writer.raw(",\"message\":");
    writer.text(failure.message);
    writer.raw("}");
  }
  writer.raw("]");
}

void write_optional_number(Writer& writer, std::string_view name,
                           const std::optional<double>& value) {
  writer.between();
  writer.text(name);
  writer.raw(":");
  writer.number(value);
}

}  // namespace

std::string write_record_json(const model::HistoryRecord& record, JsonLayout layout) {
  Writer writer(layout);
  write_head(writer, "benchgate-record", record.run.id);
  write_run(writer, record.run);
  write_points(writer, record.points);
  write_failures(writer, record.failures);
  writer.line_end();
  writer.raw("}\n");
  return writer.finish();
}

std::string write_finding_json(const model::HistoryFinding& finding) {
  Writer writer(JsonLayout::Lines);
  write_head(writer, "benchgate-finding", finding.id);
  write_instant(writer, "found_at", finding.found_at);
  writer.field("suite", finding.series.suite);
  writer.field("benchmark", finding.series.benchmark);
  writer.field("metric", finding.series.metric);
  writer.field("basis", model::basis_name(finding.series.basis.kind));
  writer.field("of", finding.series.basis.of);
  writer.field("good", finding.good);
  writer.field("bad", finding.bad);
  if (!finding.narrowed_good.empty()) writer.field("narrowed_good", finding.narrowed_good);
  if (!finding.narrowed_bad.empty()) writer.field("narrowed_bad", finding.narrowed_bad);
  writer.field("answer", model::answer_name(finding.answer));
  writer.field("culprit", finding.culprit);
  writer.field("subject", finding.subject);
  write_optional_number(writer, "ratio", finding.ratio);
  write_optional_number(writer, "lower", finding.lower);
  write_optional_number(writer, "upper", finding.upper);
  write_optional_number(writer, "level", finding.level);
  if (const auto& ending = finding.ending) {
    writer.field("reason", ending->reason);
    write_optional_number(writer, "seconds", ending->seconds);
    writer.field("tool", ending->tool);
  }
  writer.line_end();
  writer.raw("}\n");
  return writer.finish();
}

}  // namespace benchgate::store
