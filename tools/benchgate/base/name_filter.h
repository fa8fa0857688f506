// Which names an expression like --benchmark_filter's keeps.
#pragma once

#include <memory>
#include <string>

namespace benchgate {

/// An extended regular expression (POSIX) that keeps the names it finds something in; behind a
/// leading '-' it keeps all others. An empty one keeps all.
class NameFilter {
 public:
  /// Throws std::invalid_argument with the reason for a bad expression.
  explicit NameFilter(const std::string& text);
  ~NameFilter();
  NameFilter(NameFilter&&) noexcept;
  NameFilter& operator=(NameFilter&&) noexcept;

  [[nodiscard]] bool keeps(const std::string& name) const;

 private:
  struct Compiled;
  std::unique_ptr<Compiled> compiled_;  ///< null: an empty expression
  bool inverted_ = false;
};

}  // namespace benchgate
