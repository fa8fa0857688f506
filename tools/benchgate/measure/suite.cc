#include "benchgate/measure/suite.h"

#include <set>
#include <utility>

#include "benchgate/measure/bounded_text.h"
#include "benchgate/model/benchmark_name.h"

namespace benchgate::measure {
namespace {

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

ChildOptions child_of(const SuiteToRun& suite) {
  return {.command = suite.command,
          .environment = suite.environment,
          .inherits_secrets = false,
          .passed_secrets = suite.passed_secrets,
          .working_directory = suite.working_directory,
          .grace = suite.grace};
}

std::string exact_filter(std::span<const std::string> names) {
  std::vector<std::string> registered;
  std::set<std::string> known;
  for (const auto& name : names) {
    for (auto& each : model::registered_names(name)) {
      if (known.insert(each).second) registered.push_back(std::move(each));
    }
  }
  return filter_of_registered(registered);
}

std::string filter_of_registered(std::span<const std::string> names) {
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
    std::size_t more = 0;
    for (const auto& name : model::registered_names(names[i])) more += escaped(name).size() + 1;
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
