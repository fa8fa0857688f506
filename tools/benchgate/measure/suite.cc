#include "benchgate/measure/suite.h"

#include <set>
#include <sstream>

#include <fmt/format.h>

#include "benchgate/base/error.h"
#include "benchgate/measure/bounded_text.h"

namespace benchgate::measure {
namespace {

constexpr std::size_t kMaxListBytes = std::size_t{16} << 20;

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

std::vector<std::string> distinct_lines(const std::string& text) {
  std::vector<std::string> lines;
  std::set<std::string> known;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) {
    if (!line.empty() && line.back() == '\r') line.pop_back();
    if (!line.empty() && known.insert(line).second) lines.push_back(line);
  }
  return lines;
}

std::string escaped(std::string_view name) {
  std::string text;
  for (const char c : name) {
    // Not ] and }: alone they mean themselves, and std::regex refuses to have them escaped.
    if (std::string_view("\\^$.|?*+()[{").find(c) != std::string_view::npos) text += '\\';
    text += c;
  }
  return text;
}

}  // namespace

std::vector<std::string> discover(const SuiteToRun& suite) {
  if (suite.command.empty()) {
    throw UsageError(fmt::format("suite {}: the command is empty: name an executable", suite.name));
  }
  ChildOptions options{.command = suite.command,
                       .environment = suite.environment,
                       .working_directory = suite.working_directory,
                       .time_limit = suite.row_time_limit,
                       .grace = suite.grace,
                       .head_bytes = kMaxListBytes};
  options.command.emplace_back("--benchmark_list_tests=true");
  if (!suite.filter.empty()) options.command.push_back("--benchmark_filter=" + suite.filter);
  const ChildResult result = run_child(std::move(options));
  check_end(suite, result);
  auto names = distinct_lines(result.standard_output.text);
  if (!names.empty()) return names;
  if (!suite.filter.empty()) {
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

std::string exact_filter(std::span<const std::string> names) {
  std::string filter = "^(";
  for (const auto& name : names) {
    if (filter.size() > 2) filter += '|';
    filter += escaped(name);
  }
  return filter + ")$";
}

std::vector<std::span<const std::string>> split_for_filter(std::span<const std::string> names,
                                                           std::size_t max_bytes) {
  std::vector<std::span<const std::string>> parts;
  std::size_t begin = 0;
  std::size_t bytes = 3;  // "^(" and ")$", less the "|" that the first name has not
  for (std::size_t i = 0; i < names.size(); ++i) {
    const std::size_t more = escaped(names[i]).size() + 1;
    if (i > begin && bytes + more > max_bytes) {
      parts.push_back(names.subspan(begin, i - begin));
      begin = i;
      bytes = 3;
    }
    bytes += more;
  }
  if (begin < names.size()) parts.push_back(names.subspan(begin));
  return parts;
}

std::string last_words(std::string_view standard_error) {
  std::string line = last_line(standard_error);
  // Google Benchmark 1.8+ remarks on a --benchmark_min_time without "s", which every version
  // before it insists on, and forgets to end the line.
  constexpr std::string_view kRemark = "Eg., `30s` for 30-seconds.";
  const auto remark = line.rfind(kRemark);
  return remark == std::string::npos ? line : line.substr(remark + kRemark.size());
}

}  // namespace benchgate::measure
