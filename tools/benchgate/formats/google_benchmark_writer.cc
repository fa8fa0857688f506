#include "benchgate/formats/google_benchmark_writer.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <charconv>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <set>
#include <span>
#include <string_view>
#include <unordered_map>

#include "benchgate/formats/google_benchmark_context.h"
#include "benchgate/formats/google_benchmark_name.h"
#include "benchgate/formats/google_benchmark_row.h"
#include "benchgate/formats/row_plan.h"
#include "benchgate/formats/utf8.h"
#include "benchgate/model/metric.h"

namespace benchgate::formats {
namespace {

/// Google's own fields of the context, written where other tools look for them.
constexpr std::array<std::string_view, 10> kGoogleFields = {"date",
                                                            "host_name",
                                                            "executable",
                                                            "num_cpus",
                                                            "mhz_per_cpu",
                                                            "cpu_scaling_enabled",
                                                            "aslr_enabled",
                                                            "library_version",
                                                            "library_build_type",
                                                            "json_schema_version"};
constexpr std::array<std::string_view, 6> kOurFields = {"schema", "suites",  "session",
                                                        "shard",  "metrics", "diagnostics"};

template <typename Names>
bool is_one_of(std::string_view name, const Names& names) {
  return std::ranges::find(names, name) != names.end();
}

/// Is the text what JSON would say without quotes, and comes back as the same text?
bool is_bare(std::string_view text) {
  constexpr std::size_t kLongest = 9;
  if (text == "true" || text == "false" || text == "0") return true;
  return !text.empty() && text.size() <= kLongest && text.front() != '0' &&
         std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

void append_number(std::string& out, double value) {
  std::array<char, 32> buffer{};
  const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value).ptr;
  out.append(buffer.data(), end);
}

void append_number(std::string& out, std::size_t value) {
  out += std::to_string(value);
}

/// Fields of one JSON object, separated.
class Fields {
 public:
  Fields(std::string& out, std::string_view separator) : out_(out), separator_(separator) {}

  std::string& key(std::string_view name) {
    if (!first_) out_ += ',';
    if (!first_ || separator_.front() == '\n') out_ += separator_;
    first_ = false;
    append_json_string(out_, name);
    out_ += ": ";
    return out_;
  }
  void text(std::string_view name, std::string_view value) { append_json_string(key(name), value); }
  void number(std::string_view name, double value) { append_number(key(name), value); }
  void number(std::string_view name, std::size_t value) { append_number(key(name), value); }
  void truth(std::string_view name) { key(name) += "true"; }
  [[nodiscard]] bool empty() const { return first_; }

 private:
  std::string& out_;
  std::string_view separator_;
  bool first_ = true;
};

/// Which pairs are to be written when, for the reader to find them in their order: that of the
/// first rows that name them.
class PairWriter {
 public:
  explicit PairWriter(const std::optional<model::Pairs>& pairs) {
    if (pairs) pairs_ = pairs->pairs;
    for (std::size_t i = 0; i < pairs_.size(); ++i) index_.emplace(pairs_[i].process, i);
  }

  [[nodiscard]] const model::Pair* find(std::uint32_t process) const {
    const auto found = index_.find(process);
    return found == index_.end() ? nullptr : &pairs_[found->second];
  }
  /// Those that must be written before the row of `process`. They count as written, and so does
  /// the pair of that row.
  [[nodiscard]] std::span<const model::Pair> before(std::uint32_t process) {
    const auto found = index_.find(process);
    if (found == index_.end() || found->second < written_) return {};
    const auto those = pairs_.subspan(written_, found->second - written_);
    written_ = found->second + 1;
    return those;
  }
  /// Those that are still to be written.
  [[nodiscard]] std::span<const model::Pair> rest() const { return pairs_.subspan(written_); }

 private:
  std::span<const model::Pair> pairs_;
  std::unordered_map<std::uint32_t, std::size_t> index_;
  std::size_t written_ = 0;
};

class Writer {
 public:
  explicit Writer(const model::Run& run) : run_(run) {}

  std::string write() {
    out_ = "{\n  \"context\": {";
    find_common();
    write_context();
    out_ += "\n  },\n  \"benchmarks\": [";
    for (std::size_t i = 0; i < run_.benchmarks.size(); ++i) write_benchmark(i);
    out_ += "\n  ]\n}\n";
    return std::move(out_);
  }

 private:
  /// Fields that all suites have with the same text.
  void find_common() {
    if (run_.suites.empty()) return;
    for (const auto& [field, text] : run_.suites.front().environment.fields) {
      const auto has_it = [&name = field, &value = text](const model::Suite& suite) {
        return suite.environment.find(name) == value;
      };
      if (!is_one_of(field, kOurFields) && field != "benchgate" &&
          std::ranges::all_of(run_.suites, has_it)) {
        common_.insert(field);
      }
    }
  }

  void write_context() {
    Fields context(out_, "\n    ");
    for (const auto field : kGoogleFields) {
      if (!common_.contains(field)) continue;
      const auto text = *run_.suites.front().environment.find(field);
      if (is_bare(text)) {
        context.key(field) += text;
      } else {
        context.text(field, text);
      }
    }
    context.key("benchgate") += '{';
    Fields ours(out_, "\n      ");
    ours.number("schema", static_cast<std::size_t>(kSchemaVersion));
    for (const auto field : common_) {
      if (is_one_of(field, kGoogleFields)) continue;
      ours.text(field, *run_.suites.front().environment.find(field));
    }
    write_suites(ours);
    write_metrics(ours);
    write_session(ours);
    write_shard(ours);
    write_diagnostics(ours);
    out_ += "\n    }";
  }

  void write_suites(Fields& ours) {
    ours.key("suites") += '{';
    Fields suites(out_, "\n        ");
    for (const auto& suite : run_.suites) {
      suites.key(suite.name) += '{';
      Fields fields(out_, "\n          ");
      for (const auto& [field, text] : suite.environment.fields) {
        if (!common_.contains(field)) fields.text(field, text);
      }
      out_ += fields.empty() ? "}" : "\n        }";
    }
    out_ += suites.empty() ? "}" : "\n      }";
  }

  /// Writes the definitions that the metrics' names do not give. If two benchmarks define one name
  /// differently, the first definition is kept.
  void write_metrics(Fields& ours) {
    MetricDefinitions metrics;
    for (const auto& benchmark : run_.benchmarks) {
      for (const auto& series : benchmark.metrics) {
        if (series.definition == model::default_definition(series.metric)) continue;
        metrics.emplace(series.metric, series.definition);
      }
    }
    if (metrics.empty()) return;
    ours.key("metrics") += '{';
    Fields fields(out_, "\n        ");
    for (const auto& [name, definition] : metrics) {
      fields.key(name) += '{';
      Fields metric(out_, " ");
      metric.text("unit", model::unit_name(definition.unit));
      metric.text("better", model::direction_name(definition.direction));
      metric.text("kind", model::kind_name(definition.kind));
      out_ += '}';
    }
    out_ += "\n      }";
  }

  void write_session(Fields& ours) {
    if (!run_.session) return;
    ours.key("session") += '{';
    Fields fields(out_, " ");
    fields.text("id", run_.session->id);
    fields.text("side", name_in(model::kSideNames, run_.session->side));
    fields.text("seed", std::to_string(run_.session->seed));
    if (run_.session->seconds) fields.number("seconds", *run_.session->seconds);
    out_ += '}';
  }

  void write_shard(Fields& ours) {
    if (!run_.shard) return;
    ours.key("shard") += '{';
    Fields fields(out_, " ");
    fields.number("index", std::size_t{run_.shard->index});
    fields.number("count", std::size_t{run_.shard->count});
    fields.key("terms") += '{';
    Fields terms(out_, " ");
    for (const auto& [name, text] : run_.shard->terms) terms.text(name, text);
    out_ += "}}";
  }

  void write_diagnostics(Fields& ours) {
    if (run_.diagnostics.empty()) return;
    ours.key("diagnostics") += '[';
    std::string_view separator = "\n        {";
    for (const auto& diagnostic : run_.diagnostics) {
      out_ += separator;
      Fields fields(out_, " ");
      fields.text("level", name_in(model::kLevelNames, diagnostic.level));
      fields.text("code", diagnostic.code);
      if (!diagnostic.benchmark.empty()) fields.text("benchmark", diagnostic.benchmark);
      if (!diagnostic.metric.empty()) fields.text("metric", diagnostic.metric);
      fields.text("message", diagnostic.message);
      out_ += '}';
      separator = ",\n        {";
    }
    out_ += "\n      ]";
  }

  void write_benchmark(std::size_t index) {
    const auto& benchmark = run_.benchmarks[index];
    const auto rows = plan_rows(benchmark);
    const std::size_t repetitions = rows.size() + (benchmark.failure ? 1 : 0);
    PairWriter pairs(benchmark.pairs);
    for (std::size_t k = 0; k < rows.size(); ++k) {
      if (rows[k].process) write_placeholders(index, pairs.before(*rows[k].process));
      Fields fields = begin_row(index, "iteration", repetitions, k);
      if (rows[k].process) {
        fields.number("benchgate_process", static_cast<std::size_t>(*rows[k].process));
        if (const auto* pair = pairs.find(*rows[k].process)) write_pair(fields, benchmark, *pair);
      }
      write_samples(fields, benchmark, rows[k]);
      end_row(fields, benchmark);
    }
    write_placeholders(index, pairs.rest());
    if (benchmark.failure) {
      Fields fields = begin_row(index, "iteration", repetitions, rows.size());
      write_failure(fields, *benchmark.failure);
      end_row(fields, benchmark);
    }
    const bool no_pair = !benchmark.pairs || benchmark.pairs->pairs.empty();
    if (no_pair && (repetitions == 0 || (benchmark.pairs && rows.empty()))) {
      Fields fields = begin_placeholder(index);
      if (benchmark.pairs) {
        fields.text("benchgate_pacing", model::pacing_name(benchmark.pairs->pacing));
      }
      end_row(fields, benchmark);
    }
  }

  /// Rows for pairs that would else come too late, or never.
  void write_placeholders(std::size_t index, std::span<const model::Pair> pairs) {
    const auto& benchmark = run_.benchmarks[index];
    for (const auto& pair : pairs) {
      Fields fields = begin_placeholder(index);
      fields.number("benchgate_process", static_cast<std::size_t>(pair.process));
      write_pair(fields, benchmark, pair);
      end_row(fields, benchmark);
    }
  }

  static void write_pair(Fields& fields, const model::Benchmark& benchmark,
                         const model::Pair& pair) {
    fields.text("benchgate_pacing", model::pacing_name(benchmark.pairs->pacing));
    fields.text("benchgate_stage", model::stage_name(pair.stage));
    fields.key("benchgate_head_first") += pair.head_first ? "true" : "false";
    if (pair.cpu >= 0) fields.number("benchgate_cpu", static_cast<std::size_t>(pair.cpu));
  }

  /// Named apart, as Google's summaries are: readers that look for rows by name find only samples.
  Fields begin_placeholder(std::size_t index) {
    Fields fields = begin_row(index, "aggregate", 0, 0, "_none");
    fields.text("aggregate_name", kNoAggregate);
    return fields;
  }

  Fields begin_row(std::size_t index, std::string_view run_type, std::size_t repetitions,
                   std::size_t repetition, std::string_view suffix = {}) {
    const auto& benchmark = run_.benchmarks[index];
    out_ += any_row_ ? ",\n    {" : "\n    {";
    any_row_ = true;
    Fields fields(out_, " ");
    fields.text("name", benchmark.name + std::string(suffix));
    fields.number("family_index", index);
    fields.number("per_family_instance_index", std::size_t{0});
    fields.text("run_name", benchmark.name);
    fields.text("run_type", run_type);
    fields.number("repetitions", repetitions);
    fields.number("repetition_index", repetition);
    fields.number("threads", static_cast<std::size_t>(timed_by(benchmark.name).threads));
    fields.text("benchgate_suite", benchmark.suite);
    if (!benchmark.clock.empty() && benchmark.clock != stated_clock(benchmark.name)) {
      fields.text("benchgate_clock", benchmark.clock);
    }
    return fields;
  }

  void end_row(Fields& fields, const model::Benchmark& benchmark) {
    if (!benchmark.label.empty()) fields.text("label", benchmark.label);
    out_ += '}';
  }

  /// compare.py and others want both clocks in every row; Google's own value for none is 0.
  static void write_clock(Fields& fields, const model::Benchmark& benchmark, const PlannedRow& row,
                          std::string_view clock, std::string& missing) {
    for (std::size_t i = 0; i < row.samples.size(); ++i) {
      if (benchmark.metrics[i].metric != clock || !row.samples[i]) continue;
      fields.number(clock, benchmark.metrics[i].samples[*row.samples[i]]);
      return;
    }
    fields.number(clock, 0.0);
    if (!missing.empty()) missing += ',';
    missing += clock;
  }

  static void write_samples(Fields& fields, const model::Benchmark& benchmark,
                            const PlannedRow& row) {
    std::string missing;
    write_clock(fields, benchmark, row, model::kRealTime, missing);
    write_clock(fields, benchmark, row, model::kCpuTime, missing);
    fields.text("time_unit", "ns");
    if (!missing.empty()) fields.text("benchgate_missing", missing);
    for (std::size_t i = 0; i < row.samples.size(); ++i) {
      const auto& series = benchmark.metrics[i];
      if (!row.samples[i] || model::is_clock(series.metric)) continue;
      const double value = series.samples[*row.samples[i]];
      assert(std::isfinite(value) && !is_row_field(series.metric));
      if (std::isfinite(value)) fields.number(series.metric, value);
    }
  }

  static void write_failure(Fields& fields, const model::Failure& failure) {
    using Kind = model::Failure::Kind;
    if (failure.kind == Kind::Skipped) {
      fields.truth("skipped");
      fields.text("skip_message", failure.message);
    } else {
      fields.truth("error_occurred");
      fields.text("error_message", failure.message);
    }
    if (failure.kind == Kind::Killed) fields.text("benchgate_failure", "killed");
    if (failure.kind == Kind::TimedOut) fields.text("benchgate_failure", "timed-out");
    if (failure.kind == Kind::NotMeasured) fields.text("benchgate_failure", "not-measured");
    if (failure.kind == Kind::SameCode) fields.text("benchgate_failure", "same-code");
    fields.number("real_time", 0.0);
    fields.number("cpu_time", 0.0);
    fields.text("time_unit", "ns");
  }

  const model::Run& run_;
  std::set<std::string_view> common_;
  std::string out_;
  bool any_row_ = false;
};

}  // namespace

std::string write_google_benchmark(const model::Run& run) {
  return Writer(run).write();
}

}  // namespace benchgate::formats
