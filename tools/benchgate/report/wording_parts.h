// Phrases that several sentences of wording.h are made of. Internal to the wording.
#pragma once

#include <string>

#include "benchgate/gate/assessment.h"

namespace benchgate::report {

/// wording.cc: "12.30 ms → 13.81 ms"; empty where a side is missing.
[[nodiscard]] std::string both_sides(const gate::Judgement& judgement);
/// wording.cc: "12.3 % slower (95 % interval +10.1 to +14.2 %)". Where higher is better, what the
/// limit is compared with is not the effect itself: said when the two read differently.
[[nodiscard]] std::string change_with_interval(const gate::Judgement& judgement);
/// wording.cc: ", limit 5 %"; empty without one.
[[nodiscard]] std::string limit_words(const gate::Judgement& judgement);
/// wording.cc: "the 95 % interval +10.1 to +14.2 %"; empty where there is none.
[[nodiscard]] std::string measured_interval(const gate::Judgement& judgement);

/// acceptances.cc: "; accepted up to +12 %, now +15 %"; empty where no acceptance concerns the row.
[[nodiscard]] std::string acceptance_words(const gate::Judgement& judgement);

/// paired_wording.cc: was the verdict made by pairs of processes (and not by exact comparison)?
[[nodiscard]] bool is_decided_by_pairs(const gate::Judgement& judgement);
/// paired_wording.cc: reason_sentence() of such a row.
[[nodiscard]] std::string paired_sentence(const gate::Judgement& judgement);
/// Why a duet's CPU time was not judged: of the two reasons that a wait has.
[[nodiscard]] std::string waiting_words(gate::Reason reason);

}  // namespace benchgate::report
