// The parts of a View, one source file each. Internal to the view.
#pragma once

#include <string>
#include <vector>

#include "benchgate/gate/assessment.h"
#include "benchgate/report/commands.h"
#include "benchgate/report/view.h"

namespace benchgate::report {

/// title.cc
[[nodiscard]] std::string title_of(const gate::Assessment& assessment);
[[nodiscard]] Tone tone_of(const gate::Assessment& assessment);
[[nodiscard]] std::string outcome_text(const gate::Assessment& assessment);
[[nodiscard]] std::string coverage_text(const gate::Assessment& assessment);
[[nodiscard]] bool nothing_compared(const gate::Assessment& assessment);

/// Suspects that keep the gate from passing until head is measured again.
struct UnconfirmedCount {
  std::size_t rows = 0;
  std::size_t budgets = 0;
};
[[nodiscard]] UnconfirmedCount unconfirmed_count(const gate::Assessment& assessment);

/// notices.cc
[[nodiscard]] std::vector<std::string> cautions_of(const gate::Assessment& assessment);
[[nodiscard]] std::vector<Notice> notices_of(const gate::Assessment& assessment);
[[nodiscard]] std::vector<Notice> notes_of(const gate::Assessment& assessment);
[[nodiscard]] std::vector<EnvironmentRow> environment_of(const gate::Assessment& assessment);

/// next_steps.cc
[[nodiscard]] std::vector<Step> next_steps(const gate::Assessment& assessment,
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

/// acceptances.cc
[[nodiscard]] std::vector<AcceptanceRow> acceptance_rows(const gate::Assessment& assessment);

/// method_text.cc
[[nodiscard]] std::vector<Fact> method_of(const gate::Assessment& assessment);
[[nodiscard]] std::string side_text(const gate::SideIdentity& side);

}  // namespace benchgate::report
