#include "benchgate/formats/diagnostic_list.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "benchgate/formats/limits.h"

namespace benchgate::formats {

DiagnosticList::DiagnosticList(model::Diagnostics stored) : list_(std::move(stored)) {
  for (const auto& known : list_) known_.emplace(known.code, known.benchmark, known.message);
}

void DiagnosticList::append(model::Diagnostic diagnostic) {
  if (known_.contains({diagnostic.code, diagnostic.benchmark, diagnostic.message})) return;
  list_.push_back(std::move(diagnostic));
}

void DiagnosticList::add(model::Diagnostic diagnostic) {
  More& more = more_[diagnostic.code];
  more.level = std::max(more.level, diagnostic.level);
  // A policy may waive a problem of a benchmark that it can see.
  const bool can_be_waived =
      diagnostic.level == model::DiagnosticLevel::Problem && !diagnostic.benchmark.empty();
  if (can_be_waived || more.listed < kMaxDiagnosticsOfCode) {
    ++more.listed;
    append(std::move(diagnostic));
  } else {
    ++more.unlisted;
  }
}

model::Diagnostics DiagnosticList::finish() && {
  for (const auto& [code, more] : more_) {
    if (more.unlisted == 0) continue;
    append({.level = more.level,
            .code = code,
            .benchmark = {},
            .message = fmt::format("concerns {} more benchmarks, not listed", more.unlisted)});
  }
  return std::move(list_);
}

}  // namespace benchgate::formats
