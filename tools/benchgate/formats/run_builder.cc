#include "benchgate/formats/run_builder.h"

#include <algorithm>
#include <unordered_set>

#include <fmt/format.h>

#include "benchgate/formats/diagnostic_list.h"
#include "benchgate/formats/limits.h"
#include "benchgate/model/benchmark_name.h"

namespace benchgate::formats {

std::size_t RunBuilder::NameKeyHash::operator()(const NameKey& key) const {
  constexpr std::size_t kGolden = 0x9E3779B97F4A7C15U;
  return std::hash<std::string_view>{}(key.name) ^ (key.suite * kGolden);
}

void RunBuilder::count_row() {
  if (++rows_ > kMaxRows) refuse_(fmt::format("has more than {} rows", kMaxRows));
}

void RunBuilder::add_other_row() {
  count_row();
  last_entry_.reset();
}

void RunBuilder::add(const Observation& observation) {
  count_row();
  const std::size_t index = entry_of(suite_of(observation.suite), observation.benchmark);
  const bool is_summary = observation.kind != ObservationKind::Measured;
  const std::size_t draft =
      is_summary ? draft_of_summary(index, observation) : draft_of(index, observation);
  series_ += drafts_[draft].add(observation);
  if (series_ > kMaxSeries) {
    refuse_(fmt::format("has more than {} metrics of benchmarks", kMaxSeries));
  }
  last_entry_ = index;
}

void RunBuilder::drop(std::size_t index) {
  dropped_.resize(drafts_.size(), false);
  dropped_[index] = true;
}

model::Run RunBuilder::finish(RunFrame frame, model::Diagnostics about_file) {
  dropped_.resize(drafts_.size(), false);
  suite_names_.front() = frame.default_suite;
  DiagnosticList diagnostics(std::move(frame.diagnostics));
  for (auto& diagnostic : about_file) diagnostics.add(std::move(diagnostic));
  model::Run run{.suites = std::move(frame.suites), .benchmarks = {}, .diagnostics = {}};
  run.session = std::move(frame.session);
  run.shard = std::move(frame.shard);
  add_missing_suites(run, frame.other_suite);
  finish_benchmarks(run, diagnostics);
  run.diagnostics = std::move(diagnostics).finish();
  return run;
}

std::uint32_t RunBuilder::suite_of(std::string_view name) {
  if (name == suite_names_[last_suite_]) return last_suite_;
  const auto [found, is_new] =
      suites_.try_emplace(name, static_cast<std::uint32_t>(suite_names_.size()));
  if (is_new) {
    if (suite_names_.size() > kMaxSuites) refuse_("has too many suites");
    suite_names_.emplace_back(name);
  }
  return last_suite_ = found->second;
}

std::size_t RunBuilder::new_draft(std::uint32_t suite, std::string_view name) {
  if (drafts_.size() >= kMaxBenchmarks) {
    refuse_(fmt::format("has more than {} benchmarks", kMaxBenchmarks));
  }
  drafts_.emplace_back(suite, name);
  return drafts_.size() - 1;
}

std::size_t RunBuilder::entry_of(std::uint32_t suite, std::string_view name) {
  if (last_entry_) {
    const auto& last = drafts_[entries_[*last_entry_].first_draft];
    if (last.suite() == suite && last.name() == name) return *last_entry_;
  }
  const auto [found, is_new] = by_name_.try_emplace({suite, name}, entries_.size());
  if (is_new) entries_.emplace_back().first_draft = new_draft(suite, name);
  return found->second;
}

/// Where the repetitions are, their summaries say nothing new; a median without them is a sample.
std::size_t RunBuilder::draft_of_summary(std::size_t index, const Observation& observation) {
  const std::size_t first = entries_[index].first_draft;
  const bool is_sample = observation.kind == ObservationKind::Median &&
                         (!drafts_[first].has_rows() || drafts_[first].has_medians());
  return is_sample ? draft_of(index, observation) : first;
}

std::size_t RunBuilder::draft_of(std::size_t index, const Observation& observation) {
  Entry& entry = entries_[index];
  const Registration registration = registration_of(index, observation);
  if (!entry.measured) {
    entry.measured = true;
    entry.registration = registration;
  }
  if (!entry.ambiguous && entry.registration == registration) return entry.first_draft;
  if (!entry.ambiguous) make_ambiguous(index);
  return draft_of_ambiguous(index, registration, observation.process.value_or(0));
}

Registration RunBuilder::registration_of(std::size_t index, const Observation& observation) {
  if (observation.family) {
    return {*observation.family, observation.instance, observation.threads};
  }
  Entry& entry = entries_[index];
  const std::uint32_t process = observation.process.value_or(0);
  const bool same_process = entry.measured && process == entry.last_process;
  if (!same_process) {
    entry.generation = 0;
  } else if (observation.repetition) {
    // Repetitions count upwards; one that comes again is another benchmark of this name.
    if (entry.last_repetition >= observation.repetition) ++entry.generation;
  } else if (last_entry_ != index) {
    // Before 1.5 the repetitions of a benchmark follow each other.
    ++entry.generation;
  }
  entry.last_process = process;
  entry.last_repetition = observation.repetition;
  return {-1 - entry.generation, 0, observation.threads};
}

void RunBuilder::make_ambiguous(std::size_t index) {
  Entry& entry = entries_[index];
  entry.ambiguous = true;
  variants_[index] = {entry.first_draft};
  for (const auto process : drafts_[entry.first_draft].processes_seen()) {
    registered_[{index, process}] = {{entry.registration, entry.first_draft}};
  }
}

/// The k-th registration of a name in one process is the k-th of it in any other: families are
/// numbered anew where a process runs only some of them.
std::size_t RunBuilder::draft_of_ambiguous(std::size_t index, const Registration& registration,
                                           std::uint32_t process) {
  auto& known = registered_[{index, process}];
  const auto found = std::ranges::find(known, registration, &Registered::first);
  if (found != known.end()) return found->second;
  if (known.size() >= kMaxSameName) {
    refuse_(fmt::format("has more than {} benchmarks of the same name", kMaxSameName));
  }
  auto& variants = variants_[index];
  if (known.size() == variants.size()) {
    const auto& first = drafts_[entries_[index].first_draft];
    variants.push_back(new_draft(first.suite(), first.name()));
  }
  known.emplace_back(registration, variants[known.size()]);
  return known.back().second;
}

void RunBuilder::add_missing_suites(model::Run& run, const model::Environment& environment) const {
  std::vector<bool> used(suite_names_.size(), false);
  for (const auto& draft : drafts_) used[draft.suite()] = true;
  for (std::size_t i = 0; i < suite_names_.size(); ++i) {
    if (!used[i] || run.find_suite(suite_names_[i]) != nullptr) continue;
    run.suites.push_back({.name = suite_names_[i], .environment = environment});
  }
}

void RunBuilder::finish_benchmarks(model::Run& run, DiagnosticList& diagnostics) {
  std::unordered_set<std::string> taken;
  run.benchmarks.reserve(drafts_.size());
  for (std::size_t i = 0; i < drafts_.size(); ++i) {
    if (dropped_[i]) continue;
    auto& draft = drafts_[i];
    const std::string& suite = suite_names_[draft.suite()];
    std::string name = model::unique_name(draft.name(), [&](const std::string& candidate) {
      return taken.insert(suite + '\0' + candidate).second;
    });
    if (name != draft.name()) {
      diagnostics.add({.level = model::DiagnosticLevel::Warning,
                       .code = "duplicate-name",
                       .benchmark = name,
                       .message = fmt::format("is the name given here to another benchmark of "
                                              "the name \"{}\"; name them apart",
                                              draft.name())});
    }
    model::Diagnostics found;
    run.benchmarks.push_back(std::move(draft).finish(std::move(name), found));
    run.benchmarks.back().suite = suite;
    for (auto& diagnostic : found) diagnostics.add(std::move(diagnostic));
  }
}

}  // namespace benchgate::formats
