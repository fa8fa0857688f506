#include "benchgate/github/publication.h"

#include <algorithm>

#include <fmt/format.h>

#include "benchgate/github/comment.h"
#include "benchgate/report/markdown_escape.h"
#include "benchgate/report/view.h"

namespace benchgate::github {
namespace {

using gate::Assessment;

std::size_t closing_findings(const Assessment& assessment) {
  const auto rows = std::ranges::count_if(assessment.judgements, &gate::Judgement::closes_gate) +
                    std::ranges::count_if(assessment.budgets, &gate::BudgetJudgement::closes_gate) +
                    std::ranges::count(assessment.diagnostics, model::DiagnosticLevel::Problem,
                                       &model::Diagnostic::level);
  if (assessment.outcome == gate::Outcome::Passed) return 0;
  return static_cast<std::size_t>(std::max<std::ptrdiff_t>(rows, 1));
}

StatusState state_of(const Assessment& assessment, report::Tone tone) {
  if (assessment.outcome != gate::Outcome::Passed) return StatusState::Failed;
  return tone == report::Tone::Good ? StatusState::Passed : StatusState::Neutral;
}

bool accepts_something_new(const gate::AcceptanceUse& use) {
  return use.state == gate::AcceptanceState::Used && use.is_new.value_or(true);
}

std::string run_link(const std::string& run_url, std::string_view text) {
  return run_url.empty() ? std::string(text)
                         : fmt::format("[{}](<{}>)", text, report::markdown_url(run_url));
}

}  // namespace

Publication publication_of(const Assessment& assessment, const report::Surroundings& surroundings) {
  const auto view = report::make_view(assessment);
  return {.state = state_of(assessment, view.tone),
          .title = view.title,
          .report = report::render(
              assessment,
              {.format = "markdown", .most_bytes = kMostReportBytes, .surroundings = surroundings}),
          .findings = closing_findings(assessment),
          .has_accepted = assessment.count(gate::Verdict::Accepted) > 0,
          .accepts_by_itself = std::ranges::any_of(assessment.acceptances, accepts_something_new),
          .is_notable = view.tone != report::Tone::Good || !view.changed.empty()};
}

Publication no_result(const std::string& run_url, const std::string& reason) {
  const auto why =
      reason.empty() ? std::string("No result was found") : report::markdown_prose(reason);
  return {.state = StatusState::Failed,
          .title = "No result",
          .report = fmt::format("## ❌ No result\n\n{}.\n\nNothing is known about this commit. {} "
                                "shows the details.\n",
                                why, run_link(run_url, "The run"))};
}

Publication cancelled(const std::string& run_url) {
  return {.state = StatusState::Cancelled,
          .title = "Cancelled",
          .report = fmt::format("{} was cancelled or exceeded its time limit.\n",
                                run_link(run_url, "The run"))};
}

Publication awaits_approval(const std::string& run_url) {
  return {.state = StatusState::Waiting,
          .title = "Waiting for approval",
          .report = fmt::format("Somebody with write access must approve {} first.\n",
                                run_link(run_url, "the run"))};
}

Publication begun(const std::string& run_url) {
  return {.state = StatusState::Running,
          .title = "Measuring",
          .report = fmt::format("{} is on its way.\n", run_link(run_url, "A run"))};
}

}  // namespace benchgate::github
