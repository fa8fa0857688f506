#include "benchgate/work/waiting_again.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "benchgate/compare/waiting.h"

namespace benchgate::work {
namespace {

constexpr std::size_t kNamed = 3;

/// `benchmarks`: of a run, const or not.
template <class Benchmarks>
auto* find(Benchmarks& benchmarks, std::string_view suite, std::string_view name) {
  const auto found = std::ranges::find_if(benchmarks, [&](const auto& benchmark) {
    return benchmark.suite == suite && benchmark.name == name;
  });
  return found == benchmarks.end() ? nullptr : &*found;
}

bool was_measured(const model::Benchmark& benchmark) {
  return !benchmark.failure || benchmark.failure->kind != model::Failure::Kind::NotMeasured;
}

/// Returns the names that were replaced.
std::vector<std::string> replace(std::vector<model::Benchmark> again, model::Run& run) {
  std::vector<std::string> names;
  for (auto& benchmark : again) {
    auto* const place = find(run.benchmarks, benchmark.suite, benchmark.name);
    if (place == nullptr || !was_measured(benchmark)) continue;
    names.push_back(benchmark.name);
    *place = std::move(benchmark);
  }
  return names;
}

model::Diagnostic note_of(const std::vector<std::string>& names) {
  std::string text;
  for (std::size_t i = 0; i < std::min(names.size(), kNamed); ++i) {
    text += (i == 0 ? "" : ", ") + names[i];
  }
  if (names.size() > kNamed) text += fmt::format(" and {} more", names.size() - kNamed);
  return {.level = model::DiagnosticLevel::Note,
          .code = "measured-by-wall-clock",
          .benchmark = {},
          .message = fmt::format("These benchmarks wait, or other threads work for them. They "
                                 "were measured again by wall-clock time: {}.",
                                 text)};
}

}  // namespace

std::vector<measure::PairedBenchmark> waiting_benchmarks(
    std::span<const measure::PairedBenchmark> benchmarks,
    std::span<const measure::SuitePair> suites, const measure::PairResult& result) {
  stats::NullDistributions distributions;
  std::vector<measure::PairedBenchmark> waiting;
  for (const auto& benchmark : benchmarks) {
    if (benchmark.pacing != model::Pacing::Duet) continue;
    const auto& suite = suites[benchmark.suite].head.name;
    const auto* base = find(result.base.benchmarks, suite, benchmark.base_name);
    const auto* head = find(result.head.benchmarks, suite, benchmark.head_name);
    if (base == nullptr || head == nullptr) continue;
    const auto found = compare::waiting_in_duet(*base, *head, distributions);
    if (!found || (!found->has_changed && !found->both_wait)) continue;
    waiting.push_back(benchmark);
    waiting.back().pacing = model::Pacing::Lockstep;
  }
  return waiting;
}

void take_over(measure::PairResult again, measure::PairResult& result) {
  replace(std::move(again.base.benchmarks), result.base);
  const auto names = replace(std::move(again.head.benchmarks), result.head);
  if (!names.empty()) result.head.diagnostics.push_back(note_of(names));
  std::ranges::move(again.head.diagnostics, std::back_inserter(result.head.diagnostics));
  std::ranges::move(again.base.diagnostics, std::back_inserter(result.base.diagnostics));
  for (auto* run : {&result.base, &result.head}) {
    const auto& more = run == &result.base ? again.base.session : again.head.session;
    if (run->session && run->session->seconds && more && more->seconds) {
      *run->session->seconds += *more->seconds;
    }
  }
  result.interrupted = result.interrupted || again.interrupted;
}

}  // namespace benchgate::work
