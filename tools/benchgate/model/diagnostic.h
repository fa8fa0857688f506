// A fact about the data that the reader must see: a value, never thrown, carried from the reader
// of a file to the report.
#pragma once

#include <string>
#include <vector>

#include "benchgate/base/name_table.h"

namespace benchgate::model {

enum class DiagnosticLevel {
  Note,     ///< good to know; changes nothing
  Warning,  ///< the figures may mislead
  Problem,  ///< something that was asked for is not in the figures: the gate does not pass
};

/// As files and reports write them.
inline constexpr NameTable<DiagnosticLevel, 3> kLevelNames = {{
    {DiagnosticLevel::Note, "note"},
    {DiagnosticLevel::Warning, "warning"},
    {DiagnosticLevel::Problem, "problem"},
}};

struct Diagnostic {
  DiagnosticLevel level = DiagnosticLevel::Note;
  std::string code;       ///< stable, for machines: "duplicate-key", "truncated-file", ...
  std::string benchmark;  ///< empty where it concerns the whole file or run
  std::string message;    ///< a sentence: what, and what it means for the reader
  std::string metric{};   ///< of the benchmark; empty where it concerns all of them
  bool operator==(const Diagnostic&) const = default;
};

using Diagnostics = std::vector<Diagnostic>;

}  // namespace benchgate::model
