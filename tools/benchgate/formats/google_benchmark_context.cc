#include "benchgate/formats/google_benchmark_context.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>

#include <fmt/format.h>

#include "benchgate/base/whole_number.h"
#include "benchgate/formats/limits.h"

namespace benchgate::formats {
namespace {

struct Cache {
  std::string type;
  double level = 0;
  double size = 0;
  double num_sharing = 0;
};

std::string bytes_text(double size) {
  constexpr double kKibi = 1024;
  const double kibi = size / kKibi;
  const bool is_whole = kibi >= 1 && whole_number<std::uint64_t>(kibi);
  return is_whole ? fmt::format("{:.0f} KiB", kibi) : fmt::format("{:.0f} B", size);
}

std::string cache_text(const Cache& cache, double num_cpus) {
  std::string text = fmt::format("L{:.0f}", cache.level);
  if (cache.type == "Data") text += 'd';
  if (cache.type == "Instruction") text += 'i';
  text += ' ' + bytes_text(cache.size);
  if (cache.num_sharing > 0 && num_cpus >= cache.num_sharing) {
    text += fmt::format(" x{:.0f}", num_cpus / cache.num_sharing);
  }
  return text;
}

bool is_possible(const Cache& cache) {
  constexpr std::uint64_t kMost = std::uint64_t{1} << 50U;  // bytes, CPUs
  const auto fits = [](double value) {
    const auto whole = whole_number<std::uint64_t>(value);
    return whole && *whole <= kMost;
  };
  return fits(cache.level) && fits(cache.size) && fits(cache.num_sharing);
}

model::Diagnostic impossible_cache() {
  return {.level = model::DiagnosticLevel::Note,
          .code = "impossible-cache",
          .benchmark = {},
          .message =
              "\"caches\" has one with an impossible level, size or num_sharing: it was left "
              "out"};
}

/// Written as a text: many readers of JSON would round a number that large.
std::optional<std::uint64_t> parse_seed(std::string_view text) {
  std::uint64_t seed = 0;
  const auto [rest, status] = std::from_chars(text.data(), text.data() + text.size(), seed);
  if (status != std::errc{} || rest != text.data() + text.size()) return std::nullopt;
  return seed;
}

class ContextReader {
 public:
  explicit ContextReader(const JsonCursor& json) : json_(json) {}

  FileContext read(JsonValue& value) {
    require(value, JsonKind::Object, "\"context\" is not an object");
    std::optional<std::vector<Cache>> caches;
    json_.each_field(value, [&](std::string_view key, JsonValue inner) {
      if (key == "benchgate") {
        read_benchgate(inner);
      } else if (key == "caches" && json_.kind_of(inner) == JsonKind::Array) {
        caches = read_caches(inner);
      } else {
        flatten(context_.common, std::string(key), inner, 2);
      }
    });
    if (caches) set(context_.common, "caches", caches_text(*caches), nullptr);
    for (const auto& [field, text] : benchgate_common_.fields) context_.common.fields[field] = text;
    return std::move(context_);
  }

 private:
  void require(JsonValue& value, JsonKind kind, const std::string& message) const {
    if (json_.kind_of(value) != kind) json_.fail(json_.place_of(value), message);
  }

  void set(model::Environment& environment, const std::string& field, std::string text,
           const char* at) {
    if (++fields_ > kMaxContextFields) {
      json_.fail(at, fmt::format("\"context\" has more than {} fields", kMaxContextFields));
    }
    if (field.size() > kMaxNameBytes || text.size() > kMaxTextBytes) {
      json_.fail(at, "a field of \"context\" is too long");
    }
    environment.fields[field] = std::move(text);
  }

  void flatten(model::Environment& environment, const std::string& field, JsonValue& value,
               std::size_t depth) {
    const char* at = json_.place_of(value);
    json_.check_depth(at, depth);
    switch (json_.kind_of(value)) {
      case JsonKind::Object:
        json_.each_field(value, [&](std::string_view key, JsonValue inner) {
          flatten(environment, fmt::format("{}.{}", field, key), inner, depth + 1);
        });
        return;
      case JsonKind::Array:
        set(environment, field, joined(value, depth + 1), at);
        return;
      default:
        set(environment, field, std::string(json_.scalar_text(value)), at);
    }
  }

  /// An array as one text: "1.5, 1.3, 2.1"; objects in it as "key=value key=value".
  std::string joined(JsonValue& value, std::size_t depth) {
    std::string text;
    json_.each_element(value, [&](JsonValue& inner) {
      const char* at = json_.place_of(inner);
      json_.check_depth(at, depth);
      if (!text.empty()) text += ", ";
      append_element(text, inner, depth);
      if (text.size() > kMaxTextBytes) json_.fail(at, "a field of \"context\" is too long");
    });
    return text;
  }

  void append_element(std::string& text, JsonValue& value, std::size_t depth) {
    switch (json_.kind_of(value)) {
      case JsonKind::Object: {
        model::Environment inner;
        flatten(inner, "", value, depth + 1);
        std::string_view space;
        for (const auto& [field, content] : inner.fields) {
          text += fmt::format("{}{}={}", space, std::string_view(field).substr(1), content);
          space = " ";
        }
        return;
      }
      case JsonKind::Array:
        text += '[' + joined(value, depth + 1) + ']';
        return;
      default:
        text += json_.scalar_text(value);
    }
  }

  std::vector<Cache> read_caches(JsonValue& value) {
    std::vector<Cache> caches;
    json_.each_element(value, [&](JsonValue& element) {
      const char* at = json_.place_of(element);
      if (caches.size() >= kMaxContextFields) json_.fail(at, "too many caches");
      require(element, JsonKind::Object, "a cache is not an object");
      Cache cache;
      json_.each_field(element, [&](std::string_view key, JsonValue inner) {
        if (key == "type") {
          cache.type = std::string(json_.scalar_text(inner));
        } else if (key == "level") {
          cache.level = json_.number(inner).value_or(0);
        } else if (key == "size") {
          cache.size = json_.number(inner).value_or(0);
        } else if (key == "num_sharing") {
          cache.num_sharing = json_.number(inner).value_or(0);
        } else {
          json_.skip(inner, 4);
        }
      });
      if (is_possible(cache)) {
        caches.push_back(std::move(cache));
      } else {
        context_.diagnostics.push_back(impossible_cache());
      }
    });
    return caches;
  }

  std::string caches_text(const std::vector<Cache>& caches) const {
    const auto cpus = context_.common.find("num_cpus");
    const double num_cpus = cpus ? std::strtod(std::string(*cpus).c_str(), nullptr) : 0;
    std::string text;
    for (const auto& cache : caches) {
      if (!text.empty()) text += "; ";
      text += cache_text(cache, num_cpus);
    }
    return text;
  }

  void read_benchgate(JsonValue& value) {
    require(value, JsonKind::Object, "\"context.benchgate\" is not an object");
    json_.each_field(value, [&](std::string_view key, JsonValue inner) {
      if (key == "schema") {
        read_schema(inner);
      } else if (key == "suites") {
        read_suites(inner);
      } else if (key == "diagnostics") {
        read_diagnostics(inner);
      } else if (key == "session") {
        read_session(inner);
      } else if (key == "shard") {
        read_shard(inner);
      } else if (key == "metrics") {
        read_metrics(inner);
      } else {
        flatten(benchgate_common_, std::string(key), inner, 3);
      }
    });
  }

  void read_schema(JsonValue& value) const {
    const char* at = json_.place_of(value);
    require(value, JsonKind::Number, "\"context.benchgate.schema\" is not a number");
    const auto schema = json_.number(value);
    if (schema && *schema >= 1 && *schema <= kSchemaVersion) return;
    json_.fail(at, fmt::format("was written by a newer benchgate: it has schema {}, this one reads "
                               "up to {}; update benchgate",
                               schema ? fmt::format("{}", *schema) : "?", kSchemaVersion));
  }

  void read_suites(JsonValue& value) {
    require(value, JsonKind::Object, "\"context.benchgate.suites\" is not an object");
    json_.each_field(value, [&](std::string_view name, JsonValue inner) {
      const char* at = json_.place_of(inner);
      if (context_.suites.size() >= kMaxSuites) json_.fail(at, "too many suites");
      if (std::ranges::find(context_.suites, name, &model::Suite::name) != context_.suites.end()) {
        json_.fail(at, fmt::format("the suite \"{}\" is there twice", name));
      }
      require(inner, JsonKind::Object, "a suite of \"context.benchgate.suites\" is not an object");
      model::Suite suite{.name = std::string(name), .environment = {}};
      json_.each_field(inner, [&](std::string_view field, JsonValue text) {
        flatten(suite.environment, std::string(field), text, 5);
      });
      context_.suites.push_back(std::move(suite));
    });
  }

  void read_diagnostics(JsonValue& value) {
    require(value, JsonKind::Array, "\"context.benchgate.diagnostics\" is not an array");
    json_.each_element(value, [&](JsonValue& element) {
      const char* at = json_.place_of(element);
      require(element, JsonKind::Object, "a diagnostic is not an object");
      if (context_.diagnostics.size() >= kMaxContextFields) json_.fail(at, "too many diagnostics");
      model::Diagnostic diagnostic;
      json_.each_field(element, [&](std::string_view key, JsonValue inner) {
        read_diagnostic_field(diagnostic, key, inner);
      });
      context_.diagnostics.push_back(std::move(diagnostic));
    });
  }

  void read_diagnostic_field(model::Diagnostic& diagnostic, std::string_view key,
                             JsonValue& value) const {
    const char* at = json_.place_of(value);
    const auto text = json_.string(value, kMaxTextBytes);
    if (key == "level") {
      const auto level = value_in(model::kLevelNames, text);
      if (!level) json_.fail(at, "is not a level of a diagnostic");
      diagnostic.level = *level;
    } else if (key == "code") {
      diagnostic.code = text;
    } else if (key == "benchmark") {
      diagnostic.benchmark = text;
    } else if (key == "metric") {
      diagnostic.metric = text;
    } else if (key == "message") {
      diagnostic.message = text;
    }
  }

  void read_session(JsonValue& value) {
    const char* at = json_.place_of(value);
    require(value, JsonKind::Object, "\"context.benchgate.session\" is not an object");
    if (context_.session) json_.fail(at, "\"context.benchgate.session\" is there twice");
    std::string id;
    std::optional<model::Session::Side> side;
    std::optional<std::uint64_t> seed;
    std::optional<double> seconds;
    json_.each_field(value, [&](std::string_view key, JsonValue inner) {
      const char* inner_at = json_.place_of(inner);
      if (key == "id") {
        id = json_.string(inner, kMaxNameBytes);
      } else if (key == "side") {
        side = value_in(model::kSideNames, json_.string(inner, kMaxNameBytes));
        if (!side) json_.fail(inner_at, "is not a side of a session: base or head");
      } else if (key == "seed") {
        seed = parse_seed(json_.string(inner, kMaxNameBytes));
        if (!seed) json_.fail(inner_at, "is not a seed: a whole number below 2^64, in quotes");
      } else if (key == "seconds") {
        seconds = json_.number(inner);
        if (!seconds || !(*seconds > 0)) json_.fail(inner_at, "is not a time: a number above 0");
      } else {
        json_.skip(inner, 4);
      }
    });
    if (id.empty() || !side || !seed) {
      json_.fail(at, "\"context.benchgate.session\" lacks its id, side or seed");
    }
    context_.session =
        model::Session{.side = *side, .id = std::move(id), .seed = *seed, .seconds = seconds};
  }

  void read_metrics(JsonValue& value) {
    require(value, JsonKind::Object, "\"context.benchgate.metrics\" is not an object");
    json_.each_field(value, [&](std::string_view name, JsonValue inner) {
      const char* at = json_.place_of(inner);
      if (context_.metrics.size() >= kMaxContextFields) json_.fail(at, "too many metrics");
      require(inner, JsonKind::Object,
              "a metric of \"context.benchgate.metrics\" is not an object");
      context_.metrics[std::string(name)] = read_definition(inner);
    });
  }

  model::MetricDefinition read_definition(JsonValue& value) const {
    model::MetricDefinition definition;
    json_.each_field(value, [&](std::string_view key, JsonValue inner) {
      const char* at = json_.place_of(inner);
      const auto take = [&](auto found, auto& field) {
        if (!found) json_.fail(at, "is not a unit, direction (better) or kind of a metric");
        field = *found;
      };
      const auto text = json_.string(inner, kMaxNameBytes);
      if (key == "unit") take(model::parse_unit(text), definition.unit);
      if (key == "better") take(model::parse_direction(text), definition.direction);
      if (key == "kind") take(model::parse_metric_kind(text), definition.kind);
    });
    return definition;
  }

  std::uint32_t read_shard_number(JsonValue& value) const {
    const char* at = json_.place_of(value);
    require(value, JsonKind::Number, "a number of \"context.benchgate.shard\" is not one");
    const auto number = whole_number<std::uint32_t>(json_.number(value).value_or(0));
    if (!number || *number < 1 || *number > model::kMostShards) {
      json_.fail(at, fmt::format("is not the number of a shard: a whole number from 1 to {}",
                                 model::kMostShards));
    }
    return *number;
  }

  void read_shard(JsonValue& value) {
    const char* at = json_.place_of(value);
    require(value, JsonKind::Object, "\"context.benchgate.shard\" is not an object");
    if (context_.shard) json_.fail(at, "\"context.benchgate.shard\" is there twice");
    std::optional<std::uint32_t> index;
    std::optional<std::uint32_t> count;
    model::Environment terms;
    json_.each_field(value, [&](std::string_view key, JsonValue inner) {
      if (key == "index") {
        index = read_shard_number(inner);
      } else if (key == "count") {
        count = read_shard_number(inner);
      } else if (key == "terms") {
        require(inner, JsonKind::Object, "\"context.benchgate.shard.terms\" is not an object");
        json_.each_field(inner, [&](std::string_view name, JsonValue text) {
          flatten(terms, std::string(name), text, 5);
        });
      } else {
        json_.skip(inner, 4);
      }
    });
    if (!index || !count || *index > *count) {
      json_.fail(at, "\"context.benchgate.shard\" is not a shard: an index and a count");
    }
    context_.shard =
        model::Shard{.index = *index, .count = *count, .terms = std::move(terms.fields)};
  }

  const JsonCursor& json_;
  FileContext context_;
  model::Environment benchgate_common_;
  std::size_t fields_ = 0;
};

}  // namespace

FileContext read_context(const JsonCursor& json, JsonValue& value) {
  return ContextReader(json).read(value);
}

}  // namespace benchgate::formats
