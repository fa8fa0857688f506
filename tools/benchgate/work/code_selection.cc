#include "benchgate/work/code_selection.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

namespace benchgate::work {
namespace {

/// More than that many causes are counted, not named.
constexpr std::size_t kMostCauses = 5;

/// Templates have names of kilobytes; what tells them apart is at the beginning.
constexpr std::size_t kLongestName = 160;  // bytes

std::string shortened(std::string name) {
  if (name.size() <= kLongestName) return name;
  std::size_t end = kLongestName;
  while (end > 0 && (static_cast<unsigned char>(name[end]) & 0xC0U) == 0x80U) --end;
  return name.substr(0, end) + "...";
}

std::string benchmarks(std::size_t count) {
  return fmt::format("{} benchmark{}", count, count == 1 ? "" : "s");
}

/// How many benchmarks have each cause.
class Causes {
 public:
  void add(const std::string& cause) {
    ++count_;
    ++benchmarks_[cause];
  }
  [[nodiscard]] std::size_t count() const { return count_; }

  /// "`Match` (12), `Init` (3) and 4 more": the most frequent first.
  [[nodiscard]] std::string list() const {
    std::vector<std::pair<std::string, std::size_t>> sorted(benchmarks_.begin(), benchmarks_.end());
    std::ranges::stable_sort(sorted, std::greater{},
                             [](const auto& cause) { return cause.second; });
    std::string text;
    for (std::size_t i = 0; i < std::min(sorted.size(), kMostCauses); ++i) {
      text += fmt::format("{}{} ({})", i == 0 ? "" : ", ", sorted[i].first, sorted[i].second);
    }
    if (sorted.size() > kMostCauses)
      text += fmt::format(" and {} more", sorted.size() - kMostCauses);
    return text;
  }

 private:
  std::map<std::string, std::size_t> benchmarks_;
  std::size_t count_ = 0;
};

}  // namespace

void CodeSelection::add(const std::string& suite, std::vector<reach::Selected> benchmarks) {
  auto& known = suites_[suite];
  for (auto& one : benchmarks) {
    auto name = one.benchmark;
    std::ranges::transform(one.functions, one.functions.begin(), shortened);
    known.emplace(std::move(name), std::move(one));
  }
}

const reach::Selected* CodeSelection::find(std::string_view suite,
                                           std::string_view benchmark) const {
  const auto in = suites_.find(suite);
  if (in == suites_.end()) return nullptr;
  const auto found = in->second.find(benchmark);
  return found == in->second.end() ? nullptr : &found->second;
}

bool CodeSelection::is_same_code(std::string_view suite, std::string_view benchmark) const {
  const auto* found = find(suite, benchmark);
  return found != nullptr && found->answer == reach::Answer::SameCode;
}

model::Diagnostics CodeSelection::notes(std::span<const Name> measured,
                                        std::size_t same_code) const {
  Causes touched;
  Causes unknown;
  for (const auto& name : measured) {
    const auto* found = find(name.suite, name.benchmark);
    if (found == nullptr) continue;
    if (found->answer == reach::Answer::CannotTell) {
      unknown.add(found->reason);
    } else if (found->functions.empty()) {
      touched.add(found->reason);
    } else {
      touched.add(fmt::format("`{}`", found->functions.front()));
    }
  }
  using model::DiagnosticLevel;
  model::Diagnostics notes;
  if (same_code > 0) {
    const bool is_one = same_code == 1;
    notes.push_back(
        {.level = DiagnosticLevel::Note,
         .code = "same-code",
         .benchmark = {},
         .message = fmt::format("{} of {} {} the same code as in base, so {} not "
                                "measured (--all measures everything).",
                                same_code, benchmarks(same_code + measured.size()),
                                is_one ? "runs" : "run", is_one ? "it was" : "they were")});
  }
  if (touched.count() > 0) {
    notes.push_back({.level = DiagnosticLevel::Note,
                     .code = "touched",
                     .benchmark = {},
                     .message = fmt::format("The change touches {}: {}.",
                                            benchmarks(touched.count()), touched.list())});
  }
  if (unknown.count() > 0) {
    const bool is_one = unknown.count() == 1;
    notes.push_back(
        {.level = DiagnosticLevel::Note,
         .code = "cannot-tell",
         .benchmark = {},
         .message = fmt::format("{} {} measured because nobody can tell whether the change touches "
                                "{}: {}.",
                                benchmarks(unknown.count()), is_one ? "was" : "were",
                                is_one ? "it" : "them", unknown.list())});
  }
  return notes;
}

std::vector<gate::CodeChange> CodeSelection::changes(std::span<const Name> measured) const {
  std::vector<gate::CodeChange> changes;
  for (const auto& name : measured) {
    const auto* found = find(name.suite, name.benchmark);
    if (found == nullptr) continue;
    changes.push_back(
        {.name = {.suite = std::string(name.suite), .benchmark = std::string(name.benchmark)},
         .is_touched = found->answer == reach::Answer::Touched,
         .functions = found->functions,
         .reason = found->reason});
  }
  return changes;
}

}  // namespace benchgate::work
