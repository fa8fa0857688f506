#include "benchgate/work/bisect_wording.h"

#include <fmt/format.h>

#include "benchgate/report/quantity_text.h"
#include "benchgate/report/unicode.h"
#include "benchgate/report/wording.h"

namespace benchgate::work {

using builds::short_commit;
using history::BisectionAnswer;

std::string commits_text(std::size_t count) {
  return report::counted(count, "commit", "commits");
}

std::string commit_text(const builds::Commit& commit) {
  return fmt::format("{} {}", short_commit(commit.id), report::visible(commit.subject));
}

std::string_view answer_text(BisectionAnswer answer) {
  switch (answer) {
    case BisectionAnswer::Differs:
      return "differs";
    case BisectionAnswer::DoesNotDiffer:
      return "does not differ";
    case BisectionAnswer::Good:
      return "is good";
    case BisectionAnswer::Bad:
      return "is bad";
    case BisectionAnswer::Untestable:
      return "cannot be tested";
    case BisectionAnswer::Undecided:
      return "is neither shown to be good nor bad";
    default:
      break;
  }
  return "was not asked about to the end";
}

std::string sameness_text(Sameness sameness, const std::string& commit) {
  const auto name = short_commit(commit);
  if (sameness == Sameness::Code) {
    return fmt::format("the benchmark runs the same code as in {}", name);
  }
  return fmt::format("the same program as {}, to the byte", name);
}

std::string effect_text(const stats::Estimate& ratio) {
  auto text = report::signed_percent_text(ratio.point - 1);
  if (ratio.interval) text += ' ' + report::interval_text(ratio.interval->bounds);
  return text;
}

std::string step_text(const BisectStep& step) {
  auto text = fmt::format("{} {}", short_commit(step.commit.id), answer_text(step.answer));
  if (step.ratio) {
    text += fmt::format(": {} against {}, {}", effect_text(*step.ratio), short_commit(step.against),
                        report::counted(step.pairs, "pair", "pairs"));
  }
  if (!step.note.empty()) text += ": " + report::visible(step.note);
  return text;
}

}  // namespace benchgate::work
