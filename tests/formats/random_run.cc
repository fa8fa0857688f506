#include "formats/random_run.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <random>
#include <string>
#include <string_view>
#include <utility>

namespace benchgate::formats {
namespace {

using namespace std::string_literals;

const std::array<std::string, 14> kTexts = {"plain",
                                            "a/b:1/threads:8",
                                            "quote\"back\\slash",
                                            "line\nbreak\ttab\r",
                                            "nul\0inside"s,
                                            "\x01\x1F\x7F",
                                            "é€😀",
                                            "\u202Eright to left",
                                            "|`<b>@user #1",
                                            "</details>&amp;",
                                            "%d {} {{}}",
                                            "comma, colon: 'x'",
                                            " leading ",
                                            "BM_Sort_mean"};

class Maker {
 public:
  explicit Maker(std::uint64_t seed) : random_(seed) {}

  model::Run run() {
    model::Run made;
    for (std::size_t i = 0, n = 1 + below(3); i < n; ++i) made.suites.push_back(suite(i));
    for (std::size_t i = 0, n = below(6); i < n; ++i) {
      made.benchmarks.push_back(benchmark(made.suites[below(made.suites.size())].name, i));
    }
    for (std::size_t i = 0, n = below(3); i < n; ++i) {
      const auto level = static_cast<model::DiagnosticLevel>(below(3));
      made.diagnostics.push_back({.level = level,
                                  .code = "code-" + std::to_string(i),
                                  .benchmark = maybe(text()),
                                  .message = text()});
    }
    if (below(3) == 0) {
      using Side = model::Session::Side;
      made.session = model::Session{.side = below(2) == 0 ? Side::Base : Side::Head,
                                    .id = "id" + text(),
                                    .seed = below(2) == 0 ? random_() : below(10)};
    }
    return made;
  }

 private:
  std::size_t below(std::size_t n) { return static_cast<std::size_t>(random_()) % n; }
  std::string text() { return kTexts[below(kTexts.size())]; }
  std::string maybe(std::string value) { return below(2) == 0 ? std::string() : value; }

  model::Suite suite(std::size_t index) {
    static constexpr std::array<std::string_view, 13> kFields = {
        "num_cpus", "date",   "executable", "caches",      "commit",    "cpu_scaling_enabled",
        "schema",   "suites", "a.b",        "diagnostics", "odd \"x\"", "library_version",
        "session"};
    model::Suite made{.name = "suite" + std::to_string(index) + maybe(text()), .environment = {}};
    for (const auto field : kFields) {
      const std::array<std::string, 5> values = {"2", "007", "true", "same", text()};
      if (below(3) != 0) made.environment.fields.emplace(field, values[below(values.size())]);
    }
    return made;
  }

  double number() {
    static constexpr std::array<double, 8> kNumbers = {
        0, -1.5, 1e300, 5e-324, 1.0 / 3, 1 << 30, -0.0, 1.7976931348623157e308};
    if (below(2) == 0) return kNumbers[below(kNumbers.size())];
    return std::ldexp(static_cast<double>(random_() >> 11U), -20);
  }

  double time() { return 1e-6 * std::pow(10, static_cast<double>(below(2000)) / 100); }

  model::MetricSeries series(std::string name, std::size_t count, bool clock) {
    const auto definition = model::default_definition(name);
    model::MetricSeries made{
        .metric = std::move(name), .samples = {}, .processes = {}, .definition = definition};
    for (std::size_t i = 0; i < count; ++i) made.samples.push_back(clock ? time() : number());
    return made;
  }

  model::Benchmark benchmark(const std::string& suite, std::size_t index) {
    model::Benchmark made{.suite = suite,
                          .name = text() + std::to_string(index) + maybe(text()),
                          .label = maybe(text()),
                          .failure = {},
                          .metrics = {}};
    if (below(5) != 0) made.metrics.push_back(series("real_time", 1 + below(5), true));
    if (below(5) != 0) made.metrics.push_back(series("cpu_time", 1 + below(5), true));
    std::vector<std::string> names = {"%", "items_per_second", "p99", "rms", "x,\"y\"\n"};
    for (auto& name : names) {
      if (below(3) == 0) made.metrics.push_back(series(std::move(name), 1 + below(7), false));
    }
    if (below(2) == 0) add_processes(made);
    if (below(4) == 0) {
      const auto kind = static_cast<model::Failure::Kind>(below(4));
      made.failure = model::Failure{.kind = kind, .message = maybe(text())};
    }
    const bool known = std::ranges::none_of(
        made.metrics, [](const auto& metric) { return metric.processes.empty(); });
    if (known && below(2) == 0) made.pairs = pairs();
    return made;
  }

  /// Of all processes that add_processes() knows, of more, and, without samples, of none.
  model::Pairs pairs() {
    model::Pairs made{.pacing = static_cast<model::Pacing>(below(3)), .pairs = {}};
    const auto count = static_cast<std::uint32_t>(3 + below(4));
    for (std::uint32_t process = 0; process < count; ++process) {
      made.pairs.push_back({.process = process,
                            .stage = static_cast<model::Stage>(below(2)),
                            .head_first = below(2) == 0,
                            .cpu = static_cast<int>(below(4)) - 1});
    }
    std::ranges::shuffle(made.pairs, random_);
    return made;
  }

  void add_processes(model::Benchmark& made) {
    for (auto& metric : made.metrics) {
      for (std::size_t i = 0; i < metric.samples.size(); ++i) {
        metric.processes.push_back(static_cast<std::uint32_t>(below(3)));
      }
    }
  }

  std::mt19937_64 random_;
};

}  // namespace

model::Run random_run(std::uint64_t seed) {
  return Maker(seed).run();
}

}  // namespace benchgate::formats
