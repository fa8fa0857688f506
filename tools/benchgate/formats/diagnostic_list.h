// Diagnostics of one file, without repeats and without end.
#pragma once

#include <map>
#include <set>
#include <string>
#include <tuple>

#include "benchgate/model/diagnostic.h"

namespace benchgate::formats {

/// Collects diagnostics. One that is there already is not added again (a stored run brings its
/// own), and of each code only kMaxDiagnosticsOfCode are listed, the rest counted in one more.
class DiagnosticList {
 public:
  explicit DiagnosticList(model::Diagnostics stored);

  void add(model::Diagnostic diagnostic);
  [[nodiscard]] model::Diagnostics finish() &&;

 private:
  struct More {
    model::DiagnosticLevel level = model::DiagnosticLevel::Note;
    std::size_t listed = 0;
    std::size_t unlisted = 0;
  };

  void append(model::Diagnostic diagnostic);

  model::Diagnostics list_;
  std::set<std::tuple<std::string, std::string, std::string>> known_;  ///< of the stored ones
  std::map<std::string, More> more_;                                   ///< by code
};

}  // namespace benchgate::formats
