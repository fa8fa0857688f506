#include "benchgate/formats/google_benchmark_reader.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include <fmt/format.h>
#include <simdjson.h>

#include "benchgate/base/error.h"
#include "benchgate/base/text_position.h"
#include "benchgate/formats/google_benchmark_context.h"
#include "benchgate/formats/google_benchmark_observation.h"
#include "benchgate/formats/google_benchmark_row.h"
#include "benchgate/formats/json_cursor.h"
#include "benchgate/formats/json_repair.h"
#include "benchgate/formats/limits.h"
#include "benchgate/formats/run_builder.h"
#include "benchgate/formats/utf8.h"

namespace benchgate::formats {
namespace {

using model::DiagnosticLevel;

[[noreturn]] void refuse(const ReadOptions& options, const std::string& message) {
  throw InputError(options.path, message);
}

/// What can be said before parsing, in words that help more than "invalid JSON".
void check_beginning(std::string_view text, const ReadOptions& options) {
  const auto first = text.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos) {
    refuse(options,
           "is empty: --benchmark_filter matched no benchmark, or the suite crashed before "
           "it wrote anything");
  }
  if (looks_like_utf16(text)) {
    refuse(options,
           "is UTF-16, not UTF-8; write it with --benchmark_out=FILE rather than a "
           "redirection in PowerShell, or convert it: iconv -f UTF-16 -t UTF-8");
  }
  if (text.starts_with("\x1F\x8B") || text.starts_with("\x28\xB5\x2F\xFD")) {
    refuse(options, "is compressed; unpack it first");
  }
  if (text[first] != '{') {
    throw InputError(options.path, position_of(text, first),
                     "is not a JSON object; results are written by --benchmark_out=FILE "
                     "--benchmark_out_format=json (the console's output is something else)");
  }
}

/// "C:\x\db_bench.exe", "./db_bench": "db_bench".
std::string suite_of_executable(std::string_view path) {
  const auto slash = path.find_last_of("/\\");
  auto name = slash == std::string_view::npos ? path : path.substr(slash + 1);
  if (name.ends_with(".exe")) name.remove_suffix(4);
  return std::string(name);
}

std::optional<model::Diagnostic> about_library(const model::Environment& environment) {
  if (environment.find("library_build_type") != "debug") return std::nullopt;
  // Distributions' packages of the releases that do not tell their version say so although they
  // are optimised.
  const bool tells_version = environment.find("library_version").has_value();
  return model::Diagnostic{
      .level = tells_version ? DiagnosticLevel::Warning : DiagnosticLevel::Note,
      .code = "debug-library",
      .benchmark = {},
      .message = tells_version
                     ? "Google Benchmark itself was built without optimisation: times of short "
                       "benchmarks contain its overhead"
                     : "Google Benchmark calls itself a debug build, as distributions' packages of "
                       "it do although they are optimised"};
}

RunFrame frame_of(FileContext context, const ReadOptions& options) {
  RunFrame frame{.suites = std::move(context.suites),
                 .default_suite = options.default_suite,
                 .other_suite = std::move(context.common),
                 .diagnostics = std::move(context.diagnostics),
                 .session = std::move(context.session),
                 .shard = std::move(context.shard)};
  for (auto& suite : frame.suites)
    suite.environment.fields.merge(std::map(frame.other_suite.fields));
  if (frame.suites.size() == 1) {
    frame.default_suite = frame.suites.front().name;
  } else if (const auto executable = frame.other_suite.find("executable")) {
    const auto name = suite_of_executable(*executable);
    if (!name.empty()) frame.default_suite = name;
  }
  return frame;
}

/// Reads a text whose allocation goes on for SIMDJSON_PADDING bytes.
class FileReader {
 public:
  FileReader(simdjson::padded_string_view text, const ReadOptions& options)
      : text_(text), options_(options), json_(options.path, text_) {}

  model::Run read(model::Diagnostics diagnostics) {
    simdjson::ondemand::document document = open();
    auto object = json_.take(document.get_object(), text_.data());
    json_.each_field(object, [&](std::string_view key, JsonValue value) { field(key, value); });
    if (const char* behind = nullptr;
        document.current_location().get(behind) == simdjson::SUCCESS) {
      json_.fail(behind, simdjson::TAPE_ERROR);
    }
    if (!has_benchmarks_) refuse(options_, "has no array \"benchmarks\": not a result file");
    RunFrame frame = frame_of(std::move(context_), options_);
    if (auto about = about_library(frame.other_suite)) diagnostics.push_back(std::move(*about));
    drop_summaries_by_name(builder_);
    return builder_.finish(std::move(frame), std::move(diagnostics));
  }

 private:
  simdjson::ondemand::document open() {
    simdjson::ondemand::document document;
    const auto error = parser_.iterate(text_).get(document);
    if (error == simdjson::UTF8_ERROR) {
      json_.fail(text_.data() + valid_utf8_prefix(text_),
                 "is not UTF-8; convert it, as with iconv -f WINDOWS-1252 -t UTF-8");
    }
    if (error != simdjson::SUCCESS) json_.fail(nullptr, error);
    return document;
  }

  void field(std::string_view key, JsonValue& value) {
    if (key == "context") {
      once(has_context_, key, value);
      context_ = read_context(json_, value);
      metrics_ = context_.metrics;
    } else if (key == "benchmarks") {
      once(has_benchmarks_, key, value);
      read_rows(value);
    } else {
      json_.skip(value, 1);
    }
  }

  void once(bool& seen, std::string_view key, JsonValue& value) const {
    if (seen) json_.fail(json_.place_of(value), fmt::format("\"{}\" is there twice", key));
    seen = true;
  }

  void read_rows(JsonValue& value) {
    if (json_.kind_of(value) != JsonKind::Array) {
      json_.fail(json_.place_of(value), "\"benchmarks\" is not an array");
    }
    RowReader reader(json_);
    RowTranslator translator(metrics_);
    json_.each_element(value, [&](JsonValue& element) {
      row_at_ = json_.place_of(element);
      const Row& row = reader.read(element);
      if (row.is_complexity()) {
        builder_.add_other_row();
      } else {
        builder_.add(translator.translate(row));
      }
    });
  }

  simdjson::padded_string_view text_;
  const ReadOptions& options_;
  JsonCursor json_;
  simdjson::ondemand::parser parser_{kMaxFileBytes};
  FileContext context_;
  MetricDefinitions metrics_;
  const char* row_at_ = nullptr;
  RunBuilder builder_{[this](const std::string& message) { json_.fail(row_at_, message); }};
  bool has_context_ = false;
  bool has_benchmarks_ = false;
};

/// A kind of repair, and what the reader must know of it.
struct Repair {
  std::size_t JsonRepair::*count;
  std::string_view code;
  std::string_view message;  ///< `{}` is how many
};

constexpr std::array kRepairs = {
    Repair{&JsonRepair::control_characters, "control-characters",
           "raw control characters in texts, which JSON forbids: {}; they were read as they stand"},
    Repair{&JsonRepair::backslashes, "unescaped-backslashes",
           "backslashes that are not escaped, as in files of Google Benchmark before 1.5: {}; they "
           "were read as they stand"},
    Repair{&JsonRepair::quotes, "unescaped-quotes",
           "quotes inside texts that are not escaped, as in files of Google Benchmark before 1.5: "
           "{}; they were read as they stand"},
    Repair{&JsonRepair::half_characters, "half-characters",
           "escapes like \\ud800 that stand for half a character: {}; each was read as U+FFFD"},
    Repair{&JsonRepair::missing_commas, "missing-commas",
           "missing commas, as around the custom context of Google Benchmark 1.5: {}; the file was "
           "read as if they were there"},
    Repair{&JsonRepair::percentages, "bare-percentages",
           "numbers with a percent sign, as in files of Google Benchmark before 1.3: {}; they were "
           "read as fractions"},
    Repair{&JsonRepair::locale_numbers, "locale-numbers",
           "numbers written as in the locale of the program, like 1,000,000: {}; they were read "
           "without the separators"},
};

/// What was repaired, as the reader must know it.
model::Diagnostics about_repair(const JsonRepair& repair) {
  model::Diagnostics found;
  if (repair.truncated) {
    found.push_back(
        {.level = DiagnosticLevel::Problem,
         .code = "truncated-file",
         .benchmark = {},
         .message = fmt::format("the file ends in the middle, the run was killed or the "
                                "disk was full: {} kept",
                                repair.rows_kept == 1
                                    ? "1 whole row is"
                                    : fmt::format("{} whole rows are", repair.rows_kept))});
  }
  for (const auto& [count, code, message] : kRepairs) {
    if (repair.*count == 0) continue;
    found.push_back({.level = DiagnosticLevel::Note,
                     .code = std::string(code),
                     .benchmark = {},
                     .message = fmt::format(fmt::runtime(message), repair.*count)});
  }
  return found;
}

model::Run read_strictly(std::string& text, std::size_t skipped, const ReadOptions& options,
                         model::Diagnostics diagnostics) {
  const std::size_t size = text.size();
  text.resize(size + simdjson::SIMDJSON_PADDING);
  const simdjson::padded_string_view view(text.data() + skipped, size - skipped,
                                          text.size() - skipped);
  try {
    auto run = FileReader(view, options).read(std::move(diagnostics));
    text.resize(size);
    return run;
  } catch (const InputError&) {
    text.resize(size);
    throw;
  }
}

std::optional<model::Run> try_reading(JsonRepair& repair, const ReadOptions& options) {
  try {
    return read_strictly(repair.text, 0, options, about_repair(repair));
  } catch (const InputError&) {
    return std::nullopt;
  }
}

/// A text behind the end of the document, if there is one.
void check_end(std::string_view text, const JsonRepair& repair, const ReadOptions& options) {
  if (!repair.end) return;
  const auto next = text.find_first_not_of(" \t\r\n", *repair.end);
  if (next == std::string_view::npos) return;
  throw InputError(options.path, position_of(text, next),
                   text[next] == '{' ? "a second JSON document begins here; keep each result in a "
                                       "file of its own"
                                     : "text follows behind the end of the JSON document");
}

}  // namespace

bool is_google_benchmark(std::string_view text) {
  // The rows may begin far behind the context; other harnesses have "benchmarks" as well.
  constexpr std::size_t kBeginning = std::size_t{64} << 10;
  const auto first = text.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos || text[first] != '{') return false;
  text = text.substr(0, kBeginning);
  const auto context = text.find("\"context\"");
  const auto rows = text.find("\"benchmarks\"");
  if (std::min(context, rows) == std::string_view::npos) return false;
  return text.find("\"schema\"") > std::min(context, rows) &&
         text.find("\"machine_info\"") == std::string_view::npos;
}

model::Run read_google_benchmark_buffer(std::string json, const ReadOptions& options) {
  if (json.size() > kMaxFileBytes) {
    refuse(options,
           fmt::format("has {} bytes, more than the limit of {}", json.size(), kMaxFileBytes));
  }
  const std::size_t skipped = json.size() - without_byte_order_mark(json).size();
  check_beginning(std::string_view(json).substr(skipped), options);
  try {
    return read_strictly(json, skipped, options, {});
  } catch (const InputError&) {
    const auto text = std::string_view(json).substr(skipped);
    auto repair = repair_json(text);
    check_end(text, repair, options);
    // A quote that ends no text looks as if the file ended inside of one.
    const bool is_sound = repair.repaired() && !repair.truncated;
    if (auto run = is_sound ? try_reading(repair, options) : std::nullopt) return std::move(*run);
    auto guess = repair_json(text, Quotes::Guess);
    const bool has_guessed = guess.quotes > 0 && !guess.truncated;
    if (auto run = has_guessed ? try_reading(guess, options) : std::nullopt) return std::move(*run);
    if (!repair.repaired()) throw;
    return read_strictly(repair.text, 0, options, about_repair(repair));
  }
}

model::Run read_google_benchmark(std::string_view json, const ReadOptions& options) {
  if (json.size() > kMaxFileBytes) {
    refuse(options,
           fmt::format("has {} bytes, more than the limit of {}", json.size(), kMaxFileBytes));
  }
  std::string text;
  text.reserve(json.size() + kSpareBytes);
  text.append(json);
  return read_google_benchmark_buffer(std::move(text), options);
}

}  // namespace benchgate::formats
