// What a report says, in the order in which it says it, before any format has touched it.
//
// Everything is text or a figure ready for people; nothing is escaped, aligned, coloured or
// shortened: each format does that for itself. Whoever reads a report must be able to stop early,
// so: the verdict, what is wrong with the comparison, what to do, how many, what changed, the
// budgets, the rest, how it was measured. Markdown, which reviewers read who have never heard of
// benchgate, shows what changed before what to do.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "benchgate/gate/assessment.h"

namespace benchgate::report {

enum class Tone { Good, Unclear, Bad };

/// The finding in one line.
struct Title {
  std::string subject;  ///< the benchmark that it is about, in front of the text; may be empty
  std::string text;     ///< "is 3.0 % slower"; plain, as it came
  /// All of it on one line that can be shown anywhere, the name shortened.
  [[nodiscard]] std::string plain() const;
  bool operator==(const Title&) const = default;
};

/// Which commits were compared, as a reader knows them: their first digits.
struct Commits {
  std::string base;
  std::string head;
};

/// Something wrong with the comparison itself.
struct Notice {
  model::DiagnosticLevel level = model::DiagnosticLevel::Warning;
  std::string kind;     ///< "errored", "missing", "problem", "warning"
  std::string subject;  ///< a benchmark, or empty: the whole comparison
  std::string text;
  bool closes_gate = false;
};

/// A field of the environment that differs, once for all suites where it differs the same way.
struct EnvironmentRow {
  std::string field;
  std::string aspect;
  std::string base;  ///< "not recorded" where it is not
  std::string head;
  std::string suites;
};

struct Step {
  std::string text;
  std::string purpose;  ///< above the example, where that stands alone; empty: the text
  std::string example;  ///< a command or lines of benchgate.toml; may be empty
};

struct Count {
  std::string word;
  std::size_t number = 0;
  Tone tone = Tone::Unclear;
};

/// One judged metric.
struct Row {
  const gate::Judgement* judgement = nullptr;  ///< of the assessment the view was made from
  std::string suite;
  std::string benchmark;
  std::string renamed_from;
  std::string metric;
  std::string verdict;
  std::string symbol;
  Tone tone = Tone::Unclear;
  bool closes_gate = false;
  std::string base;
  std::string head;
  std::string effect;           ///< "+12.3 %"; empty without a ratio
  std::string interval;         ///< "[+10.1 %, +14.2 %]"; empty where there is none
  std::string spread;           ///< the same shorter: "± 0.3" or "[+10.1, +14.2]"
  std::string note;             ///< "undecided", "accepted"; empty where the change says it all
  bool is_about_clock = false;  ///< its metric is the time that the benchmark is judged by
  std::string limit;
  std::string why;
};

struct BudgetRow {
  const gate::BudgetJudgement* judgement = nullptr;
  std::string suite;
  std::string benchmark;
  std::string metric;
  std::string state;
  std::string symbol;
  Tone tone = Tone::Unclear;
  bool closes_gate = false;
  std::string note;  ///< "base too": exceeded before the change as well
  std::string value;
  std::string base;
  std::string target;
  std::string warning;
  std::string error;
};

/// One entry of the file of acceptances, and what became of it.
struct AcceptanceRow {
  Tone tone = Tone::Unclear;
  std::string state;  ///< "covers 2 metrics; expires in 3 days; new in this change"
  std::string benchmark;
  std::string metric;
  std::string up_to;
  std::string until;
  std::string by;
  std::string reason;
};

/// A report has at most so many lines of a kind: nobody reads more, and pages would have hundreds
/// of megabytes. All rows are counted, and results.json has them.
constexpr std::size_t kMostRows = 2'000;

/// Rows that are folded away behind one line that carries their numbers.
struct RestGroup {
  std::string verdict;
  std::string summary;
  bool open = false;      ///< to be shown unfolded: there is nothing else to read
  std::size_t count = 0;  ///< of all its rows
  std::vector<Row> rows;  ///< the first of them: kMostRows over all groups
};

struct Fact {
  std::string label;
  std::string text;
};

struct View {
  Tone tone = Tone::Unclear;
  std::string title;     ///< headline.plain()
  Title headline;        ///< the same in parts, for formats that mark names
  std::string outcome;   ///< "Blocks merging."
  std::string summary;   ///< "1 of 100 benchmarks slower, 99 unchanged."
  std::string coverage;  ///< "Compared 212 of 214 benchmarks"
  std::optional<Commits> commits;
  int exit_code = 0;
  std::vector<std::string> cautions;  ///< how far the figures can be trusted
  std::vector<Notice> notices;
  std::vector<EnvironmentRow> environment;
  std::vector<Step> steps;
  std::string commands_summary;  ///< what the commands of steps and reproduce are for
  std::string reproduce;  ///< commands that repeat the comparison elsewhere; empty: there are none
  std::vector<Count> counts;
  std::size_t changed_count = 0;
  std::vector<Row> changed;    ///< the first kMostRows of `changed_count`, worst first; also what
                               ///< closes the gate without having changed
  std::string unchanged_text;  ///< stands where nothing changed
  std::vector<BudgetRow> budgets_missed;
  std::vector<BudgetRow> budgets_met;
  std::vector<AcceptanceRow> acceptances;
  std::vector<RestGroup> rest;  ///< inconclusive, new, unchanged
  std::vector<Notice> notes;    ///< diagnostics that change nothing
  std::vector<Fact> method;
  std::string base_id;
  std::string head_id;
};

/// The view keeps pointers into `assessment`, which must outlive it. `results_file`: the JSON file
/// that holds it, for commands that need one; empty: none is known.
[[nodiscard]] View make_view(const gate::Assessment& assessment,
                             std::string_view results_file = {});
View make_view(gate::Assessment&&, std::string_view = {}) = delete;

}  // namespace benchgate::report
