// A view as the fields of a template, for the formats that lay rows out themselves (Markdown,
// HTML): each says how it writes a name, prose and a figure.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>

#include "benchgate/report/fields.h"
#include "benchgate/report/view.h"

namespace benchgate::report {

/// How many of each part are shown, from the front; the rest is counted as left out.
struct Shown {
  std::size_t notices = kMostRows;
  std::size_t differences = kMostRows;
  std::size_t changed = kMostRows;
  std::size_t budgets = kMostRows;
  std::size_t met = kMostRows;
  std::size_t acceptances = kMostRows;
  std::size_t rest = kMostRows;   ///< over all groups together
  std::size_t group = kMostRows;  ///< of one group
  bool method = true;             ///< how it was measured
  bool unchanged = true;          ///< are unchanged rows listed, or only counted?
  std::size_t notes = kMostRows;
};

/// How a format writes the texts of a view.
struct TextWriter {
  std::function<std::string(std::string_view)> name;   ///< benchmarks, metrics, values: verbatim
  std::function<std::string(std::string_view)> prose;  ///< sentences with text from outside
  /// Does the format mark code between backticks in benchgate's own sentences?
  bool marks_code = false;
  /// A notice's sentence; where empty, like any other.
  std::function<std::string(std::string_view)> notice = {};
  std::function<std::string(Tone)> tone_symbol;
  std::function<std::string(std::string_view)> example;  ///< a command, lines of configuration
  /// A name in a table; where empty, like any other.
  std::function<std::string(std::string_view)> row_name = {};
  /// A sign for a row; where empty, the one of its verdict.
  std::function<std::string(const Row&)> row_symbol = {};
  // More fields of a format's own; may be empty.
  std::function<void(const Row&, Fields&)> extend_row;
  std::function<void(const BudgetRow&, Fields&)> extend_budget;
  std::function<void(const Notice&, Fields&)> extend_notice;
};

[[nodiscard]] Fields view_fields(const View& view, const TextWriter& write, const Shown& shown);

[[nodiscard]] std::string_view tone_name(Tone tone);  ///< "good", "unclear", "bad"
[[nodiscard]] std::string plain_symbol(Tone tone);    ///< "✓", "!", "✗"

}  // namespace benchgate::report
