// The parts of a View, one source file each. Internal to the view.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "benchgate/gate/assessment.h"
#include "benchgate/report/commands.h"
#include "benchgate/report/view.h"

namespace benchgate::report {

/// title.cc
[[nodiscard]] Title headline_of(const gate::Assessment& assessment);
[[nodiscard]] std::string title_of(const gate::Assessment& assessment);
/// Nothing to look at: it passes, most rows are decided, and none changed for the worse.
[[nodiscard]] bool is_all_well(const gate::Assessment& assessment);
/// More rows are undecided or not measured than decided: "no slowdown" would say too much.
[[nodiscard]] bool is_mostly_undecided(const gate::Assessment& assessment);
[[nodiscard]] bool lacks_samples(const gate::Assessment& assessment);
[[nodiscard]] bool nothing_compared(const gate::Assessment& assessment);

/// Suspects that keep the gate from passing until head is measured again.
struct UnconfirmedCount {
  std::size_t rows = 0;
  std::size_t budgets = 0;
};
[[nodiscard]] UnconfirmedCount unconfirmed_count(const gate::Assessment& assessment);

/// summary.cc
[[nodiscard]] Tone tone_of(const gate::Assessment& assessment);
[[nodiscard]] std::string outcome_text(const gate::Assessment& assessment);
[[nodiscard]] std::string summary_text(const gate::Assessment& assessment);
[[nodiscard]] std::string coverage_text(const gate::Assessment& assessment);
[[nodiscard]] std::optional<Commits> commits_of(const gate::Assessment& assessment);

/// notices.cc
[[nodiscard]] std::vector<std::string> cautions_of(const gate::Assessment& assessment);
[[nodiscard]] std::vector<Notice> notices_of(const gate::Assessment& assessment);
[[nodiscard]] std::vector<Notice> notes_of(const gate::Assessment& assessment);
[[nodiscard]] std::vector<EnvironmentRow> environment_of(const gate::Assessment& assessment);

/// next_steps.cc
[[nodiscard]] std::vector<Step> next_steps(const gate::Assessment& assessment,
                                           const Commands& commands);
/// What the commands of a report are for.
[[nodiscard]] std::string commands_summary(const gate::Assessment& assessment,
                                           const Commands& commands);

/// view_rows.cc
[[nodiscard]] std::vector<Count> counts_of(const gate::Assessment& assessment);
struct Changed {
  std::size_t count = 0;
  std::vector<Row> rows;  ///< the first of them
};
[[nodiscard]] Changed changed_rows(const gate::Assessment& assessment);
[[nodiscard]] std::vector<RestGroup> rest_of(const gate::Assessment& assessment);
[[nodiscard]] std::vector<BudgetRow> budget_rows(const gate::Assessment& assessment, bool met);
/// Base missed the same limit of an exceeded budget: the change is not to blame.
[[nodiscard]] bool was_over_before(const gate::BudgetJudgement& budget);

/// acceptances.cc
[[nodiscard]] std::vector<AcceptanceRow> acceptance_rows(const gate::Assessment& assessment);

/// method_text.cc
[[nodiscard]] std::vector<Fact> method_of(const gate::Assessment& assessment);
[[nodiscard]] std::string side_text(const gate::SideIdentity& side);

}  // namespace benchgate::report
