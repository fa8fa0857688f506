#include "benchgate/cli/doctor_output.h"

#include <algorithm>
#include <optional>
#include <vector>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "benchgate/cli/text_table.h"
#include "benchgate/report/unicode.h"

namespace benchgate::cli {
namespace {

using Json = nlohmann::ordered_json;

std::string percent(std::optional<double> fraction) {
  return fraction ? fmt::format("{:.2g} %", *fraction * 100) : "too short";
}

std::string noise_text(const work::NoiseReport& noise, std::size_t benchmarks) {
  std::string text;
  for (const auto& diagnostic : noise.diagnostics)
    text += fmt::format("{:<4}  {}\n",
                        diagnostic.level == model::DiagnosticLevel::Note ? "note" : "warn",
                        report::visible(diagnostic.message));
  for (const auto& failure : noise.failures)
    text += fmt::format("warn  not measured: {}\n", report::visible(failure));
  if (noise.benchmarks.empty()) {
    return text + "\nNo benchmark could be measured twice, so nothing is known of the noise.\n";
  }
  std::vector<std::vector<std::string>> rows{{"benchmark", "pairs", "sd of a pair", "how"}};
  auto sorted = noise.benchmarks;
  std::ranges::sort(sorted, std::ranges::greater{}, &work::BenchmarkNoise::log_sd);
  for (const auto& benchmark : sorted) {
    rows.push_back({benchmark.suite + "/" + benchmark.name, std::to_string(benchmark.pairs),
                    percent(benchmark.log_sd), std::string(model::pacing_name(benchmark.pacing))});
  }
  const auto summary = work::summary_of(noise);
  text += fmt::format("\nMeasured against themselves:\n\n{}\nNoise: median {}, worst {}.\n\n",
                      text_table(std::move(rows)), percent(summary.median), percent(summary.worst));
  text += fmt::format(
      "The smallest slowdown of one benchmark among {} that is found four times "
      "out of five:\n\n",
      benchmarks);
  std::vector<std::vector<std::string>> reaches{{"time", "usual noise", "worst noise"}};
  for (const auto& reach : work::reach_of(noise, benchmarks)) {
    reaches.push_back(
        {fmt::format("{} min", reach.minutes), percent(reach.median), percent(reach.worst)});
  }
  return text + text_table(std::move(reaches));
}

bool is_fit(const work::Diagnosis& diagnosis) {
  return std::ranges::all_of(diagnosis.findings, &measure::FitnessFinding::is_ok);
}

Json number(std::optional<double> value) {
  return value ? Json(*value) : Json(nullptr);
}

Json noise_json(const work::NoiseReport& noise, std::size_t planned) {
  Json benchmarks = Json::array();
  for (const auto& each : noise.benchmarks) {
    benchmarks.push_back({{"suite", each.suite},
                          {"name", each.name},
                          {"pacing", model::pacing_name(each.pacing)},
                          {"pairs", each.pairs},
                          {"sd", each.log_sd},
                          {"seconds_per_pair", each.seconds_per_pair}});
  }
  std::optional<compare::NoiseSummary> summary;
  Json reaches = Json::array();
  if (!noise.benchmarks.empty()) {
    summary = work::summary_of(noise);
    for (const auto& reach : work::reach_of(noise, planned)) {
      reaches.push_back({{"minutes", reach.minutes},
                         {"benchmarks", planned},
                         {"median", number(reach.median)},
                         {"worst", number(reach.worst)}});
    }
  }
  return {{"interrupted", noise.interrupted},
          {"median", summary ? Json(summary->median) : Json(nullptr)},
          {"worst", summary ? Json(summary->worst) : Json(nullptr)},
          {"benchmarks", benchmarks},
          {"failures", noise.failures},
          {"reach", reaches}};
}

}  // namespace

std::string doctor_text(const work::Diagnosis& diagnosis) {
  std::string text;
  for (const auto& finding : diagnosis.findings) {
    text +=
        fmt::format("{:<4}  {}\n", finding.is_ok ? "ok" : "warn", report::visible(finding.message));
    if (!finding.advice.empty()) text += fmt::format("      -> {}\n", finding.advice);
  }
  if (!diagnosis.noise) {
    return text +
           "\nNothing was measured: there is no policy with suites here. Name an executable to "
           "see how noisy this machine is: benchgate doctor ./my_bench\n";
  }
  return text + noise_text(*diagnosis.noise, diagnosis.benchmarks);
}

std::string doctor_json(const work::Diagnosis& diagnosis) {
  Json findings = Json::array();
  for (const auto& finding : diagnosis.findings) {
    findings.push_back({{"code", finding.code},
                        {"level", finding.is_ok ? "ok" : "warn"},
                        {"message", finding.message},
                        {"advice", finding.advice}});
  }
  const Json document{{"format", 1},
                      {"fit", is_fit(diagnosis)},
                      {"findings", findings},
                      {"noise", diagnosis.noise ? noise_json(*diagnosis.noise, diagnosis.benchmarks)
                                                : Json(nullptr)}};
  return document.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace benchgate::cli
