#include "benchgate/report/foreign_results.h"

#include <array>
#include <fstream>
#include <string_view>
#include <system_error>

#include <fmt/format.h>

#include "benchgate/base/error.h"
#include "benchgate/report/results_json.h"

namespace benchgate::report {
namespace {

/// As much of JSON as it takes to count: what is a text, how deep one is, how many values there are
/// at most. Whether it is JSON is the parser's to say.
class Scan {
 public:
  explicit Scan(const ForeignLimits& limits) : limits_(limits) {}

  /// Empty, or which limit was passed.
  std::string_view take(std::string_view piece) {
    for (const char c : piece) {
      in_text_ ? in_text(c) : between_texts(c);
      if (depth_ > limits_.depth) return "nests deeper";
      if (values_ > limits_.values) return "has more values";
      if (text_bytes_ > limits_.text_bytes) return "has a longer text";
    }
    return {};
  }

 private:
  void in_text(char c) {
    ++text_bytes_;
    if (escaped_) {
      escaped_ = false;
    } else if (c == '\\') {
      escaped_ = true;
    } else if (c == '"') {
      in_text_ = false;
    }
  }

  void between_texts(char c) {
    switch (c) {
      case '"':
        in_text_ = true;
        text_bytes_ = 0;
        break;
      case '{':
      case '[':
        ++depth_;
        ++values_;
        break;
      case '}':
      case ']':
        if (depth_ > 0) --depth_;
        break;
      case ',':
        ++values_;
        break;
      default:
        break;
    }
  }

  const ForeignLimits& limits_;
  std::size_t depth_ = 0;
  std::size_t values_ = 0;
  std::size_t text_bytes_ = 0;
  bool in_text_ = false;
  bool escaped_ = false;
};

[[noreturn]] void refuse(const std::filesystem::path& path, std::string_view what) {
  throw InputError(path, fmt::format("{} than a result from elsewhere may", what));
}

void check_file(const std::filesystem::path& path, const ForeignLimits& limits) {
  std::error_code error;
  if (!std::filesystem::is_regular_file(path, error)) {
    if (error == std::errc::no_such_file_or_directory) {
      throw InputError(path, "is missing: the run left no result");
    }
    throw InputError(path, error ? error.message() : "is no file");
  }
  if (std::filesystem::file_size(path, error) > limits.bytes) refuse(path, "is larger");
  std::ifstream file(path, std::ios::binary);
  if (!file) throw InputError(path, "cannot be opened");
  Scan scan(limits);
  std::array<char, std::size_t{1} << 16U> piece{};
  while (file.read(piece.data(), piece.size()) || file.gcount() > 0) {
    const auto beyond = scan.take({piece.data(), static_cast<std::size_t>(file.gcount())});
    if (!beyond.empty()) refuse(path, beyond);
  }
}

void check_assessment(const gate::Assessment& assessment, const std::filesystem::path& path,
                      const ForeignLimits& limits) {
  for (const auto rows :
       {assessment.judgements.size(), assessment.budgets.size(), assessment.environment.size(),
        assessment.diagnostics.size(), assessment.acceptances.size()}) {
    if (rows > limits.rows) refuse(path, "has more rows");
  }
  const auto check = [&](std::string_view name) {
    if (name.size() > limits.name_bytes) refuse(path, "has a longer name");
  };
  const auto check_row = [&check](const auto& row) {
    check(row.suite);
    check(row.benchmark);
    check(row.metric);
  };
  for (const auto& row : assessment.judgements) {
    check_row(row);
    check(row.base_label);
    check(row.head_label);
  }
  for (const auto& row : assessment.budgets) check_row(row);
  for (const auto& use : assessment.acceptances) {
    check(use.acceptance.benchmark);
    check(use.acceptance.metric);
    check(use.acceptance.by);
    check(use.acceptance.base);
  }
  for (const auto* side : {&assessment.base, &assessment.head}) {
    check(side->name);
    check(side->commit);
    check(side->machine_class);
  }
}

}  // namespace

gate::Assessment read_foreign_results(const std::filesystem::path& path,
                                      const ForeignLimits& limits) {
  check_file(path, limits);
  auto assessment = read_results_file(path);
  check_assessment(assessment, path, limits);
  return assessment;
}

}  // namespace benchgate::report
