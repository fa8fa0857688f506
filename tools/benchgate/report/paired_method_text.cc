#include "benchgate/report/paired_method_text.h"

#include <array>
#include <vector>

#include "benchgate/report/wording.h"

namespace benchgate::report {
namespace {

struct Way {
  model::Pacing pacing;
  bool on_one_core;
  std::string_view text;
};

constexpr std::array<Way, 4> kWays = {{
    {model::Pacing::Duet, true,
     "as duets (both processes on one core at the same moment, each charged its own CPU time)"},
    {model::Pacing::Lockstep, true,
     "in lockstep (short repetitions of both sides in turn, on one core with the servers they have "
     "started)"},
    {model::Pacing::Lockstep, false,
     "in lockstep anywhere (short repetitions of both sides in turn, on all cores, for they keep "
     "more than one busy or could not be pinned)"},
    {model::Pacing::InTurn, false,
     "in turn (whole processes one after the other, which is less sure)"},
}};

std::size_t rows_of(const gate::Assessment& assessment, const Way& way) {
  return static_cast<std::size_t>(
      std::ranges::count_if(assessment.judgements, [&way](const gate::Judgement& judgement) {
        const auto& paired = judgement.paired;
        if (!paired || paired->pacing != way.pacing) return false;
        return paired->on_one_core == way.on_one_core || way.pacing == model::Pacing::Duet;
      }));
}

}  // namespace

std::string together_text(const gate::Assessment& assessment) {
  std::vector<std::string> ways;
  for (const auto& way : kWays) {
    const auto rows = rows_of(assessment, way);
    if (rows == 0) continue;
    ways.push_back(fmt::format("{} {}", counted(rows, "metric", "metrics"), way.text));
  }
  std::string text = "measured together, in pairs of fresh processes";
  if (!ways.empty()) text += ": " + listed(ways);
  return text;
}

std::string decided_by_pairs_text(std::string_view tests, std::string_view alpha) {
  return fmt::format(
      "pairs were taken until a metric was cleared or suspected; a suspicion was then tested on "
      "fresh pairs only (exact signed-rank test of all, exact sign test of the largest "
      "differences, looked at as they came in). {} and all looks share one error: "
      "unchanged code blocks merging in {} of cases at most. Only a large change is named, so its "
      "size "
      "and interval are corrected for that. Exact metrics by exact comparison",
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
