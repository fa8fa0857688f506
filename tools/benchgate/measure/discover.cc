#include "benchgate/measure/discover.h"

#include <algorithm>
#include <cstddef>
#include <map>
#include <set>
#include <span>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "benchgate/base/error.h"
#include "benchgate/measure/listed_lines.h"
#include "benchgate/model/benchmark_name.h"

namespace benchgate::measure {
namespace {

constexpr std::size_t kMaxListBytes = std::size_t{16} << 20;
/// No benchmark has an empty name.
constexpr const char* kMatchesNothing = "^$";

std::string with_reason(std::string message, const ChildResult& result) {
  const std::string words = last_words(result.standard_error.text);
  return words.empty() ? message : fmt::format("{}: {}", message, words);
}

void check_end(const SuiteToRun& suite, const ChildResult& result) {
  const auto what = with_reason(
      fmt::format("suite {}: {} {}", suite.name, suite.command.front(), describe_end(result)),
      result);
  if (result.end == ChildEnd::Exited && result.exit_status == 0) {
    if (result.standard_output.is_complete) return;
    throw UsageError(
        fmt::format("suite {}: listing its benchmarks printed {} bytes; is {} a "
                    "Google Benchmark executable?",
                    suite.name, result.standard_output.bytes, suite.command.front()));
  }
  if (result.end == ChildEnd::Exited && result.exit_status != kSuiteLacksEnvironment) {
    throw UsageError(
        fmt::format("{}\n(asked for --benchmark_list_tests; is it a Google Benchmark "
                    "executable?)",
                    what));
  }
  throw EnvironmentError(fmt::format("{} (while listing its benchmarks)", what));
}

ChildResult list(const SuiteToRun& suite, const std::string& filter) {
  ChildOptions options = child_of(suite);
  options.time_limit = suite.row_time_limit;
  options.head_bytes = kMaxListBytes;
  options.command.emplace_back("--benchmark_list_tests=true");
  if (!filter.empty()) options.command.push_back("--benchmark_filter=" + filter);
  return run_child(std::move(options));
}

using Counts = std::map<std::string, std::size_t>;

Counts counted(const std::vector<std::string>& lines) {
  Counts counts;
  for (const auto& line : lines) ++counts[line];
  return counts;
}

std::size_t count_in(const Counts& counts, const std::string& line) {
  const auto found = counts.find(line);
  return found == counts.end() ? 0 : found->second;
}

/// Tells benchmarks from what a program prints beside them: a benchmark is listed where the filter
/// matches it and nowhere else.
class LineCheck {
 public:
  LineCheck(const SuiteToRun& suite, std::string own_text)
      : suite_(suite), own_text_(std::move(own_text)) {}

  /// Those of `lines` that are benchmarks, in their order.
  std::vector<std::string> benchmarks(const std::vector<std::string>& lines) {
    list_parts(lines);
    Counts left;
    for (const auto& [line, part] : part_of_) left[line] = times_listed(line, part);
    std::vector<std::string> found;
    for (const auto& line : lines) {
      const auto place = left.find(line);
      if (place == left.end() || place->second == 0) continue;
      --place->second;
      found.push_back(line);
    }
    return found;
  }

 private:
  /// A name is an argument of a process: of a limited length, and without a zero.
  static bool can_be_asked_for(const std::string& line) {
    return line.size() <= kMaxFilterBytes && line.find('\0') == std::string::npos;
  }

  void list_parts(const std::vector<std::string>& lines) {
    std::set<std::string> known;
    std::vector<std::string> candidates;
    for (const auto& line : lines) {
      if (can_be_asked_for(line) && known.insert(line).second) candidates.push_back(line);
    }
    auto parts = split_for_filter(candidates, kMaxFilterBytes);
    if (parts.size() == 1 && candidates.size() > 1) {
      const std::span<const std::string> all = candidates;
      parts = {all.first(all.size() / 2), all.subspan(all.size() / 2)};
    }
    for (std::size_t i = 0; i < parts.size(); ++i) {
      const auto result = list(suite_, filter_of_registered(parts[i]));
      if (result.end == ChildEnd::Interrupted) check_end(suite_, result);
      const bool ended_well = result.end == ChildEnd::Exited && result.exit_status == 0;
      listed_.push_back(counted(listed_lines(result.standard_output.text, own_text_).lines));
      // A program that cannot be asked must not hide a benchmark.
      if (!ended_well) {
        for (const auto& line : parts[i]) listed_.back().emplace(line, 1);
      }
      for (const auto& line : parts[i]) part_of_.emplace(line, i);
    }
    listed_.push_back(counted(listed_lines(own_text_, "").lines));
  }

  [[nodiscard]] std::size_t times_listed(const std::string& line, std::size_t part) const {
    std::size_t elsewhere = 0;
    for (std::size_t i = 0; i < listed_.size(); ++i) {
      if (i != part) elsewhere = std::max(elsewhere, count_in(listed_[i], line));
    }
    const auto here = count_in(listed_[part], line);
    return here - std::min(here, elsewhere);
  }

  const SuiteToRun& suite_;
  std::string own_text_;
  std::map<std::string, std::size_t> part_of_;
  std::vector<Counts> listed_;  ///< of each part, and of the program's own text
};

struct Printed {
  std::string_view listing;
  std::string_view own_text;
  bool is_sure = true;
};

/// Where a text that is different each time has no line end, a name may be glued to it.
void check_beginning(const SuiteToRun& suite, const Printed& printed, std::size_t benchmarks) {
  if (printed.is_sure || printed.own_text.ends_with('\n')) return;
  const auto with = std::ranges::count(printed.listing, '\n');
  const auto without = std::ranges::count(printed.own_text, '\n');
  if (with - without == static_cast<std::ptrdiff_t>(benchmarks)) return;
  throw UsageError(
      fmt::format("suite {}: its benchmarks cannot be told from the text that {} prints, which is "
                  "different each time and does not end its line; end it with a newline, or print "
                  "it to standard error",
                  suite.name, suite.command.front()));
}

/// What the suite prints of its own is not taken for benchmarks.
std::vector<std::string> registered(const SuiteToRun& suite, const std::string& listing) {
  if (listing.empty()) return {};
  const ChildResult without = list(suite, kMatchesNothing);
  if (without.end == ChildEnd::Interrupted) check_end(suite, without);
  const std::string& own_text = without.standard_output.text;
  const auto listed = listed_lines(listing, own_text);
  if (own_text.empty()) return listed.lines;
  // A program that minds no filter lists the same again: there is nothing to go by.
  if (own_text == listing && suite.filter.empty()) return listed_lines(listing, "").lines;
  auto names = LineCheck(suite, own_text).benchmarks(listed.lines);
  check_beginning(suite, {.listing = listing, .own_text = own_text, .is_sure = listed.is_sure},
                  names.size());
  return names;
}

std::vector<std::string> numbered(const std::vector<std::string>& names) {
  std::set<std::string> taken;
  std::vector<std::string> unique;
  for (const auto& name : names) {
    unique.push_back(model::unique_name(
        name, [&](const std::string& candidate) { return taken.insert(candidate).second; }));
  }
  return unique;
}

}  // namespace

std::vector<std::string> discover(const SuiteToRun& suite) {
  if (suite.command.empty()) {
    throw UsageError(fmt::format("suite {}: the command is empty: name an executable", suite.name));
  }
  const ChildResult result = list(suite, suite.filter);
  check_end(suite, result);
  auto names = numbered(registered(suite, result.standard_output.text));
  if (!names.empty()) return names;
  if (!suite.filter.empty()) {
    if (suite.filter_may_match_nothing) return {};
    throw UsageError(
        fmt::format("suite {}: the filter \"{}\" matches none of its benchmarks; {} "
                    "--benchmark_list_tests shows them",
                    suite.name, suite.filter, suite.command.front()));
  }
  throw UsageError(with_reason(
      fmt::format("suite {}: {} --benchmark_list_tests lists no benchmark; is it a Google "
                  "Benchmark executable?",
                  suite.name, suite.command.front()),
      result));
}

}  // namespace benchgate::measure
