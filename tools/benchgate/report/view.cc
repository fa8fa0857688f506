#include "benchgate/report/view.h"

#include <utility>

#include "benchgate/report/view_parts.h"

namespace benchgate::report {

View make_view(const gate::Assessment& assessment, std::string_view results_file) {
  const Commands commands(assessment, results_file);
  auto changed = changed_rows(assessment);
  return {.tone = tone_of(assessment),
          .title = title_of(assessment),
          .headline = headline_of(assessment),
          .outcome = outcome_text(assessment),
          .summary = summary_text(assessment),
          .coverage = coverage_text(assessment),
          .commits = commits_of(assessment),
          .exit_code = static_cast<int>(assessment.exit_code()),
          .cautions = cautions_of(assessment),
          .notices = notices_of(assessment),
          .environment = environment_of(assessment),
          .steps = next_steps(assessment, commands),
          .commands_summary = commands_summary(assessment, commands),
          .reproduce = commands.reproduce(),
          .counts = counts_of(assessment),
          .changed_count = changed.count,
          .changed = std::move(changed.rows),
          .unchanged_text = assessment.method.pairing == compare::Pairing::Alone
                                ? "There is no base: nothing can be said to have changed."
                                : "No metric was shown to have changed.",
          .budgets_missed = budget_rows(assessment, false),
          .budgets_met = budget_rows(assessment, true),
          .acceptances = acceptance_rows(assessment),
          .rest = rest_of(assessment),
          .notes = notes_of(assessment),
          .method = method_of(assessment),
          .base_id = assessment.method.pairing == compare::Pairing::Alone
                         ? "none"
                         : side_text(assessment.base),
          .head_id = side_text(assessment.head)};
}

}  // namespace benchgate::report
