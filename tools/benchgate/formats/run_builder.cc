#include "benchgate/formats/run_builder.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include <fmt/format.h>

#include "benchgate/formats/benchmark_draft.h"
#include "benchgate/formats/diagnostic_list.h"
#include "benchgate/formats/limits.h"
#include "benchgate/model/benchmark_name.h"

namespace benchgate::formats {
namespace {

/// A registered benchmark within one process. Before 1.5.6 there is no index; what must be a
/// second registration then counts downwards from -1.
struct Registration {
  std::int64_t family = -1;
  std::int64_t instance = 0;
  std::int64_t threads = 0;
  bool operator==(const Registration&) const = default;
};

struct NameKey {
  std::uint32_t suite;
  std::string_view name;
  bool operator==(const NameKey&) const = default;
};

struct NameKeyHash {
  std::size_t operator()(const NameKey& key) const {
    constexpr std::size_t kGolden = 0x9E3779B97F4A7C15U;
    return std::hash<std::string_view>{}(key.name) ^ (key.suite * kGolden);
  }
};

/// All rows of one name in one suite: nearly always one benchmark.
struct Entry {
  std::size_t first_draft = 0;
  Registration registration;  ///< of the first measured row
  std::int64_t generation = 0;
  std::optional<std::int64_t> last_repetition;
  std::uint32_t last_process = 0;
  bool measured = false;
  bool ambiguous = false;  ///< has more than one registration
};

constexpr std::array<std::string_view, 4> kStatistics = {"mean", "median", "stddev", "cv"};

/// "X/repeats:3": Google's name for a benchmark that asked for repetitions itself.
bool asked_for_repetitions(std::string_view name) {
  const auto slash = name.rfind("/repeats:");
  return slash != std::string_view::npos &&
         name.find_first_not_of("0123456789", slash + 9) == std::string_view::npos;
}

}  // namespace

class RunBuilder::Implementation {
 public:
  explicit Implementation(Refuse refuse) : refuse_(std::move(refuse)) {}

  void add(const Row& row) {
    if (++rows_ > kMaxRows) refuse_(fmt::format("has more than {} rows", kMaxRows));
    if (row.is_complexity()) {
      last_entry_.reset();
      return;
    }
    const std::size_t index = entry_of(suite_of(row.suite), row.name);
    if (row.is_aggregate()) {
      series_ += drafts_[draft_of_aggregate(index, row)].add_aggregate(row);
    } else {
      series_ += drafts_[draft_of(index, row)].add_measured(row);
      if (series_ > kMaxSeries) {
        refuse_(fmt::format("has more than {} metrics of benchmarks", kMaxSeries));
      }
    }
    last_entry_ = index;
  }

  model::Run finish(RunFrame frame, model::Diagnostics about_file) {
    drop_old_summaries();
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

 private:
  std::uint32_t suite_of(std::string_view name) {
    if (name == suite_names_[last_suite_]) return last_suite_;
    const auto [found, is_new] =
        suites_.try_emplace(name, static_cast<std::uint32_t>(suite_names_.size()));
    if (is_new) {
      if (suite_names_.size() > kMaxSuites) refuse_("has too many suites");
      suite_names_.emplace_back(name);
    }
    return last_suite_ = found->second;
  }

  std::size_t new_draft(std::uint32_t suite, std::string_view name) {
    if (drafts_.size() >= kMaxBenchmarks) {
      refuse_(fmt::format("has more than {} benchmarks", kMaxBenchmarks));
    }
    drafts_.emplace_back(suite, name);
    return drafts_.size() - 1;
  }

  std::size_t entry_of(std::uint32_t suite, std::string_view name) {
    if (last_entry_) {
      const auto& last = drafts_[entries_[*last_entry_].first_draft];
      if (last.suite() == suite && last.name() == name) return *last_entry_;
    }
    const auto [found, is_new] = by_name_.try_emplace({suite, name}, entries_.size());
    if (is_new) entries_.emplace_back().first_draft = new_draft(suite, name);
    return found->second;
  }

  /// Where the repetitions are, their summaries say nothing new; a median without them is a sample.
  std::size_t draft_of_aggregate(std::size_t index, const Row& row) {
    const std::size_t first = entries_[index].first_draft;
    const bool is_sample = row.aggregate_name == "median" &&
                           (!drafts_[first].has_rows() || drafts_[first].has_medians());
    return is_sample ? draft_of(index, row) : first;
  }

  std::size_t draft_of(std::size_t index, const Row& row) {
    Entry& entry = entries_[index];
    const Registration registration = registration_of(index, row);
    if (!entry.measured) {
      entry.measured = true;
      entry.registration = registration;
    }
    if (!entry.ambiguous && entry.registration == registration) return entry.first_draft;
    if (!entry.ambiguous) make_ambiguous(index);
    return draft_of_ambiguous(index, registration, row.process.value_or(0));
  }

  Registration registration_of(std::size_t index, const Row& row) {
    if (row.family_index) {
      return {*row.family_index, row.per_family_instance_index.value_or(0),
              row.threads.value_or(0)};
    }
    Entry& entry = entries_[index];
    const std::uint32_t process = row.process.value_or(0);
    const bool same_process = entry.measured && process == entry.last_process;
    if (!same_process) {
      entry.generation = 0;
    } else if (row.repetition_index) {
      // Repetitions count upwards; one that comes again is another benchmark of this name.
      if (entry.last_repetition >= row.repetition_index) ++entry.generation;
    } else if (last_entry_ != index) {
      // Before 1.5 the repetitions of a benchmark follow each other.
      ++entry.generation;
    }
    entry.last_process = process;
    entry.last_repetition = row.repetition_index;
    return {-1 - entry.generation, 0, row.threads.value_or(0)};
  }

  void make_ambiguous(std::size_t index) {
    Entry& entry = entries_[index];
    entry.ambiguous = true;
    variants_[index] = {entry.first_draft};
    for (const auto process : drafts_[entry.first_draft].processes_seen()) {
      registered_[{index, process}] = {{entry.registration, entry.first_draft}};
    }
  }

  /// The k-th registration of a name in one process is the k-th of it in any other: families are
  /// numbered anew where a process runs only some of them.
  std::size_t draft_of_ambiguous(std::size_t index, const Registration& registration,
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

  [[nodiscard]] bool is_known(std::uint32_t suite, const std::string& name) const {
    return by_name_.contains({suite, name});
  }

  /// Files before 1.5 do not say which rows are summaries; their names do, next to the others.
  void drop_old_summaries() {
    dropped_.assign(drafts_.size(), false);
    for (std::size_t i = 0; i < drafts_.size(); ++i) {
      auto& draft = drafts_[i];
      const auto underscore = draft.name().rfind('_');
      if (!draft.before_run_types() || underscore == std::string_view::npos) continue;
      const auto measured = draft.name().substr(0, underscore);
      const auto statistic = draft.name().substr(underscore + 1);
      const bool usual = std::ranges::find(kStatistics, statistic) != kStatistics.end();
      const std::string text(measured);
      if (is_known(draft.suite(), text)) {
        const bool own = asked_for_repetitions(measured) && statistic.find('/') == statistic.npos;
        dropped_[i] = usual || own;
      } else if (usual && is_known(draft.suite(), text + "_mean") &&
                 is_known(draft.suite(), text + "_stddev")) {
        const bool has_median = is_known(draft.suite(), text + "_median");
        const bool is_kept = statistic == (has_median ? "median" : "mean");
        if (is_kept && has_median) draft.turn_into_median_of(measured);
        if (is_kept && !has_median) draft.turn_into_summary_of(measured);
        dropped_[i] = !is_kept;
      }
    }
  }

  void add_missing_suites(model::Run& run, const model::Environment& environment) const {
    std::vector<bool> used(suite_names_.size(), false);
    for (const auto& draft : drafts_) used[draft.suite()] = true;
    for (std::size_t i = 0; i < suite_names_.size(); ++i) {
      if (!used[i] || run.find_suite(suite_names_[i]) != nullptr) continue;
      run.suites.push_back({.name = suite_names_[i], .environment = environment});
    }
  }

  void finish_benchmarks(model::Run& run, DiagnosticList& diagnostics) {
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

  using Registered = std::pair<Registration, std::size_t>;

  Refuse refuse_;
  std::size_t rows_ = 0;
  std::size_t series_ = 0;
  std::deque<BenchmarkDraft> drafts_;  ///< large, and many: never moved
  std::vector<bool> dropped_;
  std::vector<Entry> entries_;
  std::unordered_map<NameKey, std::size_t, NameKeyHash> by_name_;
  std::optional<std::size_t> last_entry_;                ///< of the row before
  std::vector<std::string> suite_names_{std::string()};  ///< the first one is the default
  std::unordered_map<std::string_view, std::uint32_t> suites_{{std::string_view(), 0}};
  std::uint32_t last_suite_ = 0;
  std::map<std::size_t, std::vector<std::size_t>> variants_;  ///< drafts of an ambiguous entry
  std::map<std::pair<std::size_t, std::uint32_t>, std::vector<Registered>> registered_;
};

RunBuilder::RunBuilder(Refuse refuse)
    : implementation_(std::make_unique<Implementation>(std::move(refuse))) {}
RunBuilder::~RunBuilder() = default;

void RunBuilder::add(const Row& row) {
  implementation_->add(row);
}

model::Run RunBuilder::finish(RunFrame frame, model::Diagnostics diagnostics) {
  return implementation_->finish(std::move(frame), std::move(diagnostics));
}

}  // namespace benchgate::formats
