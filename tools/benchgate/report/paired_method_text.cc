#include "benchgate/report/paired_method_text.h"

#include <vector>

#include "benchgate/report/wording.h"

namespace benchgate::report {
namespace {

std::string_view pacing_text(model::Pacing pacing) {
  switch (pacing) {
    case model::Pacing::Duet:
      return "as duets (both processes on one core at the same moment, each charged its own CPU "
             "time)";
    case model::Pacing::Lockstep:
      return "in lockstep (short repetitions of both processes in turn)";
    case model::Pacing::InTurn:
      return "in turn (whole processes one after the other, which is less sure)";
  }
  return "";
}

std::size_t rows_of(const gate::Assessment& assessment, model::Pacing pacing) {
  return static_cast<std::size_t>(
      std::ranges::count_if(assessment.judgements, [pacing](const gate::Judgement& judgement) {
        return judgement.paired && judgement.paired->pacing == pacing;
      }));
}

}  // namespace

std::string together_text(const gate::Assessment& assessment) {
  std::vector<std::string> ways;
  for (const auto pacing : {model::Pacing::Duet, model::Pacing::Lockstep, model::Pacing::InTurn}) {
    const auto rows = rows_of(assessment, pacing);
    if (rows == 0) continue;
    ways.push_back(fmt::format("{} {}", counted(rows, "metric", "metrics"), pacing_text(pacing)));
  }
  std::string text = "measured together, in pairs of fresh processes";
  if (!ways.empty()) text += ": " + listed(ways);
  return text;
}

std::string decided_by_pairs_text(std::string_view tests, std::string_view alpha) {
  return fmt::format(
      "pairs were taken until a metric was cleared or suspected; a suspicion was then tested on "
      "fresh pairs only (exact signed-rank test, looked at as they came in). {} and all looks "
      "share one error: a change of nothing closes the gate in {} of cases at most. Exact metrics "
      "by exact comparison",
      tests, alpha);
}

std::string pairs_text(const gate::Assessment& assessment) {
  Extent screening;
  Extent confirming;
  std::size_t confirmed = 0;
  for (const auto& judgement : assessment.judgements) {
    if (!judgement.paired) continue;
    screening.add(judgement.paired->screening_pairs);
    if (judgement.paired->confirming_pairs == 0) continue;
    ++confirmed;
    confirming.add(judgement.paired->confirming_pairs);
  }
  if (!screening.fewest) return {};
  std::string text = fmt::format("{} of each metric", screening.text());
  if (confirmed > 0) {
    text += fmt::format(", and {} fresh ones to confirm {}", confirming.text(),
                        counted(confirmed, "suspicion", "suspicions"));
  }
  return text;
}

}  // namespace benchgate::report
