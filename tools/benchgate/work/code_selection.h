// Which benchmarks of a change have to be measured: those that run other code than before.
#pragma once

#include <cstddef>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "benchgate/gate/assessment.h"
#include "benchgate/model/diagnostic.h"
#include "benchgate/reach/selection.h"

namespace benchgate::work {

/// What was found out about the suites that were looked at. Benchmarks of other suites are measured
/// without a word.
class CodeSelection {
 public:
  void add(const std::string& suite, std::vector<reach::Selected> benchmarks);

  [[nodiscard]] bool empty() const { return suites_.empty(); }
  /// Does the benchmark run the same code in base and head?
  [[nodiscard]] bool is_same_code(std::string_view suite, std::string_view benchmark) const;

  /// One benchmark that is measured, or would be.
  struct Name {
    std::string_view suite;
    std::string_view benchmark;
  };
  /// For the reader: how many were left out as the same code, what touches `measured`, and why of
  /// some it cannot be told. Nothing without suites.
  [[nodiscard]] model::Diagnostics notes(std::span<const Name> measured,
                                         std::size_t same_code) const;
  /// The same for programs: why each of `measured` was, where that was looked at.
  [[nodiscard]] std::vector<gate::CodeChange> changes(std::span<const Name> measured) const;

 private:
  using Suite = std::map<std::string, reach::Selected, std::less<>>;
  [[nodiscard]] const reach::Selected* find(std::string_view suite,
                                            std::string_view benchmark) const;

  std::map<std::string, Suite, std::less<>> suites_;
};

}  // namespace benchgate::work
