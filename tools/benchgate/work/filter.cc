#include "benchgate/work/filter.h"

#include <string>
#include <vector>

#include <fmt/format.h>
#include <regex.h>

#include "benchgate/base/error.h"

namespace benchgate::work {
namespace {

/// POSIX, and not std::regex: that recurses once per character, and names from a file may be long
/// enough to exhaust the stack; nor is it bounded in time.
class Expression {
 public:
  explicit Expression(const std::string& text) {
    const int status = ::regcomp(&compiled_, text.c_str(), REG_EXTENDED | REG_NOSUB);
    if (status == 0) return;
    std::string reason(256, '\0');
    reason.resize(::regerror(status, &compiled_, reason.data(), reason.size()) - 1);
    throw UsageError(fmt::format("--filter '{}': {}", text, reason));
  }
  ~Expression() { ::regfree(&compiled_); }
  Expression(const Expression&) = delete;
  Expression& operator=(const Expression&) = delete;

  [[nodiscard]] bool matches(const std::string& name) const {
    return ::regexec(&compiled_, name.c_str(), 0, nullptr, 0) == 0;
  }

 private:
  regex_t compiled_{};
};

}  // namespace

void apply_filter(const std::string& filter, model::Run& run) {
  if (filter.empty()) return;
  const bool inverted = filter.front() == '-';
  const Expression expression(filter.substr(inverted ? 1 : 0));
  const auto is_left_out = [&](const std::string& name) {
    return expression.matches(name) == inverted;
  };
  std::erase_if(run.benchmarks, [&](const auto& benchmark) { return is_left_out(benchmark.name); });
  std::erase_if(run.diagnostics, [&](const auto& diagnostic) {
    return !diagnostic.benchmark.empty() && is_left_out(diagnostic.benchmark);
  });
}

}  // namespace benchgate::work
