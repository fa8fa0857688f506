// All problems of a configuration file, collected so that its author can fix them in one
// go.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "benchgate/base/error.h"

namespace benchgate::gate {

class ConfigProblems {
 public:
  explicit ConfigProblems(std::filesystem::path path) : path_(std::move(path)) {}

  /// `message` says what is wrong and, after a semicolon, what to do.
  void add(TextPosition position, std::string message);

  [[nodiscard]] bool empty() const { return problems_.empty(); }

  /// Throws UsageError if there are any: `path:line:column: message`, one a line, in the order of
  /// the file; of very many the first ones and how many more.
  void throw_if_any() const;

 private:
  struct Problem {
    TextPosition position;
    std::string message;
  };

  std::filesystem::path path_;
  std::vector<Problem> problems_;
};

/// A text from the file as it may stand in a message: in quotes, control characters escaped, cut
/// where it is long.
[[nodiscard]] std::string in_quotes(std::string_view text);

/// The same without quotes and uncut, for texts that are not one name.
[[nodiscard]] std::string without_controls(std::string_view text);

}  // namespace benchgate::gate
